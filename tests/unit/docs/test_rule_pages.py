# SPDX-License-Identifier: GPL-3.0-or-later
"""Each rule has a page that is made from its docstring."""

from __future__ import annotations

import importlib.util
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import (
    HEADINGS,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES

SCRIPT = Path(__file__).resolve().parents[3] / "docs" / "rule_pages.py"


@pytest.fixture(scope="module")
def rule_pages() -> t.Any:
    spec = importlib.util.spec_from_file_location("rule_pages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_rule_has_a_page_and_a_row(rule_pages: t.Any, tmp_path: Path) -> None:
    rule_pages.main(tmp_path)
    pages = {path.stem: path.read_text() for path in (tmp_path / "lint_rules").iterdir()}
    assert set(pages) == {rule.code for rule in RULES}
    index = (tmp_path / "lint_rules.rst").read_text()
    for rule in RULES:
        lines = pages[rule.code].splitlines()
        assert f"{rule.code}: {rule.name}" in lines
        assert [line for line in lines if line in HEADINGS] == list(HEADINGS)
        assert f"   lint_rules/{rule.code}\n" in index
        assert f"   * - :ref:`{rule.code} <" in index, "add the family to FAMILIES"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("`a_*` and b_*", "``a_*`` and b\\_\\*", id="code"),
        pytest.param("`id`s", "``id``\\ s", id="code-in-a-word"),
        pytest.param("a\\b|c", "a\\\\b\\|c", id="marks"),
    ],
)
def test_marks(rule_pages: t.Any, text: str, expected: str) -> None:
    assert rule_pages.marked_up(text) == expected
