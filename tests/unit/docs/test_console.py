# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation shows what the tools print."""

from __future__ import annotations

import importlib.util
import re
import sys
import typing as t
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def load_script() -> t.Any:
    spec = importlib.util.spec_from_file_location("docs_console", ROOT / "docs" / "console.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


console = load_script()
EXAMPLES = [
    pytest.param(example, id=f"{page.name}-{number}")
    for page in console.pages()
    for number, example in enumerate(console.examples(page), 1)
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_up_to_date(example: t.Any) -> None:
    assert example.body == example.expected(), "run 'python docs/console.py --update'"


@pytest.mark.parametrize("page", console.pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_marker_is_followed_by_a_block(page: Path) -> None:
    markers = re.findall(r"^(?:\.\.|<!--) (?:run|show|replaced): ", page.read_text(), re.MULTILINE)
    assert len(markers) == len([*console.examples(page)])


def test_update_keeps_everything_else(tmp_path: Path) -> None:
    page = tmp_path / "page.rst"
    head = "Title\n=====\n\n.. show: lint/job_conf.yml\n\n.. code-block:: yaml\n    :caption: x\n\n"
    page.write_text(f"{head}    outdated:\n\n    text\n\nNext paragraph.\n")
    shown = (console.EXAMPLES / "lint" / "job_conf.yml").read_text()
    body = "".join(f"    {line}\n" for line in shown.splitlines())
    assert console.updated(page) == f"{head}{body}\nNext paragraph.\n"
