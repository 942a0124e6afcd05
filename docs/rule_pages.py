# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the pages of the lint rules, from their docstrings, and a page that lists them."""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.main import (
    main as galaxy_jobs,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    summary_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import Rule
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES

LICENSE = ".. SPDX-License-Identifier: GPL-3.0-or-later"
LABEL = "ansible_collections.galaxyhpc.cluster.docsite"
FENCE = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`(?=(\w?))")
EFFECTS = {
    "startup": "Galaxy or a job handler does not start.",
    "job": "Galaxy starts; jobs fail or never run.",
    "silent": "Galaxy silently ignores the setting.",
    "style": "No effect on jobs.",
}
# The folders of lint/rules, in the order of the page.
FAMILIES = {
    "reading": "Files and structure",
    "runners": "Runners and handlers",
    "destinations": "Destinations",
    "resubmission": "Resubmission",
    "tools": "Tools",
    "limits": "Limits",
    "tool_destinations": "Tool destinations",
    "resource_params": "Job resource parameters",
    "rule_modules": "Rules in Python",
    "cross_document": "Between documents",
    "pulsar": "Pulsar",
    "tpv": "TPV",
    "batch": "Requests to the batch system",
    "slurm": "Requests that a Slurm cluster cannot fulfill",
}


def page(rule: Rule) -> str:
    """Return the page of a rule."""
    summary, *sections = re.split(r"^## (.+)\n", inspect.getdoc(rule) or "", flags=re.MULTILINE)
    parts = [
        f".. _{LABEL}.{rule.code}:",
        underlined(f"{rule.code}: {rule.name}", "="),
        "\n\n".join(body(summary)),
        f"**{rule.severity.capitalize()}**: {EFFECTS[rule.effect]}",
    ]
    for heading, text in zip(sections[::2], sections[1::2]):
        parts += [underlined(heading, "-"), *body(text)]
        if heading == "Example":
            parts += ["``galaxy-jobs lint`` reports:", block("text", report_of(rule, text))]
    return "\n\n".join([LICENSE, *parts]) + "\n"


def body(text: str) -> Iterator[str]:
    """Yield the paragraphs and examples of a section."""
    prose, *examples = FENCE.split(text)
    yield from paragraphs(prose)
    for language, path, code, after in zip(*(examples[start::4] for start in range(4))):
        yield block(language, code, path)
        yield from paragraphs(after)


def block(language: str, code: str, caption: str = "") -> str:
    """Return a code block."""
    # force: an example may be an invalid document, which is what it shows.
    options = [*([f"   :caption: {caption}"] if caption else []), "   :force:"]
    lines = [f"   {line}".rstrip() for line in code.splitlines()]
    return "\n".join([f".. code-block:: {language}", *options, "", *lines]) + "\n"


def report_of(rule: Rule, example: str) -> str:
    """Return the report on an example. Raises ValueError if the rule is not in it."""
    contents = {path: code for _language, path, code in FENCE.findall(example)}
    with tempfile.TemporaryDirectory() as folder:
        for path, code in contents.items():
            file = Path(folder, path)
            file.parent.mkdir(exist_ok=True)
            file.write_text(code)
        with working_in(Path(folder)), redirected() as out:
            galaxy_jobs(["lint", *arguments(contents)])
    report = out.getvalue()
    if rule.code not in report:
        raise ValueError(f"The example of {rule.code} is not reported:\n{report}")
    return report


@contextlib.contextmanager
def redirected() -> Iterator[io.StringIO]:
    """Collect what is printed, without the notices on standard error."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        yield out


def arguments(contents: Mapping[str, str]) -> list[str]:
    """Return the arguments that name the files of an example."""
    options = {"app.yml": "--pulsar-config", "slurm.conf": "--slurm-conf"}
    found: dict[str, None] = {}
    for path in contents:
        if path.startswith("rules/"):
            found["--rules=rules"] = None
        elif path != "tpv-lint.txt":
            found[f"{options[path]}={path}" if path in options else path] = None
    return [*found]


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Work in a folder, where a stand-in for TPV's linter prints tpv-lint.txt."""
    tpv = folder / ".bin" / "tpv"
    tpv.parent.mkdir()
    tpv.write_text(f"#!/bin/sh\ncat {folder}/tpv-lint.txt\nexit 1\n")
    tpv.chmod(0o755)
    before, path = Path.cwd(), os.environ["PATH"]
    os.chdir(folder)
    os.environ["PATH"] = f"{tpv.parent}{os.pathsep}{path}"
    try:
        yield
    finally:
        os.chdir(before)
        os.environ["PATH"] = path


def paragraphs(prose: str) -> Iterator[str]:
    """Yield the paragraphs of a text with `code` in it."""
    for paragraph in re.split(r"\n{2,}", prose.strip("\n")):
        if paragraph.strip():
            yield marked_up(paragraph)


def marked_up(text: str) -> str:
    """Return a paragraph as reStructuredText."""
    parts, end = [], 0
    for found in CODE.finditer(text):
        parts += [escaped(text[end : found.start()]), f"``{found[1]}``", "\\ " if found[2] else ""]
        end = found.end()
    return "".join([*parts, escaped(text[end:])])


def escaped(text: str) -> str:
    """Return a text without marks of reStructuredText."""
    return re.sub(r"([\\*|_])", r"\\\1", text)


def underlined(title: str, mark: str) -> str:
    """Return a heading."""
    return f"{title}\n{mark * len(title)}"


def family(rule: Rule) -> str:
    """Return the folder of a rule."""
    return type(rule).__module__.split(".")[-2]


def index(rules: Sequence[Rule]) -> str:
    """Return the page that lists the rules."""
    parts = [
        LICENSE,
        f".. _{LABEL}.lint_rules:",
        underlined("Rules of galaxy-jobs lint", "="),
        "``galaxy-jobs explain CODE`` prints the same explanations. The guide says how to "
        f":ref:`suppress a finding <{LABEL}.guide_lint>`.",
        "\n".join(f"- **{effect}**: {text}" for effect, text in EFFECTS.items()),
        ".. contents::\n   :local:",
    ]
    for folder, title in FAMILIES.items():
        members = [rule for rule in rules if family(rule) == folder]
        pages = "".join(f"   lint_rules/{rule.code}\n" for rule in members)
        toctree = f".. toctree::\n   :hidden:\n\n{pages}"
        parts += [underlined(title, "-"), table(members), toctree]
    return "\n\n".join(parts)


def table(rules: Sequence[Rule]) -> str:
    """Return a table of rules."""
    rows = [
        f"   * - :ref:`{rule.code} <{LABEL}.{rule.code}>`\n     - {rule.name}\n"
        f"     - {rule.severity}\n     - {rule.effect}\n     - {marked_up(summary_of(rule))}\n"
        for rule in rules
    ]
    head = "   * - Code\n     - Name\n     - Severity\n     - Effect\n     - Summary\n"
    options = "   :header-rows: 1\n   :widths: 8 26 8 8 50\n"
    return "".join([".. list-table::\n", options, "\n", head, *rows])


def main(folder: Path) -> None:
    """Write all pages into a folder."""
    pages = folder / "lint_rules"
    pages.mkdir(parents=True, exist_ok=True)
    (folder / "lint_rules.rst").write_text(index(RULES))
    for rule in RULES:
        (pages / f"{rule.code}.rst").write_text(page(rule))
