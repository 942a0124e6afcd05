# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of rule modules."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.model import (
    Function,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    LARGEST,
    read,
)

MODULE = """\
from galaxy.jobs.mapper import JobMappingException as Failed
import os.path

BIG = "big"
LIMIT: int = 3

if os.environ.get("X"):
    def rarely(tool): ...


class Helper:
    def inner(self):
        return "no"


async def waits(): ...


@decorated
def route(app, job, user_email=None, *rest, needed, given=1, **others):
    'é'; return "ä" if job else ("small" if app else BIG)
    def nested():
        raise KeyError
    raise Failed("no")
    raise galaxy.jobs.mapper.JobNotReadyException()
"""


def function(text: str) -> Function:
    """Return the last function of a module."""
    return read(text, "f").functions[-1]


def test_module() -> None:
    found = read(MODULE, "rules.py")
    assert [item.name.data for item in found.functions] == ["rarely", "waits", "route"]
    expected = {"Failed", "os", "BIG", "LIMIT", "rarely", "Helper", "waits", "route"}
    assert (found.names, found.problems) == (frozenset(expected), ())
    assert [value.data for value in found.imports] == [
        "galaxy.jobs.mapper.JobMappingException",
        "os.path",
    ]
    assert {"environ", "decorated", "KeyError"} <= found.used
    assert [item.is_decorated for item in found.functions] == [False, False, True]


def test_resources() -> None:
    text = """
def route(resource_params, other):
    resource_params["written"] = 1
    resource_params.pop("popped")
    if resource_params["cores"] and other["no"] and other.get("no"):
        return resource_params.get("time", 1) + resource_params[other]
"""
    assert [value.data for value in function(text).resources] == ["cores", "time"]


def test_function() -> None:
    route = function(MODULE)
    assert str(route.name.position) == "f:20:5"
    assert [value.data for value in route.returns] == ["ä", "small"]
    assert [value.place.text for value in route.returns] == ['"ä"', '"small"']
    assert [value.data for value in route.raises] == ["Failed", "JobNotReadyException"]
    assert [(item.name.data, item.is_required, item.is_passable) for item in route.arguments] == [
        ("app", True, True),
        ("job", True, True),
        ("user_email", False, True),
        ("needed", True, False),
        ("given", False, False),
    ]


def test_positional_only() -> None:
    found = function("def f(a, /, b): ...").arguments
    assert [(item.name.data, item.is_passable) for item in found] == [("a", False), ("b", True)]


@pytest.mark.parametrize(
    ("data", "kind", "consequence", "line"),
    [
        pytest.param("def f(:\n", "not-python", "job", 1, id="syntax"),
        pytest.param("x = 1\n  y = 2\n", "not-python", "job", 2, id="indent"),
        pytest.param("x = '\x00'", "not-python", "job", 1, id="null"),
        pytest.param("+".join(["1"] * 100_000), "not-python", "job", 1, id="too-deep"),
        pytest.param("#" * (LARGEST + 1), "too-large", "unreadable", 1, id="too-large"),
        pytest.param(b"x = '\xe9'", "encoding", "job", 1, id="latin-1"),
    ],
)
def test_unreadable(data: bytes | str, kind: str, consequence: str, line: int) -> None:
    (found,) = read(data, "f").problems
    assert (found.kind, found.consequence, found.place.position.line) == (kind, consequence, line)


def test_declared_encoding() -> None:
    found = read("# -*- coding: latin-1 -*-\ndef é(): ...".encode("latin-1"), "f")
    assert found.names == {"é"}
