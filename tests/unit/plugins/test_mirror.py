# SPDX-License-Identifier: GPL-3.0-or-later
"""Each module of the library has a test file of its name, in the mirrored folder.

Exempt are modules without functions (types and data) and lint rules, which have case files.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PLUGINS = TESTS.parents[2] / "plugins"

# Modules that still lack a test file: write one and remove the line here; never add a line.
LACKING = frozenset(
    {
        "plugin_utils/galaxy_jobs/lint/rules/batch/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/cross_document/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/pulsar/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/resource_params/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/rule_modules/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/slurm/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/tool_destinations/base.py",
        "plugin_utils/galaxy_jobs/lint/rules/tools/base.py",
    }
)


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
    for folder in ("module_utils", "plugin_utils")
    for path in sorted((PLUGINS / folder).rglob("*.py"))
    if path.name != "__init__.py" and not path.name.startswith("gj") and has_functions(path)
]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_has_its_test_file(module: str) -> None:
    assert path_of_test(module).is_file() is (module not in LACKING)


def test_only_existing_modules_are_listed() -> None:
    assert LACKING - set(MODULES) == frozenset()
