# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Findings as text, JSON, GitHub annotations or SARIF."""

from __future__ import annotations

import json
import typing as t
from collections import Counter
from collections.abc import Callable, Sequence

from ..secrets import mask_line
from .finding import Finding, Fix, Severity
from .rules import RULES

Report = Callable[[Sequence[Finding]], str]
Role = t.Literal["error", "warning", "info", "code", "place"]
# Returns a part of the text as it is shown, by its role.
Style = Callable[[Role, str], str]

_LONGEST_LINE = 160
_GITHUB: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}
_SARIF: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def plain(_role: Role, text: str) -> str:
    """Return a text without colors."""
    return text


def as_text(findings: Sequence[Finding], style: Style = plain) -> str:
    """Return the findings with their lines of the document, and the totals."""
    blocks = [_block(finding, style) for finding in findings]
    return "\n".join([*blocks, _sum(findings)])


def _block(finding: Finding, style: Style) -> str:
    return "\n".join([as_line(finding, style), *_excerpt(finding, style)])


def as_line(finding: Finding, style: Style = plain) -> str:
    """Return a finding without its line of the document."""
    place = style("place", str(finding.place.position))
    severity = style(finding.severity, finding.severity)
    return f"{place}: {severity} {style('code', finding.code)} {finding.message}"


def _excerpt(finding: Finding, style: Style) -> list[str]:
    """Return the line of a finding, and a caret below it."""
    position = finding.place.position
    line = mask_line(finding.place.source, position.line)
    if not line.strip() or len(line) > _LONGEST_LINE:
        return []
    number = f"{position.line} | "
    numbered = f"{number}{line}"
    offset = position.column - 1
    if offset > len(line):
        return [numbered]
    length = len(finding.place.text.split("\n")[0])
    marks = "^" + "~" * (min(length, len(line) - offset) - 1)
    blanks = "".join("\t" if letter == "\t" else " " for letter in line[:offset])
    marks = style(finding.severity, marks)
    return [numbered, f"{' ' * (len(number) - 2)}| {blanks}{marks}"]


def summary(findings: Sequence[Finding]) -> dict[str, int]:
    """Return the number of findings by severity."""
    counted = Counter(finding.severity for finding in findings)
    severities: tuple[Severity, ...] = ("error", "warning", "info")
    return {severity: counted[severity] for severity in severities}


def _sum(findings: Sequence[Finding]) -> str:
    if not findings:
        return "No findings."
    return ", ".join(
        f"{number} {severity}{'s' if number != 1 and severity != 'info' else ''}"
        for severity, number in summary(findings).items()
    )


def as_json(findings: Sequence[Finding]) -> str:
    """Return the findings and their number by severity as JSON."""
    return _dumped(
        {"findings": [as_data(finding) for finding in findings], "summary": summary(findings)}
    )


def as_data(finding: Finding) -> dict[str, t.Any]:
    """Return a finding as plain data."""
    position = finding.place.position
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "effect": finding.effect,
        "message": finding.message,
        "path": position.path,
        "line": position.line,
        "column": position.column,
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, t.Any] | None:
    if fix is None:
        return None
    edits = [
        {
            "path": edit.place.source.path,
            "start": _region(edit.place.position),
            "end": _region(edit.place.source.position(edit.place.end)),
            "text": edit.text,
        }
        for edit in fix.edits
    ]
    return {"message": fix.message, "safe": fix.safe, "edits": edits}


def _region(position: t.Any) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def as_github(findings: Sequence[Finding]) -> str:
    """Return workflow commands with which GitHub annotates the lines of a change."""
    return "\n".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    position = finding.place.position
    file, title = _escaped(position.path, ":,"), f"{finding.code} {finding.name}"
    place = f"file={file},line={position.line},col={position.column},title={title}"
    return f"::{_GITHUB[finding.severity]} {place}::{_escaped(finding.message)}"


def _escaped(text: str, more: str = "") -> str:
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return SARIF 2.1.0."""
    rules = [
        {"id": rule.code, "name": rule.name, "shortDescription": {"text": summary_of(rule)}}
        for rule in RULES
    ]
    driver = {"name": "galaxy-jobs", "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in findings]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding) -> dict[str, t.Any]:
    position = finding.place.position
    end = finding.place.source.position(finding.place.end)
    region = {
        "startLine": position.line,
        "startColumn": position.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    location = {"artifactLocation": {"uri": position.path}, "region": region}
    return {
        "ruleId": finding.code,
        "level": _SARIF[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }


def summary_of(rule: object) -> str:
    """Return the first line of a rule's docstring."""
    return (type(rule).__doc__ or "").strip().splitlines()[0]


def _dumped(data: object) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False)


FORMATS: dict[str, Report] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
}
