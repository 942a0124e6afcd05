# SPDX-License-Identifier: GPL-3.0-or-later
"""Every rule is registered, explained, and does what its examples say."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint import rules
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.context import Document
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.documents import (
    read,
    recognised,
    together,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.finding import Finding
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.rule import HEADINGS, Rule
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._rules.read import (
    read as read_rule_module,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.conf import parse

FILE = re.compile(r"gj(\d{3})_(\w+)\.py")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
KIND = re.compile(r"""(?:Problem|problem|ignored|_error|_refused)\(\s*"([a-z]+(?:-[a-z]+)*)",""")
# Kinds whose effect is that this linter does not read the document.
UNREADABLE = {"entity", "import-refused", "too-deep", "too-large", "too-many-aliases"}
FENCE = re.compile(r"^```\w+ (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

each_rule = pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.code)


def sections(rule: Rule) -> dict[str, str]:
    """Return the parts of a rule's docstring by their headings."""
    parts = HEADING.split(inspect.getdoc(rule) or "")[1:]
    return {name: text.strip("\n") for name, text in zip(parts[::2], parts[1::2])}


def findings_in(example: str) -> list[Finding]:
    """Return what is found in the documents of an example, read together."""
    documents: list[Document] = []
    cluster = None
    for path, text in FENCE.findall(example + "\n"):
        if path.endswith(".py"):
            documents.append(read_rule_module(text, path))
            continue
        if path == "slurm.conf":
            cluster = partitions(parse(text))
            continue
        kind = recognised(text)
        assert kind is not None, f"{path} is not recognised"
        document = read(kind, text, path, lambda _path: None)
        assert document is not None
        documents.append(document)
    assert documents, "no example"
    return lint(replace(together(documents), slurm_conf=cluster))


def test_every_file_is_registered_in_order() -> None:
    folder = Path(inspect.getfile(rules)).parent
    files = sorted(path.name for path in folder.glob("gj*.py"))
    expected = [f"{rule.code.lower()}_{rule.name.replace('-', '_')}.py" for rule in rules.RULES]
    assert files == expected


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in rules.RULES}) == len(rules.RULES)
    assert len({rule.name for rule in rules.RULES}) == len(rules.RULES)


@pytest.mark.parametrize(
    ("document", "modules"),
    [
        ("job_conf", ["_job_conf/read_xml", "_job_conf/read_yaml", "_job_conf/start"]),
        ("job_conf", ["_job_conf/macros", "_yaml", "_xml", "_text"]),
        ("tool_destinations", ["_tool_destinations/read", "_yaml"]),
        ("resource_params", ["_resource_params/read", "_xml"]),
        ("rules", ["_rules/read"]),
    ],
)
def test_every_kind_of_note_has_a_rule(document: str, modules: list[str]) -> None:
    folder = Path(inspect.getfile(rules)).parents[2]
    text = "".join((folder / f"{module}.py").read_text() for module in modules)
    of_document = [rule for rule in rules.RULES if rule.needs == (document,)]
    problems = {kind for rule in of_document for kind in getattr(rule, "kinds", ())} | UNREADABLE
    assert set(KIND.findall(text)) - problems == set()


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
    found = findings_in(sections(rule)["Example"])
    assert {finding.code for finding in found} == {rule.code}, [str(f.message) for f in found]


@each_rule
def test_nothing_is_found_in_what_to_use_instead(rule: Rule) -> None:
    assert [str(f.message) for f in findings_in(sections(rule)["Use instead"])] == []
