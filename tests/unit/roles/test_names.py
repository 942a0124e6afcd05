# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of tasks, handlers, plays and variables: imperative verbs, and no vague words."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]

VERBS = frozenset(
    {
        *("Add", "Allow", "Apply", "Authorize", "Change", "Check", "Compare", "Compose", "Compute"),
        *(
            "Configure",
            "Copy",
            "Create",
            "Decode",
            "Deploy",
            "Disable",
            "Download",
            "Empty",
            "Enable",
            "Generate",
        ),
        *(
            "Install",
            "Lint",
            "List",
            "Look up",
            "Prepare",
            "Publish",
            "Read",
            "Reconfigure",
            "Record",
        ),
        *("Reject", "Reload", "Remove", "Report", "Require", "Resolve", "Restart", "Run", "Set"),
        *("Show", "Start", "Stop", "Submit", "Trust", "Unpack", "Update", "Validate", "Verify"),
        *("Wait", "Write"),
    }
)
# Words that say nothing about what a variable contains.
VAGUE = frozenset(
    {
        *("at", "each", "ends", "given", "it", "made", "nothing", "of", "one", "other", "own"),
        *("said", "seen", "that", "those", "told", "wanted", "what", "which", "who"),
    }
)
# The playbook of a tutorial, as it is printed there.
QUOTED = ("molecule/tutorial/converge.yml",)

PATTERNS = (
    *("roles/*/tasks/*.yml", "roles/*/handlers/*.yml", "roles/*/vars/*.yml"),
    *("playbooks/*.yml", "molecule/*.yml", "molecule/*/*.yml", "*.yml"),
)
NO_PLAYBOOKS = ("galaxy.yml", "requirements.yml", "molecule.yml")
BLOCKS = ("block", "rescue", "always", "tasks", "pre_tasks", "post_tasks", "handlers")

Node = dict[str, t.Any]


class Loader(yaml.SafeLoader):
    """A YAML loader that reads !vault and !unsafe as text."""


Loader.add_multi_constructor("!", lambda loader, suffix, node: str(node.value))


def files() -> Iterator[Path]:
    """Yield the files with tasks or variables."""
    for pattern in PATTERNS:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if path.name not in NO_PLAYBOOKS and name not in QUOTED:
                yield path


def entries(content: t.Any) -> Iterator[Node]:
    """Yield plays, blocks and tasks."""
    for entry in content if isinstance(content, list) else []:
        yield entry
        for key in BLOCKS:
            yield from entries(entry.get(key))


def bad_names(content: t.Any) -> list[str]:
    """Return the names that are missing or do not start with one of the verbs."""
    names = [str(entry.get("name", "")) for entry in entries(content)]
    return [name for name in names if not any(name.startswith(f"{verb} ") for verb in VERBS)]


def variables(content: t.Any) -> Iterator[str]:
    """Yield the names of variables that a file of tasks or variables defines."""
    if isinstance(content, dict):
        yield from content
    for entry in entries(content):
        yield from entry.get("vars") or {}
        yield from entry.get("ansible.builtin.set_fact") or {}
        if "register" in entry:
            yield entry["register"]


def vague(content: t.Any) -> list[str]:
    """Return the names of variables that have a vague word."""
    return [name for name in variables(content) if VAGUE & {*name.split("_")}]


def load(path: Path) -> t.Any:
    """Return the content of a YAML file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506


@pytest.mark.parametrize("path", [*files()], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_start_with_a_verb(path: Path) -> None:
    assert bad_names(load(path)) == []


@pytest.mark.parametrize("path", [*files()], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_variables_have_no_vague_words(path: Path) -> None:
    assert vague(load(path)) == []


@pytest.mark.parametrize(
    ("name", "is_bad"),
    [
        pytest.param("Install munge", False, id="verb"),
        pytest.param("Wait for the node", False, id="two-words"),
        pytest.param("Look at the host", True, id="other-second-word"),
        pytest.param("munge", True, id="no-verb"),
        pytest.param("", True, id="no-name"),
        pytest.param("Installation", True, id="noun"),
    ],
)
def test_bad_name_is_found(name: str, is_bad: bool) -> None:
    assert bad_names([{"block": [{"name": name}], "name": "Run the tests"}]) == [name] * is_bad


@pytest.mark.parametrize(
    "content",
    [
        pytest.param({"_munge_own": 1}, id="variable-file"),
        pytest.param([{"vars": {"what": 1}}], id="vars"),
        pytest.param([{"block": [{"register": "__munge_own"}]}], id="register"),
        pytest.param([{"ansible.builtin.set_fact": {"slurm_of": 1}}], id="set-fact"),
    ],
)
def test_vague_variable_is_found(content: t.Any) -> None:
    assert len(vague(content)) == 1
    assert vague([{"vars": {"official_owner": 1}}]) == []
