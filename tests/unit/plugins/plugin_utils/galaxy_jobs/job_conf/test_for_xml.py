# SPDX-License-Identifier: GPL-3.0-or-later
"""Adapting a job_conf.yml to XML: values, notes, and reasons against it."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    notes,
    read,
    reasons,
    yml,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(yml(), [], id="nothing"),
        pytest.param(yml("a: 4"), ["the number of 'a' becomes a string"], id="number"),
        pytest.param(yml("a: true"), ["the boolean of 'a' becomes a string"], id="boolean"),
        pytest.param(yml("docker_enabled: false\nlocal_slots: 4"), [], id="known-params"),
        pytest.param(yml("a: ''"), ["The empty value of 'a'"], id="empty"),
        pytest.param(
            yml("metrics: {src: disabled}"), ["'metrics' is also a parameter"], id="metrics"
        ),
        pytest.param(
            yml(root="tools: [{id: x, destination: d}]"),
            ["'destination' is also a parameter of the tool"],
            id="tool-destination",
        ),
        pytest.param(
            yml(root="limits: [{type: anonymous_user_concurrent_jobs, value: 0}]"),
            ["which means no limit"],
            id="zero",
        ),
        pytest.param(yml("tags: ab"), ["into single characters"], id="letters"),
    ],
)
def test_notes(text: str, expected: list[str]) -> None:
    found = notes(text, "xml")
    assert len(found) == bool(expected)
    assert all(part in found[0] for part in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(yml("shell: /bin/sh"), "8:14: XML has no 'shell'", id="shell"),
        pytest.param(yml("a: [b]"), "'a' is a list, which XML does not have", id="list"),
        pytest.param(yml("a: {b: c}"), "'a' is a mapping, which XML", id="mapping"),
        pytest.param(yml("a: false"), "the string 'false' of 'a' as true", id="false"),
        pytest.param(yml("a: 2026-01-02"), "'a' is a date or similar", id="date"),
        pytest.param(yml('a: "\\0"'), "has a character that XML does not allow", id="character"),
        pytest.param(yml("tags: ['a,b']"), "separated by commas", id="comma"),
        pytest.param(yml("tags: [1]"), "'1' is not a string", id="number-as-name"),
        pytest.param(yml("env: [{name: A, value: ''}]"), "XML has no empty value", id="empty-env"),
        pytest.param(
            yml("env: [{name: A, value: 4}]"), "This value is not a string", id="env-number"
        ),
        pytest.param(
            yml("params: {}\nmetrics: {src: path, path: m.xml}"),
            "rejects the path of a metrics file",
            id="metrics-path",
        ),
        pytest.param(yml().replace("runner: local", "a: b"), "Missing runner", id="runner"),
    ],
)
def test_refused(text: str, expected: str) -> None:
    (reason,) = reasons(text, "xml")
    assert expected in reason


def test_all_reasons_are_given() -> None:
    assert len(reasons(yml("shell: /bin/sh\na: [b]\nb: {c: d}"), "xml")) == 3


def test_secrets_are_masked() -> None:
    text = yml(
        "env: [{name: API_TOKEN, value: 4711}]\npassword: 4711\na: [4711]\n",
        "tools: [{id: 'x', environment: 'amqp://me:4711@host/,', handler: 4711.0}]",
    )
    assert not any("4711" in line for line in reasons(text, "xml") if "4711.0" not in line)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(
            "container_override: [{identifier: 'a:1'}]", "<container>a:1<", id="containers"
        ),
        pytest.param("destination_ids: [a, b]", ">a,b<", id="names"),
        pytest.param("env: [{name: A, value: b, raw: 1}]", 'raw="true">b<', id="raw"),
        pytest.param("enabled: true", '<param id="enabled">true<', id="enabled"),
        pytest.param("docker_sudo: true", '<param id="docker_sudo">true<', id="sudo"),
        pytest.param("a: b", '<param id="docker_sudo">false<', id="no-sudo"),
    ],
)
def test_adapted_values(inside: str, expected: str) -> None:
    assert expected in convert(read(yml(inside)), "xml").text
