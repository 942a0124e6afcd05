# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of tests: what they accept and reject."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Dataset, Job
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.job_fields import (
    TOOL_OF_CLASS,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.table import (
    Expected,
    Sweep,
    read_table,
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "tests: [{tol: x}]",
            "t.yml:1:10: unknown key 'tol' in a test. Did you mean 'tool'?",
            id="key",
        ),
        pytest.param(
            "test: []", "t.yml:1:1: unknown key 'test' in a table. Did you mean 'tests'?", id="top"
        ),
        pytest.param("- a", "a table must be a mapping", id="list"),
        pytest.param("rules: x", "t.yml:1:1: 'tests' is missing.", id="no-tests"),
        pytest.param("tests: [{tool: a}]", "'expect' or 'expect_failure' is missing", id="expect"),
        pytest.param("tests: [{expect: a}]", "'tool' is missing", id="no-tool"),
        pytest.param(
            "tests: [{tool: a, input: 5 QB}]", "t.yml:1:26: invalid size '5 QB'", id="size"
        ),
        pytest.param("tests: [{tool: a, user: me}]", "t.yml:1:25: invalid user 'me'", id="user"),
        pytest.param("tests: [{tool: a, input: {from: 5, to: 1}}]", "5 to 1 is empty", id="range"),
        pytest.param("tests: [{tool: a, input: {from: 5}}]", "'to' is missing", id="half-range"),
        pytest.param("tests: [{tool: a, input: 1, inputs: {}}]", "exclude each other", id="both"),
        pytest.param("tests: [{tool: a, inputs: [1]}]", "'inputs' must be a mapping", id="inputs"),
        pytest.param("tests: [{tool: a, class: x}]", "expected one of 'local'", id="class"),
        pytest.param("tests: [{tool: a, attempt: 0}]", "expected 1 or more", id="attempt"),
        pytest.param("tests: [{tool: a, params: 5}]", "'params' must be a mapping", id="params"),
        pytest.param(
            "tests: [{tool: a, tool: b}]",
            "Duplicate key 'tool': already defined in line 1",
            id="twice",
        ),
        pytest.param("tests: [", "t.yml:", id="not-yaml"),
    ],
)
def test_table_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(ClusterError) as caught:
        read_table(text, "t.yml")
    assert message in str(caught.value)


def test_all_fields() -> None:
    table = read_table(
        """
        job_conf: job_conf.yml
        tool_destinations: dtd.yml
        rules: rules
        resource_params: params.xml
        galaxy_yml: galaxy.yml
        config: {admin_users: a@b.org}
        destinations: {big: {runner: slurm}}
        tests:
          - {tool: [a, b], user: [a@b.org, anonymous], input: [1, 2 KB], params: {x.y: 1},
             roles: staff, resources: {cores: 2}, attempt: 2, failure: walltime_reached, expect: big}
          - {class: local, input: {from: 1, to: 8}, expect_failure: No., expect_params: {a: 1}}
        """,
        "t.yml",
    )
    assert (table.job_conf, table.tool_destinations, table.rules) == (
        "job_conf.yml",
        ("dtd.yml",),
        "rules",
    )
    assert (table.resource_params, table.galaxy_yml) == ("params.xml", "galaxy.yml")
    assert (table.config, table.destinations["big"].params) == ({"admin_users": "a@b.org"}, None)
    first, second = table.rows
    assert len(first.jobs) == 8
    assert first.jobs[-1] == Job(
        tool="b",
        roles=("staff",),
        inputs={"input": Dataset(2048)},
        params={"x": {"y": 1}},
        resources={"cores": 2},
    )
    assert (first.attempt, first.failure) == (2, "walltime_reached")
    assert (second.sweep, second.jobs) == (Sweep(1, 8), (Job(TOOL_OF_CLASS, ("local",)),))
    assert second.expected == Expected(frozenset(), frozenset({"No."}), {"a": 1})


def test_an_empty_list_of_users_gives_no_jobs() -> None:
    (row,) = read_table("tests: [{tool: a, user: [], expect: b}]", "t.yml").rows
    assert row.jobs == ()
