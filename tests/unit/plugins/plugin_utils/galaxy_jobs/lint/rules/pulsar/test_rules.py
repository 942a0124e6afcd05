# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about Pulsar, where documents alone do not make a case: patterns, secrets."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    as_text,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.endpoint import (
    Endpoint,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.job_conf import (
    compose_job_conf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.read import (
    App,
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}
DRMAA = {"type": "queued_drmaa"}
EXTERNAL = {"type": "queued_external_drmaa"}
STAGING = "/srv/pulsar/jobs/staging"
URL = "https://pulsar.example.org/"
RUNNER = "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"


def app_of(pattern: str = "*", **options: t.Any) -> App:
    """Return a valid app.yml with these options."""
    app = {"staging_directory": STAGING, "managers": {"_default_": SLURM}, **options}
    return read(dump(app), "app.yml", pattern)


def lint_with(*apps: App, **params: t.Any) -> list[Finding]:
    """Return the findings for a destination 'main' of a runner 'p' and these Pulsars."""
    conf = {
        "runners": {"p": {"load": RUNNER}},
        "execution": {
            "default": "main",
            "environments": {"main": {"runner": "p", "url": URL, **params}},
        },
    }
    return lint(Context(job_conf=read_yaml(dump(conf), "job_conf.yml"), pulsars=apps))


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        pytest.param(["*"], [], id="all"),
        pytest.param(["p"], [], id="runner"),
        pytest.param(["main"], [], id="destination"),
        pytest.param(["m*n"], [], id="pattern"),
        pytest.param(["P"], ["GJ532"], id="another case"),
        pytest.param(["p", "*"], ["GJ532"], id="the first one counts"),
    ],
)
def test_pattern_of_an_app(patterns: list[str], expected: list[str]) -> None:
    findings = lint_with(*(app_of(pattern) for pattern in patterns))
    assert [finding.code for finding in findings] == expected


@pytest.mark.parametrize("params", [{"private_token": "battery-staple"}, {}])
def test_tokens_are_not_shown(params: dict[str, t.Any]) -> None:
    findings = lint_with(app_of(private_token="correct-horse"), **params)
    assert [finding.code for finding in findings] == ["GJ534"]
    assert "correct-horse" not in as_text(findings)
    assert "battery-staple" not in as_text(findings)


@pytest.mark.parametrize("modes", [("rest",), ("amqp",)], ids=["rest", "amqp"])
def test_composed_job_conf_has_no_findings(modes: tuple[str, ...]) -> None:
    app = {
        "staging_directory": STAGING,
        "managers": {"_default_": {**DRMAA, "staging_directory": "/data"}, "real": EXTERNAL},
    }
    endpoint = Endpoint(
        name="far",
        modes=modes,
        app=app,
        url=URL,
        file_action="remote_transfer",
        galaxy_url="https://galaxy.example.org",
        private_token="correct-horse",
        message_queue_url="amqp://mq/pulsar",
        params={"native_specification": "--cpus-per-task=2"},
    )
    composed: dict[str, t.Any] = compose_job_conf(endpoint)
    composed["execution"]["default"] = "far"
    composed["tools"] = [{"id": "a", "environment": "far_real"}]
    conf = read_yaml(dump(composed), "job_conf.yml")
    secrets = {"private_token": "correct-horse", "message_queue_url": "amqp://p:x@mq/pulsar"}
    apps = (read(dump({**app, **secrets}), "app.yml", "far*"),)
    assert [finding.message for finding in lint(Context(job_conf=conf, pulsars=apps))] == []
