# SPDX-License-Identifier: GPL-3.0-or-later
"""What names stand for in a job_conf."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf import lookup
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)


@pytest.mark.parametrize(
    ("environments", "expected"),
    [
        pytest.param("{a: {}}", {"a": ["a"]}, id="id"),
        pytest.param(
            "{a: {tags: [t]}, b: {tags: [t]}}", {"a": ["a"], "t": ["a", "b"], "b": ["b"]}, id="tag"
        ),
        pytest.param("{a: {tags: [b]}, b: {}}", {"a": ["a"], "b": ["b"]}, id="id-after-tag"),
        pytest.param("{b: {}, a: {tags: [b]}}", {"b": ["b", "a"], "a": ["a"]}, id="tag-after-id"),
        pytest.param("{a: {tags: [t], enabled: no}}", {}, id="disabled"),
        pytest.param("[{id: a, tags: [t]}, {id: a}]", {"a": ["a"], "t": ["a"]}, id="id-twice"),
    ],
)
def test_destinations(environments: str, expected: dict[str, list[str]]) -> None:
    conf = read_yaml(f"runners: {{}}\nexecution: {{environments: {environments}}}", "f")
    found = lookup.destinations_by_name(conf)
    assert {name: [item.id.data for item in items] for name, items in found.items()} == expected


@pytest.mark.parametrize(
    ("processes", "expected"),
    [
        pytest.param("{a: }", {"a": ["a"], "_default_": ["a"]}, id="untagged"),
        pytest.param(
            "{a: {tags: [t]}, b: {tags: [t]}}", {"a": ["a"], "t": ["a", "b"], "b": ["b"]}, id="tag"
        ),
        pytest.param(
            "{a: {tags: [t]}, b: {tags: [t, t]}}",
            {"a": ["a"], "t": ["b"], "b": ["b"]},
            id="tag-twice",
        ),
        pytest.param(
            "{a: {tags: [b]}, b: {tags: [t]}}", {"a": ["a"], "b": ["a"]}, id="id-after-tag"
        ),
    ],
)
def test_handlers(processes: str, expected: dict[str, list[str]]) -> None:
    conf = read_yaml(f"runners: {{}}\nhandling: {{processes: {processes}}}", "f")
    assert lookup.handlers_by_name(conf.handling) == expected


def test_tools() -> None:
    conf = read_yaml("tools: [{id: Cat1}, {id: cat1/}, {class: local}]", "f")
    found = lookup.tools_by_id(conf)
    assert {name: len(tools) for name, tools in found.items()} == {"cat1": 2}
