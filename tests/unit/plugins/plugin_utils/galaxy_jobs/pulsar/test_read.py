# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of Pulsar's app.yml."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.read import read

TEXT = """\
# Pulsar of the site
staging_directory: /srv/staging
managers:
  _default_:
    type: queued_cli
"""


def test_options() -> None:
    app = read(TEXT, "app.yml", "far*")
    assert app.options == {
        "staging_directory": "/srv/staging",
        "managers": {"_default_": {"type": "queued_cli"}},
    }
    assert (app.pattern, len(app.comments), app.problems) == ("far*", 1, ())


@pytest.mark.parametrize(
    ("text", "options"),
    [
        pytest.param("", {}, id="empty"),
        pytest.param("{}", {}, id="empty mapping"),
        pytest.param("1: x", {"1": "x"}, id="number as a key"),
    ],
)
def test_little(text: str, options: dict[str, object]) -> None:
    assert read(text, "app.yml").options == options


def test_duplicate_key() -> None:
    [problem] = read("a: 1\na: 2\n", "app.yml").problems
    assert (problem.kind, problem.place.position.line) == ("duplicate-key", 2)


@pytest.mark.parametrize("text", [pytest.param("- a", id="list"), pytest.param("text", id="text")])
def test_no_app(text: str) -> None:
    with pytest.raises(ClusterError, match=r"app\.yml:1:1: expected a mapping"):
        read(text, "app.yml")


@pytest.mark.parametrize(
    ("keys", "name", "expected"),
    [
        pytest.param(("staging_directory",), False, (2, "/srv/staging"), id="value"),
        pytest.param(("staging_directory",), True, (2, "staging_directory"), id="name"),
        pytest.param(("managers", "_default_", "type"), False, (5, "queued_cli"), id="deep value"),
        pytest.param(("managers", "_default_"), False, (4, "_default_"), id="name of a mapping"),
        pytest.param(("managers", "_default_", "x"), False, (4, "_default_"), id="nearest parent"),
        pytest.param(("managers", "x", "type"), False, (3, "managers"), id="missing parent"),
        pytest.param(("x",), False, (1, ""), id="start of the document"),
    ],
)
def test_place(keys: tuple[str, ...], name: bool, expected: tuple[int, str]) -> None:
    place = read(TEXT, "app.yml").place(keys, name)
    assert (place.position.line, place.text) == expected
