# SPDX-License-Identifier: GPL-3.0-or-later
"""Options set in a galaxy.yml."""

from __future__ import annotations

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.galaxy_yml import (
    with_options,
)
from hypothesis import given
from hypothesis import strategies as st

WANTED = {"job_config_file": "/new/job_conf.yml"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "gravity: {}\ngalaxy:\n  # jobs\n  job_config_file: old.xml # mine\n  brand: x\n",
            "gravity: {}\ngalaxy:\n  # jobs\n  job_config_file: /new/job_conf.yml # mine\n"
            "  brand: x\n",
            id="replaced",
        ),
        pytest.param(
            "galaxy:\n    # the name\n    brand: x\n",
            "galaxy:\n    # the name\n    job_config_file: /new/job_conf.yml\n    brand: x\n",
            id="added-with-the-indent-that-is-there",
        ),
        pytest.param(
            "galaxy:\n  job_config_file: /new/job_conf.yml\n",
            "galaxy:\n  job_config_file: /new/job_conf.yml\n",
            id="there",
        ),
        pytest.param(
            "gravity: {}",
            "gravity: {}\ngalaxy:\n  job_config_file: /new/job_conf.yml\n",
            id="no-section",
        ),
        pytest.param("", "galaxy:\n  job_config_file: /new/job_conf.yml\n", id="empty"),
        pytest.param(
            "galaxy:\n  #brand: x\n",
            "galaxy:\n  job_config_file: /new/job_conf.yml\n  #brand: x\n",
            id="section-of-comments",
        ),
        pytest.param(
            "galaxy:\n  brand: x\n  job_config_file:\n  a: 1\n",
            "galaxy:\n  brand: x\n  job_config_file: /new/job_conf.yml\n  a: 1\n",
            id="without-a-value",
        ),
    ],
)
def test_with_options(text: str, expected: str) -> None:
    assert with_options(text, WANTED, "galaxy.yml") == expected


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("galaxy: [1]\n", "expected a mapping", id="list"),
        pytest.param("- galaxy\n", "expected a mapping", id="no-mapping"),
        pytest.param("galaxy: {brand: x}\n", "Set these by hand: job_config_file", id="one-line"),
        pytest.param("galaxy: [\n", "galaxy.yml:2:1: Not YAML", id="not-yaml"),
    ],
)
def test_refused(text: str, sentence: str) -> None:
    with pytest.raises(ClusterError) as error:
        with_options(text, WANTED, "galaxy.yml")
    assert sentence in str(error.value)


NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True).filter(
    lambda name: isinstance(yaml.safe_load(name), str)
)
SETTINGS = st.dictionaries(NAMES, st.one_of(st.booleans(), st.integers(), st.text("ab: #'\"")))


@pytest.mark.slow
@given(SETTINGS, SETTINGS)
def test_nothing_else_changes(present: dict[str, object], options: dict[str, object]) -> None:
    text = yaml.safe_dump({"gravity": {"a": 1}, "galaxy": present or None, "reports": None})
    changed = yaml.safe_load(with_options(text, options, "galaxy.yml"))
    assert changed["gravity"] == {"a": 1}
    assert (changed["galaxy"] or {}) == {**present, **options}
