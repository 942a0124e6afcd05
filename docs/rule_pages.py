# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the pages of the lint rules, from their docstrings, and a page that lists them.

python docs/rule_pages.py FOLDER
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".ansible" / "collections"))

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    summary_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import Rule
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES

LICENCE = ".. SPDX-License-Identifier: GPL-3.0-or-later"
LABEL = "ansible_collections.galaxyhpc.cluster.docsite"
FENCE = re.compile(r"^```(\w+) (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`(?=(\w?))")


def page(rule: Rule) -> str:
    """Return the page of a rule."""
    summary, *sections = re.split(r"^## (.+)\n", inspect.getdoc(rule) or "", flags=re.MULTILINE)
    title = f"{rule.code}: {rule.name}"
    severity = f"*{rule.severity}*: {EFFECTS[rule.effect]}"
    parts = [
        f".. _{LABEL}.{rule.code}:",
        underlined(title, "="),
        "\n\n".join(body(summary)),
        severity,
    ]
    for heading, text in zip(sections[::2], sections[1::2]):
        parts += [underlined(heading, "-"), *body(text)]
    return "\n\n".join([LICENCE, *parts]) + "\n"


EFFECTS = {
    "startup": "Galaxy, or one of its handlers, refuses to start.",
    "job": "Galaxy starts; jobs fail or never run.",
    "silent": "Galaxy takes it without a word, and does not do what it says.",
    "style": "nothing goes wrong.",
}


def body(text: str) -> Iterator[str]:
    """Yield the paragraphs and examples of a section."""
    prose, *examples = FENCE.split(text)
    yield from paragraphs(prose)
    for language, path, code, after in zip(*(examples[start::4] for start in range(4))):
        # force: an example may be no document of its language, which is what it shows.
        block = f".. code-block:: {language}\n   :caption: {path}\n   :force:\n\n"
        yield block + "".join(f"   {line}".rstrip() + "\n" for line in code.splitlines())
        yield from paragraphs(after)


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


def index(rules: Sequence[Rule]) -> str:
    """Return the page that lists the rules."""
    rows = [
        f"   * - :ref:`{rule.code} <{LABEL}.{rule.code}>`\n     - {rule.severity}\n"
        f"     - {rule.effect}\n     - {marked_up(summary_of(rule))}"
        for rule in rules
    ]
    table = ".. list-table::\n   :header-rows: 1\n   :widths: auto\n\n"
    table += "   * - code\n     - severity\n     - effect\n     - what it finds\n"
    hidden = "".join(f"   lint_rules/{rule.code}\n" for rule in rules)
    parts = [
        LICENCE,
        ":orphan:",  # the guide links here: antsibull-docs lets no page list what is not there yet
        f".. _{LABEL}.lint_rules:",
        underlined("The rules of galaxy-jobs lint", "="),
        table + "\n".join(rows),
        f".. toctree::\n   :hidden:\n\n{hidden}",
    ]
    return "\n\n".join(parts)


def main(folder: Path) -> None:
    """Write all pages into a folder."""
    pages = folder / "lint_rules"
    pages.mkdir(parents=True, exist_ok=True)
    (folder / "lint_rules.rst").write_text(index(RULES))
    for rule in RULES:
        (pages / f"{rule.code}.rst").write_text(page(rule))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
