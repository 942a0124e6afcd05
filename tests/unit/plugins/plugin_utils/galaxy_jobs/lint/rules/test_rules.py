# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule is discovered, explained, and does what its examples say."""

from __future__ import annotations

import inspect
import re
import typing as t
from pathlib import Path

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    DiagnosticKind,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint import rules
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.fix import (
    apply_fixes,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import (
    HEADINGS,
    Rule,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.words import split_names
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    each_rule,
    findings_in,
)

FILE = re.compile(r"gj(\d{3})_(\w+)\.py")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
# Kinds whose effect is that this linter does not read the document.
UNREADABLE = {"entity", "import-refused", "too-deep", "too-large", "too-many-aliases"}
FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

# Kinds of a universe_wsgi.ini, which convert reports; for the linter GJ119 is about the whole file.
OF_INI = {
    *("interpolation", "not-a-tool", "not-ini", "only-local"),
    *("successor", "unknown-runner", "unknown-url"),
}

# Rules whose example a safe fix puts right, among others.
FIXED = (
    "GJ001 GJ104 GJ105 GJ106 GJ109 GJ112 GJ113 GJ130 GJ133 GJ136 GJ137 GJ138 GJ143 GJ145 GJ151 "
    "GJ152 GJ156 GJ164 GJ170 GJ183 GJ190 GJ192 GJ203 GJ205 GJ212 GJ219 GJ224 GJ510"
)

# Names are noun phrases in the field's words: unknown-runner, duplicate-tool, ignored-key.
NAME = re.compile(r"[a-z]+(?:-[a-z]+)+")
# Words of sentences: pronouns, articles, negations, auxiliaries, and verbs in the third person.
NOT_IN_NAMES = split_names(
    """a all alone an and are as at be been but can cannot does exceeds gives gone has have hides
    ignores is it its longer makes may more must never no not of one other refuses rejects requires
    should so such takes than that the there these they this those to too twice two unread was were
    what where which who whose will"""
)
# Names do not begin with an imperative: avoid-x, use-x.
NOT_FIRST = split_names(
    """allow avoid call check count cut declare define do drop exceed expect find forbid get give
    hide ignore keep make match name need put read refuse reject remove require return run say set
    swap take tell use want write"""
)


def sections(rule: Rule) -> dict[str, str]:
    """Return the parts of a rule's docstring by their headings."""
    parts = HEADING.split(inspect.getdoc(rule) or "")[1:]
    return {name: text.strip("\n") for name, text in zip(parts[::2], parts[1::2])}


def contents_of(example: str) -> dict[str, bytes]:
    """Return the documents of an example by their paths."""
    contents = {path: text.encode() for path, text in FENCE.findall(example + "\n")}
    assert contents, "no example"
    return contents


def test_every_file_is_discovered() -> None:
    files = sorted(path.name for path in Path(inspect.getfile(rules)).parent.glob("*/gj*.py"))
    expected = [f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py" for rule in rules.RULES]
    assert files == expected


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in rules.RULES}) == len(rules.RULES)
    assert len({rule.name for rule in rules.RULES}) == len(rules.RULES)


@each_rule
def test_name_is_a_noun_phrase(rule: Rule) -> None:
    words = rule.name.split("-")
    assert NAME.fullmatch(rule.name)
    assert NOT_IN_NAMES.isdisjoint(words)
    assert words[0] not in NOT_FIRST


def test_every_kind_of_diagnostic_has_a_rule() -> None:
    covered = {kind for rule in rules.RULES for kind in getattr(rule, "kinds", ())}
    assert set(t.get_args(DiagnosticKind)) - covered == UNREADABLE | OF_INI


@each_rule
def test_class_is_called_as_the_rule(rule: Rule) -> None:
    assert type(rule).__name__.lower() == rule.name.replace("-", "")
    assert FILE.fullmatch(Path(inspect.getfile(type(rule))).name)


@each_rule
def test_docstring_is_complete(rule: Rule) -> None:
    found = sections(rule)
    assert tuple(found) == HEADINGS
    assert all(text.strip() for text in found.values())
    summary = (inspect.getdoc(rule) or "").splitlines()[0]
    assert summary.endswith(".")


@each_rule
def test_example_is_found(rule: Rule) -> None:
    found = findings_in(contents_of(sections(rule)["Example"]))
    assert {finding.code for finding in found} == {rule.code}, [str(f.message) for f in found]


@each_rule
def test_nothing_is_found_in_what_to_use_instead(rule: Rule) -> None:
    assert [str(f.message) for f in findings_in(contents_of(sections(rule)["Use instead"]))] == []


@each_rule
def test_safe_fix_of_the_example(rule: Rule) -> None:
    contents = contents_of(sections(rule)["Example"])
    found = findings_in(contents)
    is_safe = all(finding.fix and finding.fix.safe and finding.fix.edits for finding in found)
    assert is_safe or rule.code not in FIXED
    left = apply_fixes(
        contents, found, lambda changed: findings_in({**contents, **changed})
    ).findings
    assert [str(f.message) for f in left] == ([] if is_safe else [str(f.message) for f in found])
