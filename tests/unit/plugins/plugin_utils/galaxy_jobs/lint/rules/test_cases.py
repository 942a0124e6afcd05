# SPDX-License-Identifier: GPL-3.0-or-later
"""The cases of each rule: documents in which it finds something, and documents in which it must not.

The cases of a rule are in <family>/<its file's name>.yml:

bad:
  a name for the case:
    job_conf.yml: |          # the documents by their paths, as many as needed
      ...
    found: ["job_conf.yml:9:7 'nativeSpecificaton'"]  # each place, and the first line of the text that it marks
    message: Did you mean                             # optional: words of the first message
    fixed: |                 # optional: the document after the first finding's fix
      ...
    fix: unsafe              # optional: whether that fix is safe, unsafe, manual (it has no edits), or none
    also: [GJ154]            # optional: codes of other rules that find something too
good:
  a name for the case:
    job_conf.yml: |
      ...
"""

from __future__ import annotations

import inspect
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
    Fix,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.fix import (
    apply_edits,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import Rule
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    each_rule,
    findings_in,
)

FOLDER = Path(__file__).parent
Case = dict[str, t.Any]
EXPECTED = {"found", "message", "fixed", "fix", "also"}
NEWLINE = "\n"
LEAST_CASES = 2


def case_file(rule: Rule) -> Path:
    """Return the file that has the cases of a rule."""
    module = Path(inspect.getfile(type(rule)))
    return FOLDER / module.parent.name / f"{module.stem}.yml"


def cases_of(rule: Rule, kind: str) -> dict[str, Case]:
    """Return the bad or the good cases of a rule by their names."""
    path = case_file(rule)
    cases: dict[str, Case] = (yaml.safe_load(path.read_bytes()) if path.exists() else {}).get(
        kind, {}
    )
    return cases


def all_cases(kind: str) -> list[t.Any]:
    """Return the cases of all rules, for pytest."""
    return [
        pytest.param(rule, case, id=f"{rule.code}-{name}")
        for rule in RULES
        for name, case in cases_of(rule, kind).items()
    ]


def documents(case: Case) -> dict[str, bytes]:
    """Return the documents of a case by their paths."""
    return {path: str(text).encode() for path, text in case.items() if path not in EXPECTED}


def place(finding: Finding) -> str:
    """Return the place of a finding and the text there, as cases have it."""
    path, line, column = finding.place.position
    return f"{path}:{line}:{column} {finding.place.text.partition(NEWLINE)[0]!r}"


def split(case: Case, rule: Rule) -> tuple[list[Finding], set[str]]:
    """Return what a rule finds in a case, and the codes of the others that find something."""
    findings = findings_in(documents(case))
    found = [finding for finding in findings if finding.code == rule.code]
    return found, {finding.code for finding in findings} - {rule.code}


def fixed(contents: dict[str, bytes], finding: Finding) -> str:
    """Return the document of a finding's fix after it."""
    assert finding.fix is not None, "no fix"
    edits = finding.fix.edits
    data = apply_edits(contents[edits[0].place.source.path], edits)
    assert data is not None, "the fix cannot be applied"
    return data.decode()


def kind_of_fix(fix: Fix | None) -> str:
    """Return what can be done with a fix."""
    if fix is None:
        return "none"
    if not fix.edits:
        return "manual"
    return "safe" if fix.safe else "unsafe"


def test_every_case_file_belongs_to_a_rule() -> None:
    assert set(FOLDER.glob("*/*.yml")) <= {case_file(rule) for rule in RULES}


@pytest.mark.parametrize("kind", ["bad", "good"])
@each_rule
def test_every_rule_has_cases(rule: Rule, kind: str) -> None:
    assert len(cases_of(rule, kind)) >= LEAST_CASES


@pytest.mark.parametrize(("rule", "case"), all_cases("bad"))
def test_bad_case(rule: Rule, case: Case) -> None:
    found, others = split(case, rule)
    assert [place(finding) for finding in found] == case["found"]
    assert others == set(case.get("also", []))
    assert case.get("message", "") in found[0].message
    if "fix" in case:
        assert kind_of_fix(found[0].fix) == case["fix"]
    if "fixed" in case:
        assert fixed(documents(case), found[0]) == case["fixed"]


@pytest.mark.parametrize(("rule", "case"), all_cases("good"))
def test_good_case(rule: Rule, case: Case) -> None:
    found, others = split(case, rule)
    assert [finding.message for finding in found] == []
    assert others == set(case.get("also", []))
