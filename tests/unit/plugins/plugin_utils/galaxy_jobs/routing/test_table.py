# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of mapping tests: what they take, what they find, what they pin, and comparisons."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import (
    check,
    compare,
    pin,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.job_fields import (
    as_size,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    Rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.table import (
    read_table,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

CONF = """
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: small
  environments:
    small: {runner: local}
    big: {runner: slurm, tags: [cluster], native_specification: --ntasks=8, private_token: x}
    huge: {runner: slurm, tags: [cluster]}
    dtd: {runner: dynamic, type: dtd}
    mixed: {runner: dynamic, type: choose_one, destination_ids: "small,nowhere"}
tools:
  - {id: align, environment: dtd}
  - {id: ts.org/repos/o/r/shed, environment: dtd}
  - {id: any, environment: cluster}
  - {id: mixed, environment: mixed}
  - {class: local, environment: huge}
"""
DTD = """
verbose: false
default_destination: {priority: {low: small, high: big}}
default_priority: low
users: {boss@b.org: {priority: high}}
tools:
  align:
    rules:
      - {rule_type: file_size, lower_bound: 1 KB, upper_bound: 1 MB, destination: big}
      - {rule_type: file_size, lower_bound: 1 MB, upper_bound: Infinity, fail_message: Too large.}
      - {rule_type: num_input_datasets, lower_bound: 3, upper_bound: Infinity, destination: huge,
         nice_value: -1}
  shed:
    rules:
      - {rule_type: records, lower_bound: 5, upper_bound: Infinity, destination: big}
      - {rule_type: arguments, arguments: {mode: fast}, destination: huge, users: [a@b.org]}
"""
GOOD = """
config: {admin_users: a@b.org}
destinations: {big: {runner: slurm, params: {native_specification: --ntasks=8, private_token: y}}}
tests:
  - {tool: align, input: 20 B, expect: small}
  - {tool: align, input: {size: 1 KB, ext: fasta}, expect: big}
  - {tool: [align, other], input: {from: 0, to: 1023}, expect: small}
  - {tool: align, input: {from: 1 KB, to: 1048575}, expect: big,
     expect_params: {native_specification: --ntasks=8}}
  - {tool: align, input: [1 MB, 2 GB], expect_failure: Too large.}
  - {tool: align, inputs: {a: 1, b: 1, c: 1}, user: [boss@b.org, anonymous], expect: huge}
  - {tool: any, expect: [huge, big]}
  - {tool: mixed, expect: small, expect_failure: Encountered an unhandled exception while caching
      job destination dynamic rule.}
  - {class: local, expect: huge}
  - {tool: align, workflow_resources: {priority: high}, expect: big}
"""


def router(conf: str = CONF, dtd: str = DTD) -> Router:
    return Router(read_yaml(conf, "job_conf.yml"), {None: read(dtd, "dtd.yml")})


def results(text: str, of: Router | None = None) -> list[check.Result]:
    return check.check(read_table(text, "table.yml"), of or router())


def test_all_hold() -> None:
    found = results(GOOD)
    assert [(result.position.line, result.mismatches) for result in found] == [
        (line, ()) for line in (5, 6, 7, 8, 10, 11, 12, 13, 15, 16)
    ]
    assert found[2].jobs > 20, "a range stands for its ends, the edges of rules and powers of two"


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        pytest.param(
            "{tool: align, input: 2 KB, expect: small}",
            "it goes to 'big', expected 'small'.",
            id="to",
        ),
        pytest.param(
            "{tool: align, input: {from: 0, to: 1 KB}, expect: small}",
            "align, 1024 B: it goes to 'big', expected 'small'.",
            id="edge-of-range",
        ),
        pytest.param(
            "{tool: align, input: 1 MB, expect: big}",
            "it fails with 'Too large.', expected 'big': rule 2 of 'align' fails its jobs",
            id="fails",
        ),
        pytest.param(
            "{tool: align, input: 1, expect_failure: Too large.}",
            "it goes to 'small', expected to fail with 'Too large.'.",
            id="does-not-fail",
        ),
        pytest.param("{tool: any, expect: big}", "it goes to 'huge', expected 'big'.", id="lots"),
        pytest.param(
            "{tool: any, expect: [big, huge, small]}", "it never goes to 'small'.", id="too-many"
        ),
        pytest.param(
            "{tool: align, input: 2 KB, expect: big, expect_params: {native_specification: x}}",
            "the parameter 'native_specification' is '--ntasks=8', expected 'x'.",
            id="parameter",
        ),
        pytest.param(
            "{tool: align, input: 2 KB, expect: big, expect_params: {partition: x}}",
            "the parameter 'partition' is missing, expected 'x'.",
            id="no-parameter",
        ),
        pytest.param(
            "{tool: ts.org/repos/o/r/shed/1, input: {size: 1, ext: fasta}, expect: small}",
            "this rule counts records",
            id="records-not-said",
        ),
    ],
)
def test_what_does_not_hold(row: str, wrong: str) -> None:
    (result,) = results(f"tests:\n  - {row}\n")
    assert [message for message in result.mismatches if wrong in message], result.mismatches
    assert not check.passed([result])


def test_pinned_destination() -> None:
    text = "destinations: {big: {runner: local, params: {extra: 1}}}\ntests:\n"
    (result,) = results(f"{text}  - {{tool: align, input: 2 KB, expect: big}}\n")
    assert {message.partition(": ")[2] for message in result.mismatches} == {
        "the parameter 'extra' is missing, expected '1'.",
        "the parameter 'native_specification' is '--ntasks=8', expected none.",
        "the parameter 'private_token' is '***', expected none.",
        "the runner is 'slurm', expected 'local'.",
    }


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
        pytest.param("tests: [{tool: a, tool: b}]", "The key 'tool' stands in line 1", id="twice"),
        pytest.param("tests: [", "t.yml:", id="not-yaml"),
    ],
)
def test_table_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(ClusterError) as caught:
        read_table(text, "t.yml")
    assert message in str(caught.value)


def test_pinned_table_holds_and_notices() -> None:
    text = pin.table_of(router(), {"job_conf": "job_conf.yml"})
    table = read_table(text, "table.yml")
    assert (table.job_conf, check.passed(results(text))) == ("job_conf.yml", True)
    assert "private_token: '***'" in text
    assert "      - anonymous\n      - someone@example.org\n" in text, "alike: one test with a list"
    for old, new in (("1 KB", "2 KB"), ("lower_bound: 5", "lower_bound: 6"), ("fast", "slow")):
        assert not check.passed(results(text, router(dtd=DTD.replace(old, new)))), old
    assert not check.passed(results(text, router(CONF.replace("ntasks=8", "ntasks=9"))))


def test_differences() -> None:
    changed = router(dtd=DTD.replace("1 KB", "2 KB"))
    found, not_known = compare.differences(router(), changed)
    assert not_known == []
    assert {each.job.split()[1] for each in found} == {"1024", "2047"}
    assert (found[0].old.split()[0], found[0].new.split()[0]) == ("big", "small")
    assert compare.as_text(found).endswith(f"{len(found)} jobs affected")
    assert json.loads(compare.as_json(found))[0]["job"] == found[0].job


def test_no_difference() -> None:
    assert compare.differences(router(), router(f"\n{CONF}")) == ([], [])


RULED = CONF.replace("dtd: {runner: dynamic, type: dtd}", "dtd: {runner: dynamic, type: python}")


def test_what_is_not_compared() -> None:
    _found, not_known = compare.differences(router(RULED), router(RULED))
    assert {each.split(",")[0] for each in not_known} == {"align", "ts.org/repos/o/r/shed/0"}


def putting_off(asked: Mapping[str, t.Any]) -> Mapping[str, t.Any]:
    """Answer as TPV that knows a tool, a user and a role, and puts off the user's jobs."""
    if "job" not in asked:
        tools = {"by_tpv": [1], "align": []}
        return {"tools": tools, "users": ["late@b.org"], "roles": ["staff"], "sizes": [2.5]}
    if asked["job"]["user"] == "late@b.org":
        return {"kind": "not_ready", "cause": "defers the job."}
    large = sum(each["size"] for each in asked["job"]["inputs"].values()) > 1 << 30
    staff = "staff" in asked["job"]["roles"]
    name = "huge" if staff else "big" if large else "small"
    return {"kind": "name", "value": name}


def test_what_tpv_tells_apart_is_pinned() -> None:
    conf = CONF.replace("default: small", "default: tpv")
    conf = conf.replace("    dtd:", "    tpv: {runner: dynamic_tpv}\n    dtd:")
    tpv = Router(
        read_yaml(conf, "job_conf.yml"),
        {None: read(DTD, "dtd.yml")},
        Rules(run=putting_off),
    )
    text = pin.table_of(tpv, {})
    assert "# Left out: " in text
    tests = [row for row in yaml.safe_load(text)["tests"] if row["tool"] == "by_tpv"]
    one, edge = 1 << 30, 5 << 29
    small, big = {0, one - 1, one}, {one + 1, edge - 1, edge, edge + 1}
    found = [
        ({as_size(size, "") for size in row["input"]}, row.get("roles"), row["expect"])
        for row in tests
    ]
    assert found == [
        (small, None, "small"),
        (big, None, "big"),
        (small | big, ["staff"], "huge"),
    ]
    assert all(not result.mismatches for result in results(text, tpv))


def test_reports() -> None:
    found = results("tests:\n  - {tool: any, expect: '<small>'}\n  - {tool: x, expect: small}\n")
    assert check.as_text(found).splitlines()[-1] == "2 tests (2 jobs), 1 failed"
    assert [bool(each["mismatches"]) for each in json.loads(check.as_json(found))] == [True, False]
    suite = ElementTree.fromstring(check.as_junit(found))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "<small>" in str(suite[0][0].text)
