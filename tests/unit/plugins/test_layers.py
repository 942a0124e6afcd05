# SPDX-License-Identifier: GPL-3.0-or-later
"""The layers of the code: no import points up, and hosts get nothing but the standard library."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[3] / "plugins"
LIBRARY = "plugin_utils.galaxy_jobs"
# From the ground up; a module may import from its own layer and from those below.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("module_utils",),
    ("plugin_utils.spelling",),
    ("plugin_utils.slurm",),
    (LIBRARY,),  # its ground floor: text, yaml, words and the like
    tuple(
        f"{LIBRARY}.{name}"
        for name in (
            *("batch", "galaxy_yml", "job_conf", "pulsar", "resource_params"),
            *("rule_modules", "tool_destinations"),
        )
    ),
    (f"{LIBRARY}.lint",),
    (f"{LIBRARY}.routing",),
    (f"{LIBRARY}.io",),
    ("plugin_utils.deploy",),
    (f"{LIBRARY}.cli", "action", "filter", "modules", "doc_fragments"),
)


def module_name(path: Path) -> str:
    """Return the dotted name of a module below plugins."""
    parts = path.relative_to(PLUGINS).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PLUGINS.rglob("*.py"))}


def layer(name: str) -> int:
    """Return the number of the layer that a module belongs to: of all prefixes the longest."""
    prefixes = {
        prefix: number
        for number, names in enumerate(LAYERS)
        for prefix in names
        if name == prefix or name.startswith(f"{prefix}.")
    }
    return prefixes[max(prefixes, key=len)]


def imports(name: str) -> Iterator[str]:
    """Yield what a module imports: modules of the collection by their name below plugins."""
    path = MODULES[name]
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield whole if node.level and whole in MODULES else base


def shipped() -> set[str]:
    """Return what Ansible ships to a host: what modules import, and what that imports."""
    found: set[str] = set()
    waiting = [name for name in MODULES if name.startswith("modules.")]
    while waiting:
        for imported in imports(waiting.pop()):
            if imported in MODULES and imported not in found:
                found.add(imported)
                waiting.append(imported)
    return found


@pytest.mark.parametrize("name", MODULES)
def test_no_import_points_up(name: str) -> None:
    own = [imported for imported in imports(name) if imported in MODULES]
    assert [imported for imported in own if layer(imported) > layer(name)] == []


@pytest.mark.parametrize("name", MODULES)
def test_imports_inside_the_collection_are_relative(name: str) -> None:
    assert [text for text in imports(name) if text.startswith("ansible_collections.")] == []


def test_module_utils_holds_what_is_shipped_and_nothing_else() -> None:
    kept = {name for name, path in MODULES.items() if name.startswith("module_utils.")}
    packages = {name for name in kept if MODULES[name].name == "__init__.py"}
    assert shipped() == kept - packages


@pytest.mark.parametrize("name", sorted(shipped()))
def test_hosts_need_the_standard_library_alone(name: str) -> None:
    outside = {text.split(".")[0] for text in imports(name) if text not in MODULES}
    allowed = {*sys.stdlib_module_names, "ansible", "drmaa"}
    assert outside - allowed == set()
