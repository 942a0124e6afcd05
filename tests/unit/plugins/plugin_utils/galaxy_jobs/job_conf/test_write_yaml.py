# SPDX-License-Identifier: GPL-3.0-or-later
"""A written job_conf.yml has the same content when it is read again."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.write_yaml import (
    write_yaml,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.configurations import (
    DATA,
    configurations,
    from_yaml,
    meaning,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    read,
    yml,
)
from hypothesis import given


@pytest.mark.slow
@given(configurations(DATA))
def test_written_yaml_has_the_same_content(configuration: t.Any) -> None:
    conf = from_yaml(configuration)
    text = write_yaml(conf)
    again = read_yaml(text, "job_conf.yml")
    assert meaning(again) == meaning(conf)
    assert write_yaml(again) == text


def test_the_tpv_shortcut_is_kept_in_yaml() -> None:
    text = yml("tpv_config_files: [a.yml]").replace("runner: local", "runner: dynamic_tpv")
    written = convert(read(text), "yaml").text
    assert "runner: dynamic_tpv\n      tpv_config_files:\n" in written
    assert "map_tool_to_destination" not in written
