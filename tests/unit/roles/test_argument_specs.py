# SPDX-License-Identifier: GPL-3.0-or-later
"""Argument specs and defaults of the roles say the same."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROLES = Path(__file__).resolve().parents[3] / "roles"
TYPES = {"str", "int", "float", "bool", "list", "dict", "path", "raw"}
Options = dict[str, dict[str, t.Any]]


def role_names() -> list[str]:
    """Return the roles; each must have an argument spec."""
    return sorted(path.name for path in ROLES.iterdir() if path.is_dir())


def read(role: str, path: str) -> dict[str, t.Any]:
    """Return a YAML file of a role."""
    content: dict[str, t.Any] = yaml.safe_load((ROLES / role / path).read_text(encoding="utf-8"))
    return content or {}


def options_of(role: str) -> Options:
    """Return the options of a role's entry points."""
    points = read(role, "meta/argument_specs.yml")["argument_specs"].values()
    return {name: option for point in points for name, option in point["options"].items()}


def defaults_of(role: str) -> dict[str, t.Any]:
    """Return the defaults of a role, which it has where an option has one."""
    path = "defaults/main.yml"
    return read(role, path) if (ROLES / role / path).exists() else {}


def walk(options: Options, prefix: str = "") -> Iterator[tuple[str, dict[str, t.Any]]]:
    """Yield each option and suboption by its path."""
    for name, option in options.items():
        yield prefix + name, option
        yield from walk(option.get("options", {}), f"{prefix}{name}.")


def plain(value: t.Any) -> t.Any:
    """Return a value in which it does not matter how a text is folded."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def differences(options: Options, defaults: dict[str, t.Any]) -> list[str]:
    """Return a sentence for each variable in which spec and defaults are not alike."""
    with_default = {name: o["default"] for name, o in options.items() if "default" in o}
    found = [f"{name} has no option" for name in defaults if name not in options]
    for name in options:
        if name in defaults and name not in with_default:
            found.append(f"{name} has a default that its option lacks")
        elif name in with_default and name not in defaults:
            found.append(f"{name} has a default only in its option")
        elif name in defaults and not alike(with_default[name], defaults[name]):
            found.append(f"{name} has two defaults")
    return found


def alike(one: t.Any, other: t.Any) -> bool:
    """Return whether two values are equal, and neither is a number where the other is a bool."""
    return json.dumps(plain(one), sort_keys=True) == json.dumps(plain(other), sort_keys=True)


def faults(options: Options) -> list[str]:
    """Return a sentence for each option that is not fully described."""
    found = []
    for name, option in walk(options):
        if option.get("type") not in TYPES:
            found.append(f"{name} has no type")
        if not option.get("description"):
            found.append(f"{name} has no description")
        if option.get("type") == "list" and option.get("elements") not in TYPES:
            found.append(f"{name} has no elements")
    return found


@pytest.mark.parametrize("role", role_names())
def test_defaults_are_those_of_the_spec(role: str) -> None:
    assert differences(options_of(role), defaults_of(role)) == []


@pytest.mark.parametrize("role", role_names())
def test_options_are_described(role: str) -> None:
    assert faults(options_of(role)) == []


@pytest.mark.parametrize("role", role_names())
def test_variables_begin_with_the_name_of_the_role(role: str) -> None:
    assert [name for name in options_of(role) if not name.startswith(f"{role}_")] == []


GOOD: Options = {
    "a": {"type": "str", "description": "A.", "default": "{{ x\n| y }}"},
    "b": {"type": "list", "elements": "str", "description": "B.", "default": []},
    "c": {
        "type": "dict",
        "description": "C.",
        "options": {"d": {"type": "int", "description": "D"}},
    },
}
DEFAULTS: dict[str, t.Any] = {"a": "{{ x | y }}", "b": []}


@pytest.mark.parametrize(
    ("options", "defaults", "expected"),
    [
        pytest.param(GOOD, DEFAULTS, [], id="good"),
        pytest.param(GOOD, {**DEFAULTS, "e": 1}, ["e has no option"], id="new-variable"),
        pytest.param(
            GOOD, {**DEFAULTS, "c": {}}, ["c has a default that its option lacks"], id="new-default"
        ),
        pytest.param(
            GOOD, {"b": []}, ["a has a default only in its option"], id="default-taken-away"
        ),
        pytest.param(GOOD, {**DEFAULTS, "b": ["x"]}, ["b has two defaults"], id="other-default"),
        pytest.param(GOOD, {**DEFAULTS, "a": "{{ y }}"}, ["a has two defaults"], id="other-text"),
        pytest.param(
            {"a": {"default": 1}}, {"a": True}, ["a has two defaults"], id="number-and-bool"
        ),
        pytest.param({"a": {"default": 1}}, {"a": "1"}, ["a has two defaults"], id="type"),
        pytest.param(
            {"a": {"default": [{"b": 1, "c": " d"}]}}, {"a": [{"c": "d", "b": 1}]}, [], id="order"
        ),
    ],
)
def test_drift_is_found(options: Options, defaults: dict[str, t.Any], expected: list[str]) -> None:
    assert differences(options, defaults) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param(GOOD, [], id="good"),
        pytest.param({"a": {"description": "A."}}, ["a has no type"], id="no-type"),
        pytest.param({"a": {"type": "str"}}, ["a has no description"], id="no-description"),
        pytest.param(
            {"a": {"type": "list", "description": "A."}}, ["a has no elements"], id="no-elements"
        ),
        pytest.param(
            {"a": {"type": "dict", "description": "A.", "options": {"b": {"type": "int"}}}},
            ["a.b has no description"],
            id="suboption",
        ),
    ],
)
def test_fault_is_found(options: Options, expected: list[str]) -> None:
    assert faults(options) == expected
