# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the documentation with the files and the output that it shows.

    python docs/console.py             list the examples that are out of date
    python docs/console.py --update    rewrite them

A comment in front of a block says what the block shows, relative to docs/examples:

    .. run: routing             commands ('$ …'), run in a copy of that folder, and their output
    .. show: lint/job_conf.yml  the contents of a file
    .. replaced: pulsar         a table of the variables that a role has replaced

In Markdown the comment is <!-- run: routing -->.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs" / "examples"
RST = re.compile(
    r"^\.\. (?P<verb>run|show|replaced): (?P<path>\S+)\n\n"
    r"(?P<head>\.\. [\w-]+:: ?\w*\n(?: {4}:.*\n)*\n)"
    r"(?P<body> {4}.*\n(?:\n* {4}.*\n)*)",
    re.MULTILINE,
)
MARKDOWN = re.compile(
    r"^<!-- (?P<verb>run|show): (?P<path>\S+) -->\n(?P<head>```\w+\n)(?P<body>.*?)^(?=```$)",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A block that shows a file, a table, or commands with their output."""

    verb: str
    path: str
    body: str

    def expected(self) -> str:
        """Return the text that the block should have."""
        if self.verb == "show":
            return (EXAMPLES / self.path).read_text()
        if self.verb == "replaced":
            return "".join(replaced_variables(self.path))
        return transcript(self.path, tuple(COMMAND.findall(self.body)))


def replaced_variables(role: str) -> Iterator[str]:
    """Yield the rows of a table of the variables that a role has replaced."""
    variables = yaml.safe_load((ROOT / "roles" / role / "vars" / "main.yml").read_text())
    yield "* - Variable\n  - Replacement\n"
    for name, replacement in variables[f"_{role}_replaced"].items():
        yield f"* - ``{name}``\n  - {replacement}\n"


@lru_cache
def transcript(folder: str, commands: Sequence[str]) -> str:
    """Return commands, run in a copy of an example's folder, and their output."""
    with tempfile.TemporaryDirectory() as parent:
        copy = Path(parent).resolve() / "example"
        shutil.copytree(EXAMPLES / folder, copy)
        blocks = [f"$ {command}\n{output(command, copy)}" for command in commands]
    return "\n".join(block.rstrip("\n") + "\n" for block in blocks)


def output(command: str, folder: Path) -> str:
    """Return the output of a shell command, with paths relative to the folder."""
    tools = [str(ROOT / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
    env = {"PATH": os.pathsep.join(tools), "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
    )
    return done.stdout.replace(f"{folder}/", "")


def pages() -> list[Path]:
    """Return the pages that may have examples."""
    guides = sorted((ROOT / "docs" / "docsite" / "rst").rglob("*.rst"))
    return [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("roles/*/README.md")), *guides]


def pattern(page: Path) -> re.Pattern[str]:
    """Return the pattern of an example in a page's markup."""
    return RST if page.suffix == ".rst" else MARKDOWN


def examples(page: Path) -> Iterator[Example]:
    """Yield the examples of a page."""
    for found in pattern(page).finditer(page.read_text()):
        yield Example(
            found["verb"], found["path"], textwrap.dedent(found["body"]).strip("\n") + "\n"
        )


def updated(page: Path) -> str:
    """Return the text of a page with its examples up to date."""
    indent = "    " if page.suffix == ".rst" else ""

    def replacement(found: re.Match[str]) -> str:
        old = textwrap.dedent(found["body"]).strip("\n") + "\n"
        new = textwrap.indent(Example(found["verb"], found["path"], old).expected(), indent)
        start = found.start("body") - found.start()
        return found[0][:start] + new

    return pattern(page).sub(replacement, page.read_text())


def main(arguments: Sequence[str]) -> int:
    """Compare or rewrite all examples; return the exit code."""
    stale = [page for page in pages() if updated(page) != page.read_text()]
    for page in stale:
        if "--update" in arguments:
            page.write_text(updated(page))
        print(f"{page.relative_to(ROOT)}: examples out of date", file=sys.stderr)
    if stale and "--update" not in arguments:
        print("Run 'python docs/console.py --update'.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
