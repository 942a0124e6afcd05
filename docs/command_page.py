# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the page of the command line galaxy-jobs, from its argument parser."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.main import (
    make_parser as galaxy_jobs,
)

HEAD = """\
.. SPDX-License-Identifier: GPL-3.0-or-later

.. _ansible_collections.galaxyhpc.cluster.docsite.command_line:

Command line: galaxy-jobs
=========================

``galaxy-jobs COMMAND --help`` prints the same texts. See
:ref:`Install <ansible_collections.galaxyhpc.cluster.docsite.install.command>` for the command.

.. contents::
    :local:
"""


def page() -> str:
    """Return the page."""
    parser = galaxy_jobs([])
    parts = [HEAD, options(parser)]
    parts += ["\n\n".join(command(*item)) for item in commands(parser)]
    return "\n\n".join(part.rstrip("\n") for part in parts if part) + "\n"


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, str, argparse.ArgumentParser]]:
    """Yield the name, the summary and the parser of each command."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for choice in action._choices_actions:
                yield choice.dest, choice.help or "", action.choices[choice.dest]


def command(name: str, summary: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the paragraphs of a command."""
    title = f"galaxy-jobs {name}"
    yield f"{title}\n{'-' * len(title)}"
    yield escaped(parser.description) if parser.description else sentence(escaped(summary))
    yield f".. code-block:: text\n\n    {usage(parser)}"
    yield options(parser)
    yield from exit_codes(parser.epilog or "")


def usage(parser: argparse.ArgumentParser) -> str:
    """Return how the command is called, without the names of its options."""
    formatter = parser._get_formatter()
    arguments = [
        formatter._format_args(action, str(action.metavar or action.dest))
        for action in parser._get_positional_actions()
    ]
    optional = ["[OPTION ...]"] if len(parser._get_optional_actions()) > 1 else []
    return " ".join([parser.prog, *optional, *arguments])


def options(parser: argparse.ArgumentParser) -> str:
    """Return the list of arguments and options."""
    listed = [*parser._get_positional_actions(), *parser._get_optional_actions()]
    left_out = (argparse._HelpAction, argparse._SubParsersAction)
    return "\n".join(entry(action, parser) for action in listed if not isinstance(action, left_out))


def entry(action: argparse.Action, parser: argparse.ArgumentParser) -> str:
    """Return a term, such as ``--format {text,json}``, and its explanation."""
    formatter = parser._get_formatter()
    invocation = formatter._format_action_invocation(action)
    text = escaped(formatter._expand_help(action)) if action.help else "Output format."
    return f"``{invocation}``\n    {sentence(text)}"


def exit_codes(epilog: str) -> Iterator[str]:
    """Yield the list of exit codes from a sentence such as 'Exit code: 0 written, 1 failed.'"""
    codes = re.findall(r"(\d) (.+?)(?:, (?=\d)|\.$)", epilog)
    if codes:
        yield "Exit codes:"
        yield "\n".join(f"- {code}: {escaped(meaning)}" for code, meaning in codes)
    elif epilog:
        yield escaped(epilog)


def sentence(text: str) -> str:
    """Return a text with a period, and a capital letter if it begins with a word."""
    first = text[:1].upper() if text.split(" ")[0].rstrip(",;:").isalpha() else text[:1]
    return f"{first}{text[1:]}".rstrip(".") + "."


def escaped(text: str) -> str:
    """Return a text without marks of reStructuredText."""
    return re.sub(r"([\\*|_`])", r"\\\1", text)


def main(folder: Path) -> None:
    """Write the page into a folder."""
    (folder / "command_line.rst").write_text(page())
