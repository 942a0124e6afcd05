# SPDX-License-Identifier: GPL-3.0-or-later
"""References to resource groups."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.tools.base import (
    group_references,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

CONF = """\
runners: {}
execution: {environments: {}}
%s
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="none"),
        pytest.param("resources: {default: all}", ["all"], id="default"),
        pytest.param("tools: [{id: a, resources: x}]", ["x"], id="tool"),
        pytest.param(
            "resources: {default: all}\ntools: [{id: a, resources: x}, {id: b}, {id: c, resources: x}]",
            ["all", "x", "x"],
            id="default and tools",
        ),
        pytest.param("tools: [{id: a, resources: null}]", [], id="null"),
    ],
)
def test_references(text: str, expected: list[str]) -> None:
    conf = context_of({"job_conf.yml": (CONF % text).encode()}).job_conf
    assert conf is not None
    assert [reference.data for reference in group_references(conf)] == expected
