# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of Galaxy's destinations to Pulsars."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.pulsar.base import (
    Connection,
    connections,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.read import read
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

REST = "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"
MQ = "galaxy.jobs.runners.pulsar:PulsarMQJobRunner"
APP = "managers: {_default_: {type: queued_cli}, long: {type: queued_drmaa}}\n"


def context_with(
    load: str, runner: dict[str, t.Any], patterns: tuple[str, ...] = ("*",), **params: t.Any
) -> Context:
    """Return a destination 'main' of a runner 'p', and an app.yml for each pattern."""
    environment = {"runner": "p", "url": "https://pulsar.example.org/", **params}
    conf = {
        "runners": {"p": {"load": load, **runner}},
        "execution": {"default": "main", "environments": {"main": environment}},
    }
    pulsars = tuple(read(APP, "app.yml", pattern) for pattern in patterns)
    return Context(job_conf=read_yaml(dump(conf), "job_conf.yml"), pulsars=pulsars)


def connection(
    load: str = REST, runner: dict[str, t.Any] | None = None, **params: t.Any
) -> Connection:
    """Return the only connection."""
    [found] = connections(context_with(load, runner or {}, **params))
    return found


@pytest.mark.parametrize(
    ("load", "kinds"),
    [
        pytest.param(REST, ["REST"], id="REST"),
        pytest.param(MQ, ["MQ"], id="message queue"),
        pytest.param("galaxy.jobs.runners.pulsar:PulsarLegacyJobRunner", ["Legacy"], id="legacy"),
        pytest.param("galaxy.jobs.runners.pulsar:PulsarTesJobRunner", [], id="TES"),
        pytest.param("galaxy.jobs.runners.slurm:SlurmJobRunner", [], id="Slurm"),
    ],
)
def test_runner(load: str, kinds: list[str]) -> None:
    found = list(connections(context_with(load, {})))
    assert [connection.kind for connection in found] == kinds
    assert [connection.uses_queue for connection in found] == [kind == "MQ" for kind in kinds]


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        pytest.param(("p",), ["p"], id="runner"),
        pytest.param(("main",), ["main"], id="destination"),
        pytest.param(("x", "m*", "*"), ["m*"], id="first that matches"),
        pytest.param(("P",), [], id="another case"),
        pytest.param((), [], id="no Pulsar"),
    ],
)
def test_app(patterns: tuple[str, ...], expected: list[str]) -> None:
    found = connections(context_with(REST, {}, patterns))
    assert [connection.app.pattern for connection in found] == expected


@pytest.mark.parametrize(
    ("load", "runner", "params", "expected"),
    [
        pytest.param(REST, {}, {}, "_default_", id="default"),
        pytest.param(REST, {}, {"manager": "long"}, "long", id="parameter"),
        pytest.param(REST, {}, {"url": "https://h/managers/long/"}, "long", id="URL"),
        pytest.param(
            REST, {}, {"url": "https://h/managers/long", "manager": "x"}, "long", id="URL first"
        ),
        pytest.param(REST, {}, {"manager": "$m"}, None, id="template"),
        pytest.param(MQ, {"manager": "long"}, {}, "long", id="of the runner"),
        pytest.param(MQ, {}, {"manager": "long"}, "_default_", id="ignored with a queue"),
    ],
)
def test_manager(
    load: str, runner: dict[str, str], params: dict[str, str], expected: str | None
) -> None:
    assert connection(load, runner, **params).manager == expected


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        pytest.param("long", {"type": "queued_drmaa"}, id="known"),
        pytest.param("short", None, id="unknown"),
        pytest.param("$m", None, id="template"),
    ],
)
def test_manager_options(manager: str, expected: dict[str, str] | None) -> None:
    assert connection(manager=manager).manager_options == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("transfer", "transfer", id="text"),
        pytest.param("$action", None, id="template"),
        pytest.param(5, None, id="number"),
    ],
)
def test_text(value: object, expected: str | None) -> None:
    found = connection(default_file_action=value)
    assert found.text("default_file_action", "none") == expected
    assert connection().text("default_file_action", "none") == "none"


def test_place() -> None:
    found = connection(default_file_action="transfer")
    assert found.place(found.param("default_file_action")).text == "transfer"
    assert found.place(found.param("missing")).text == found.name == "main"


def test_text_of_the_runner() -> None:
    found = connection(MQ, {"amqp_key_prefix": "site"})
    assert found.runner_text("amqp_key_prefix") == "site"
    assert found.runner_text("manager") is None
