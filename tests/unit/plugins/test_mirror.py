# SPDX-License-Identifier: GPL-3.0-or-later
"""Each library module, action and filter has a test file of its name, in the mirrored folder.

Exempt are modules without functions (types and data) and lint rules, which have case files.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PLUGINS = TESTS.parents[2] / "plugins"


def has_functions(path: Path) -> bool:
    """Return whether a module has a function or a method."""
    nodes = ast.walk(ast.parse(path.read_bytes()))
    return any(isinstance(node, ast.FunctionDef) for node in nodes)


def path_of_test(module: str) -> Path:
    """Return the path of a module's test file."""
    path = TESTS / module
    return path.with_name(f"test_{path.name}")


MODULES = [
    path.relative_to(PLUGINS).as_posix()
    for folder in ("action", "filter", "module_utils", "plugin_utils")
    for path in sorted((PLUGINS / folder).rglob("*.py"))
    if path.name != "__init__.py" and not path.name.startswith("gj") and has_functions(path)
]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_test_file(module: str) -> None:
    assert path_of_test(module).is_file()
