# SPDX-License-Identifier: GPL-3.0-or-later
"""Runners and environments for a Pulsar."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.endpoint import (
    Endpoint,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.job_conf import (
    add_pulsars,
    compose_job_conf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}
DRMAA = {"type": "queued_drmaa"}
APP = {
    "staging_directory": "/srv/pulsar/jobs/staging",
    "managers": {"_default_": SLURM, "long": {**DRMAA, "staging_directory": "/data/long"}},
}
REST = Endpoint(
    name="pulsar",
    modes=("rest",),
    app=APP,
    url="https://pulsar.example.org:8913",
    file_action="remote_transfer",
    galaxy_url="https://galaxy.example.org",
    private_token="secret",
)
AMQP = replace(REST, modes=("amqp",), message_queue_url="amqp://pulsar:pw@mq.example.org/pulsar")


def test_rest() -> None:
    conf = compose_job_conf(REST)
    assert conf["runners"]["pulsar_rest"] == {
        "load": "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner",
        "galaxy_url": "https://galaxy.example.org",
    }
    urls = {
        name: environment["url"] for name, environment in conf["execution"]["environments"].items()
    }
    assert urls == {
        "pulsar": "https://pulsar.example.org:8913/",
        "pulsar_long": "https://pulsar.example.org:8913/managers/long/",
    }


def test_each_manager_of_a_queue_has_a_runner() -> None:
    conf = compose_job_conf(AMQP)
    assert {name: runner.get("manager") for name, runner in conf["runners"].items()} == {
        "pulsar_mq": None,
        "pulsar_mq_long": "long",
    }
    assert "private_token" not in conf["execution"]["environments"]["pulsar"]


def only(**options: t.Any) -> dict[str, t.Any]:
    """Return an app.yml with one manager."""
    return {**APP, "managers": {"_default_": options}}


def test_each_manager_has_its_jobs_directory() -> None:
    environments = compose_job_conf(REST)["execution"]["environments"]
    assert {name: environment["jobs_directory"] for name, environment in environments.items()} == {
        "pulsar": "/srv/pulsar/jobs/staging",
        "pulsar_long": "/data/long",
    }


def test_queue_prefix_of_pulsar_is_used() -> None:
    conf = compose_job_conf(replace(AMQP, app={**only(**SLURM), "amqp_key_prefix": "site"}))
    assert conf["runners"]["pulsar_mq"]["amqp_key_prefix"] == "site"


@pytest.mark.parametrize("name", ["native_specification", "nativeSpecification"])
def test_native_specification_is_set_where_it_is_read(name: str) -> None:
    conf = compose_job_conf(replace(REST, params={name: "-p long", "remote_metadata": False}))
    params = conf["execution"]["environments"]
    assert "submit_native_specification" not in params["pulsar"]
    assert params["pulsar_long"]["submit_native_specification"] == "-p long"
    assert {environment["remote_metadata"] for environment in params.values()} == {False}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param({}, "$__user_name__", id="user of Galaxy"),
        pytest.param({"submit_user": "galaxy"}, "galaxy", id="configured user"),
    ],
)
def test_user_of_the_job(params: dict[str, t.Any], expected: str) -> None:
    conf = compose_job_conf(replace(REST, app=only(type="queued_external_drmaa"), params=params))
    assert conf["execution"]["environments"]["pulsar"]["submit_user"] == expected


def test_parameters_of_a_submit_file() -> None:
    params = {"submit_request_cpus": "4"}
    conf = compose_job_conf(replace(REST, app=only(type="queued_condor"), params=params))
    assert conf["execution"]["environments"]["pulsar"]["submit_request_cpus"] == "4"


def test_several_pulsars_are_added_to_a_job_conf() -> None:
    conf = {
        "runners": {"local": {}},
        "execution": {"default": "main", "environments": {"main": {}}},
    }
    extended = add_pulsars(conf, [REST, replace(AMQP, name="far")])
    assert list(extended["runners"]) == ["local", "pulsar_rest", "far_mq", "far_mq_long"]
    execution = extended["execution"]
    assert execution["default"] == "main"
    assert list(execution["environments"]) == ["main", "pulsar", "pulsar_long", "far", "far_long"]
    assert list(conf["runners"]) == ["local"]


@pytest.mark.parametrize(
    "conf",
    [
        pytest.param({"runners": {"pulsar_rest": {}}}, id="runner"),
        pytest.param({"execution": {"environments": {"pulsar": {}}}}, id="environment"),
    ],
)
def test_duplicate_name(conf: dict[str, t.Any]) -> None:
    with pytest.raises(ClusterError, match="Duplicate name"):
        add_pulsars(conf, [REST])


@pytest.mark.parametrize("endpoint", [REST, AMQP], ids=["rest", "amqp"])
def test_linter_finds_nothing(endpoint: Endpoint) -> None:
    composed: dict[str, t.Any] = compose_job_conf(endpoint)
    conf = {**composed, "execution": {**composed["execution"], "default": "pulsar"}}
    conf["tools"] = [{"id": "big", "environment": "pulsar_long"}]
    findings = lint(Context(job_conf=read_yaml(dump(conf), "job_conf.yml")))
    assert [finding.message for finding in findings] == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"file_action": "pull"}, "unknown file action 'pull'", id="file action"),
        pytest.param({"galaxy_url": ""}, "pulsar_galaxy_url", id="no URL of Galaxy"),
        pytest.param({"modes": ("amqp",)}, "message_queue_url", id="no queue"),
        pytest.param({"app": {"managers": {"m": SLURM}}}, "staging_directory", id="no directory"),
        pytest.param({"app": {"managers": {"m": None}}}, "must be a mapping", id="broken"),
        pytest.param(
            {"app": {"staging_directory": "/s", "job_managers_config": "m.ini"}},
            "must have staging_directory and managers",
            id="managers elsewhere",
        ),
        pytest.param(
            {"app": only(**SLURM), "params": {"native_specification": "-p x"}},
            "set the manager's job_ncpus",
            id="native specification that is ignored",
        ),
        pytest.param(
            {
                "app": only(**DRMAA, native_specification="-p x"),
                "params": {"nativeSpecification": "-p y"},
            },
            "native_specification overrides it",
            id="native specification of the manager's own",
        ),
        pytest.param(
            {"app": only(type="queued_condor"), "params": {"submit_error": "/dev/null"}},
            "writes its own value",
            id="submit file option that Pulsar sets",
        ),
    ],
)
def test_invalid_endpoint(change: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(ClusterError, match=expected):
        compose_job_conf(replace(REST, **change))
