# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as text, JSON, GitHub annotations and SARIF."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Edit,
    Effect,
    Finding,
    Fix,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    FORMATS,
    Role,
    as_data,
    as_github,
    as_line,
    as_sarif,
    as_text,
    summary,
    summary_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

TEXT = "runners:\n\tlocal: x\nlast"


def finding(start: int, end: int, text: str = TEXT, effect: Effect = "job") -> Finding:
    """Return a finding at a stretch of a document."""
    place = Source("a.yml", text).span(start, end)
    return Finding("GJ101", "a-rule", effect, "Wrong.", place)


@pytest.mark.parametrize(
    ("found", "excerpt"),
    [
        pytest.param(finding(0, 7), ["1 | runners:", "  | ^~~~~~~"], id="start-of-line"),
        pytest.param(finding(17, 18), ["2 | \tlocal: x", "  | \t       ^"], id="tab"),
        pytest.param(finding(0, 18), ["1 | runners:", "  | ^~~~~~~~"], id="several-lines"),
        pytest.param(finding(23, 23), ["3 | last", "  |     ^"], id="end-of-document"),
        pytest.param(finding(0, 0, "\n"), [], id="empty-line"),
        pytest.param(finding(0, 1, "a" * 160), [f"1 | {'a' * 160}", "  | ^"], id="longest-line"),
        pytest.param(finding(0, 1, "a" * 161), [], id="too-long"),
        pytest.param(
            finding(0, 8, "password: hunter2"), ["1 | passw***", "  | ^~~~~~~~"], id="secret"
        ),
    ],
)
def test_excerpt(found: Finding, excerpt: list[str]) -> None:
    first, *lines, last = as_text([found]).splitlines()
    assert first == as_line(found)
    assert lines == excerpt
    assert last == "1 error, 0 warnings, 0 info"


def test_line() -> None:
    assert as_line(finding(10, 15)) == "a.yml:2:2: error GJ101 Wrong."


def test_style_marks_the_parts() -> None:
    def tagged(role: Role, text: str) -> str:
        return f"<{role}>{text}</>"

    assert as_text([finding(0, 2)], tagged).splitlines()[:3] == [
        "<place>a.yml:1:1</>: <error>error</> <code>GJ101</> Wrong.",
        "1 | runners:",
        "  | <error>^~</>",
    ]


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        pytest.param([], "No findings.", id="none"),
        pytest.param(["silent"], "0 errors, 1 warning, 0 info", id="one"),
        pytest.param(
            ["job", "startup", "style", "style"], "2 errors, 0 warnings, 2 info", id="many"
        ),
    ],
)
def test_totals(effects: list[Effect], expected: str) -> None:
    findings = [finding(0, 1, effect=effect) for effect in effects]
    assert as_text(findings).splitlines()[-1] == expected
    assert sum(summary(findings).values()) == len(findings)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        pytest.param("job", "error", id="error"),
        pytest.param("silent", "warning", id="warning"),
        pytest.param("style", "notice", id="info"),
    ],
)
def test_github(effect: Effect, expected: str) -> None:
    found = finding(10, 15, effect=effect)
    line = f"::{expected} file=a.yml,line=2,col=2,title=GJ101 a-rule::Wrong."
    assert as_github([found, found]) == f"{line}\n{line}"


def test_github_escapes_what_would_end_a_command() -> None:
    place = Source("a:b,c.yml", "x").span(0, 1)
    found = Finding("GJ101", "a-rule", "job", "100%\nof: a, b", place)
    assert as_github([found]) == (
        "::error file=a%3Ab%2Cc.yml,line=1,col=1,title=GJ101 a-rule::100%25%0Aof: a, b"
    )


@pytest.mark.parametrize(
    ("effect", "level"),
    [
        pytest.param("job", "error", id="error"),
        pytest.param("silent", "warning", id="warning"),
        pytest.param("style", "note", id="info"),
    ],
)
def test_sarif(effect: Effect, level: str) -> None:
    (run,) = json.loads(as_sarif([finding(10, 23, effect=effect)]))["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("GJ101", level)
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "a.yml"},
        "region": {"startLine": 2, "startColumn": 2, "endLine": 3, "endColumn": 5},
    }


def test_sarif_describes_all_rules() -> None:
    driver = json.loads(as_sarif([]))["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.code for rule in RULES]
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in driver["rules"])


def test_data_of_a_fix() -> None:
    place = Source("a.yml", TEXT).span(10, 15)
    fix = Fix("Write 'slurm'.", (Edit(place, "slurm"),), safe=True)
    assert as_data(Finding("GJ101", "a-rule", "job", "Wrong.", place, fix))["fix"] == {
        "message": "Write 'slurm'.",
        "safe": True,
        "edits": [
            {
                "path": "a.yml",
                "start": {"line": 2, "column": 2},
                "end": {"line": 2, "column": 7},
                "text": "slurm",
            }
        ],
    }
    assert as_data(finding(0, 1))["fix"] is None


def test_summary_is_the_first_line() -> None:
    class Explained:
        """A fault.

        More about it.
        """

    assert summary_of(Explained()) == "A fault."


def test_json_is_not_ascii() -> None:
    found = Finding("GJ101", "a-rule", "job", "é", Source("a.yml", "x").span(0, 1))
    text = FORMATS["json"]([found])
    assert '"message": "é"' in text
    assert json.loads(text)["findings"] == [as_data(found)]
