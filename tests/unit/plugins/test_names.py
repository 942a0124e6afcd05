# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in Python: no variable is called by a word that says nothing about its content."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# Prepositions, pronouns and participles; the docs page on the writing style has better words.
VAGUE = frozenset(
    {
        *("asked", "at", "each", "given", "named", "of", "one"),
        *("own", "those", "told", "what", "which", "who"),
    }
)
FOLDERS = ("plugins", "scripts", "docs")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


def bound_names(source: str) -> Iterator[str]:
    """Yield the names that code binds: variables, parameters, functions, classes and fields."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name


def vague_names(source: str) -> list[str]:
    """Return the vague names that code binds, without the marks of private names."""
    return sorted({name for name in bound_names(source) if name.strip("_") in VAGUE})


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_names_are_not_vague(path: Path) -> None:
    assert vague_names(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("for each in items: pass", ["each"], id="loop"),
        pytest.param("def sum(of, count): pass", ["of"], id="parameter"),
        pytest.param("def told(): pass", ["told"], id="function"),
        pytest.param("class C:\n    what: str", ["what"], id="field"),
        pytest.param("self._given = 1", ["_given"], id="private-attribute"),
        pytest.param("[one for one in items]", ["one"], id="comprehension"),
        pytest.param("from hypothesis import given\ngiven(1)", [], id="use-of-a-library"),
        pytest.param("destination = items[0]", [], id="noun"),
    ],
)
def test_vague_names(source: str, expected: list[str]) -> None:
    assert vague_names(source) == expected
