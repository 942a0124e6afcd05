# SPDX-License-Identifier: GPL-3.0-or-later
"""Diagnostics of the readers."""

from __future__ import annotations

from collections.abc import Hashable

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    Diagnostic,
    Diagnostics,
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Entry,
    Source,
    Value,
)

SOURCE = Source("job_conf.yml", "worker: 4\nload: x\n")
KEY, NUMBER = Value("worker", SOURCE.span(0, 6)), Value(4, SOURCE.span(8, 9))
LOAD = Value("load", SOURCE.span(10, 14))
ENTRIES: dict[Hashable, Entry] = {"worker": Entry(KEY, NUMBER), "load": Entry(LOAD, LOAD)}


def test_problems_and_ignored_items_are_separate() -> None:
    diagnostics = Diagnostics()
    diagnostics.add_problem("no-load", "Missing 'load'.", KEY.place, value=NUMBER)
    diagnostics.add_ignored("key", "worker", KEY.place, KEY, ("workers",), "runners")
    (problem,), (ignored,) = diagnostics.problems, diagnostics.ignored
    assert (problem.message, problem.consequence, problem.value) == (
        *("Missing 'load'.", "startup"),
        NUMBER,
    )
    assert (ignored.name, ignored.message, ignored.consequence) == ("worker", "", "ignored")
    assert (ignored.known, ignored.inside) == (("workers",), "runners")


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(("load", "worker", "kwds"), [], id="all-known"),
        pytest.param(("load", "workers"), [("worker", ("workers",))], id="used-names-are-left-out"),
        pytest.param((), [("worker", ()), ("load", ())], id="none-known"),
    ],
)
def test_unknown_names(known: tuple[str, ...], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    diagnostics = Diagnostics()
    diagnostics.add_unknown_names(ENTRIES, known)
    assert [(ignored.name, ignored.known) for ignored in diagnostics.ignored] == expected
    assert [ignored.place.text for ignored in diagnostics.ignored] == [
        name for name, _known in expected
    ]


def test_unreadable_error_starts_with_the_position() -> None:
    diagnostic = Diagnostic("not-yaml", LOAD.place, "Not YAML.")
    error = UnreadableError(diagnostic)
    assert isinstance(error, ClusterError)
    assert str(error) == "job_conf.yml:2:1: Not YAML."
    assert error.diagnostic is diagnostic
