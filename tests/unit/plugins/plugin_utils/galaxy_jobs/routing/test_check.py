# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of tests, and their reports."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import check
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.sized_site import (
    results,
)

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


def test_all_tests_pass() -> None:
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
def test_mismatch(row: str, wrong: str) -> None:
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


def test_reports() -> None:
    found = results("tests:\n  - {tool: any, expect: '<small>'}\n  - {tool: x, expect: small}\n")
    assert check.as_text(found).splitlines()[-1] == "2 tests (2 jobs), 1 failed"
    assert [bool(item["mismatches"]) for item in json.loads(check.as_json(found))] == [True, False]
    suite = ElementTree.fromstring(check.as_junit(found))
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert "<small>" in str(suite[0][0].text)
