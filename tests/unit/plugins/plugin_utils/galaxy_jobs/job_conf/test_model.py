# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of the model of a job_conf."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    Consequence,
    Diagnostic,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    Destination,
    JobConf,
    Limit,
    Param,
    is_enabled,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Source,
    Value,
)

SOURCE = Source("job_conf.yml", "")
PLACE = SOURCE.span(0, 0)


def value(data: object) -> Value:
    """Return a value at no particular place."""
    return Value(data, PLACE)


@pytest.mark.parametrize(
    ("environ", "config", "expected"),
    [
        pytest.param(None, None, True, id="document-alone"),
        pytest.param("A", None, False, id="environment"),
        pytest.param(None, "a", False, id="galaxy.yml"),
    ],
)
def test_fixed(environ: str | None, config: str | None, expected: bool) -> None:
    from_environ = value(environ) if environ else None
    param = Param(value("a"), value("b"), from_environ, value(config) if config else None)
    assert param.fixed is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("true", True, id="true"),
        pytest.param("no", False, id="false"),
        pytest.param(False, False, id="boolean"),
        pytest.param("maybe", True, id="not-a-boolean"),
    ],
)
def test_enabled(text: object, expected: bool) -> None:
    assert is_enabled(Param(value("enabled"), value(text))) is expected


def test_enabled_by_default() -> None:
    assert is_enabled(None)


@pytest.mark.parametrize(
    ("runner", "expected"),
    [
        pytest.param(value("dynamic"), True, id="dynamic"),
        pytest.param(value("slurm"), False, id="runner"),
        pytest.param(None, False, id="missing"),
    ],
)
def test_dynamic(runner: Value | None, expected: bool) -> None:
    assert Destination(value("d"), PLACE, runner).is_dynamic is expected


@pytest.mark.parametrize(
    ("ids", "tag", "expected"),
    [
        pytest.param("i", "t", "t", id="tag-overrides-id"),
        pytest.param("i", None, "i", id="id"),
        pytest.param("i", "", "i", id="empty-tag"),
        pytest.param(None, None, None, id="neither"),
    ],
)
def test_target_of_limit(ids: str | None, tag: str | None, expected: str | None) -> None:
    limit = Limit("walltime", value("walltime"), PLACE, id=value(ids), tag=value(tag))
    assert limit.target is not None
    assert limit.target.data == expected


@pytest.mark.parametrize(
    ("consequences", "expected"),
    [
        pytest.param([], False, id="no-problem"),
        pytest.param(["handler", "job", "silent"], False, id="others"),
        pytest.param(["silent", "startup"], True, id="startup"),
    ],
)
def test_refused(consequences: list[Consequence], expected: bool) -> None:
    problems = tuple(Diagnostic("type", PLACE, "m", consequence) for consequence in consequences)
    assert JobConf("yaml", SOURCE, PLACE, problems=problems).is_refused() is expected


def test_configurations_are_compared_by_identity() -> None:
    assert JobConf("yaml", SOURCE, PLACE) != JobConf("yaml", SOURCE, PLACE)
