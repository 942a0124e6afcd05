# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of TPV's files without TPV; tests/differential runs the rest with TPV itself."""

from __future__ import annotations

import sys
import types
import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.rule_runner import (
    tpv,
)


def entity(abstract: bool = False, **fields: t.Any) -> t.Any:
    rules = {str(number): rule for number, rule in enumerate(fields.pop("rules", ()))}
    return types.SimpleNamespace(abstract=abstract, rules=rules, **fields)


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        pytest.param("bwa", "bwa", id="plain"),
        pytest.param("ts.org/repos/o/r/bwa/.*", "ts.org/repos/o/r/bwa/1.0", id="any-version"),
        pytest.param("ts.org/repos/.*/bwa/.*", "ts.org/repos/x/bwa/1.0", id="any-owner"),
        pytest.param(r"a\.b@c\.org", "a.b@c.org", id="escaped"),
        pytest.param("[a-z]{3}", None, id="no-obvious-example"),
    ],
)
def test_examples(pattern: str, example: str | None) -> None:
    found = [text for text, _entity in tpv._examples({pattern: entity()})]
    assert found == ([] if example is None else [example])


def test_abstract_entities_are_no_examples() -> None:
    assert list(tpv._examples({"base": entity(abstract=True)})) == []


def test_sizes() -> None:
    rules = [entity(if_condition="input_size >= 2.5"), entity(if_condition="10 < input_size")]
    found = entity(cores="1 if input_size < 4 else 2", mem="cores * 4", rules=rules)
    assert tpv._sizes([found, None]) == [2.5, 4.0, 10.0]


def test_random_choice_among_one_is_none() -> None:
    calls: list[list[str]] = []
    helpers = types.SimpleNamespace(weighted_random_sampling=calls.append)
    tpv._pick_among_several(helpers)
    assert helpers.weighted_random_sampling(["a"]) == ["a"]
    helpers.weighted_random_sampling(["a", "b"])
    assert calls == [["a", "b"]]


def test_other_jobs_are_assumed_away() -> None:
    notes: list[str] = []
    assert (tpv._no_other_jobs(notes)("bwa", user=None), notes) == (
        0,
        ["assumed: there are no other jobs."],
    )


def test_tpv_that_cannot_be_imported(tmp_path: t.Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tpv", None)
    monkeypatch.setitem(sys.modules, "galaxy.app", types.ModuleType("galaxy.app"))
    with pytest.raises(tpv.UnavailableError, match="Install total-perspective-vortex"):
        tpv.Tpv(str(tmp_path))
