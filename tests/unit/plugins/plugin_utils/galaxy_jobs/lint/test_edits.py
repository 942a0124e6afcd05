# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixes replace the text of one value, and change nothing else."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.edits import (
    did_you_mean_fix,
    is_xml,
    quoted_fix,
    replacement,
    unquoted,
    unquoted_fix,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import Edit
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Source,
    Value,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import parse


def value_of(text: str) -> Value:
    """Return the value of 'a' in a YAML document."""
    value: Value = parse(text, "f").value.data["a"].value
    return value


def after(text: str, edits: tuple[Edit, ...]) -> str:
    """Return a document with one edit applied."""
    (edit,) = edits
    return f"{text[: edit.place.start]}{edit.text}{text[edit.place.end :]}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("<?xml version='1.0'?><a/>", True, id="declaration"),
        pytest.param("\n  <a/>", True, id="blanks"),
        pytest.param("a: <b>", False, id="yaml"),
        pytest.param("", False, id="empty"),
    ],
)
def test_is_xml(text: str, expected: bool) -> None:
    assert is_xml(Source("f", text)) is expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        pytest.param("a: x # c\n", "z", "a: z # c\n", id="plain"),
        pytest.param("a: 'x'\n", "it's", "a: 'it''s'\n", id="single-quotes"),
        pytest.param('a: "x"\n', 'b\\"', 'a: "b\\\\\\""\n', id="double-quotes"),
        pytest.param("a: x\n", "yes", "a: 'yes'\n", id="not-a-string-without-quotes"),
        pytest.param("{a: x, b: 1}\n", "y, z", "{a: 'y, z', b: 1}\n", id="comma-in-brackets"),
    ],
)
def test_replacement(text: str, new: str, expected: str) -> None:
    assert after(text, replacement(value_of(text), new)) == expected


def test_replacement_of_any_type_needs_no_quotes() -> None:
    text = "a: ture\n"
    assert after(text, replacement(value_of(text), "true", of_any_type=True)) == "a: true\n"


def test_replacement_in_xml_is_escaped() -> None:
    text = "<a b='x'/>"
    value = Value("x", Source("f", text).span(6, 7))
    assert after(text, replacement(value, "y&z")) == "<a b='y&amp;z'/>"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("b: &x y\na: *x\n", id="alias"),
        pytest.param("a: [b, &x c]\n", id="list"),
        pytest.param("a: {b: c}\n", id="mapping"),
    ],
)
def test_nothing_is_replaced_that_other_values_share(text: str) -> None:
    assert replacement(value_of(text), "z") == ()
    assert unquoted(value_of(text), "4") == ()


@pytest.mark.parametrize(
    ("name", "one_letter", "message", "safe"),
    [
        pytest.param("Slurm", False, "Write 'slurm'.", True, id="case"),
        pytest.param("slrum", False, "Write 'slurm'.", True, id="transposed"),
        pytest.param("slurn", True, "Write 'slurm'.", True, id="letter-of-galaxys-name"),
        pytest.param("slurn", False, "Write 'slurm'.", False, id="letter-of-a-sites-name"),
    ],
)
def test_did_you_mean(name: str, one_letter: bool, message: str, safe: bool) -> None:
    fix = did_you_mean_fix(value_of(f"a: {name}\n"), ["slurm", "pbs"], one_letter=one_letter)
    assert fix is not None
    assert (fix.message, fix.safe) == (message, safe)
    assert after(f"a: {name}\n", fix.edits) == "a: slurm\n"


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(value_of("a: kubernetes\n"), id="nothing-similar"),
        pytest.param(value_of("a: 4\n"), id="number"),
        pytest.param(None, id="missing"),
    ],
)
def test_nothing_meant(value: Value | None) -> None:
    assert did_you_mean_fix(value, ["slurm", "pbs"]) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: '4'\n", "a: 4\n", id="quoted"),
        pytest.param("a:\n", "a: 4\n", id="empty"),
    ],
)
def test_unquoted(text: str, expected: str) -> None:
    fix = unquoted_fix(value_of(text), "4")
    assert (fix.message, fix.safe) == ("Write 4, without quotes.", True)
    assert after(text, fix.edits) == expected


def test_empty_value_without_a_colon_is_not_edited() -> None:
    assert unquoted(Value(None, Source("f", "- \n").span(2, 2)), "4") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a: 012\n", 'a: "012"\n', id="number-as-written"),
        pytest.param("a: yes\n", 'a: "yes"\n', id="boolean"),
    ],
)
def test_quoted(text: str, expected: str) -> None:
    fix = quoted_fix(value_of(text))
    assert fix is not None
    assert fix.safe
    assert after(text, fix.edits) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a: b\n", id="string"),
        pytest.param("a:\n", id="empty"),
        pytest.param("a: [1]\n", id="list"),
        pytest.param("a: {b: 1}\n", id="mapping"),
    ],
)
def test_not_quoted(text: str) -> None:
    assert quoted_fix(value_of(text)) is None


def test_alias_of_a_number_gets_a_fix_without_an_edit() -> None:
    fix = quoted_fix(value_of("b: &x 4\na: *x\n"))
    assert fix is not None
    assert fix.edits == ()
