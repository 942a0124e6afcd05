# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's side of a Pulsar: what the linter says of it, and what it holds."""

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
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.pair import (
    Ends,
    job_conf,
    with_pulsars,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}
DRMAA = {"type": "queued_drmaa"}
APP = {
    "staging_directory": "/srv/pulsar/jobs/staging",
    "managers": {"_default_": SLURM, "long": {**DRMAA, "staging_directory": "/data/long"}},
}
REST = Ends(
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
    made = job_conf(REST)
    assert made["runners"]["pulsar_rest"] == {
        "load": "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner",
        "galaxy_url": "https://galaxy.example.org",
    }
    urls = {name: of["url"] for name, of in made["execution"]["environments"].items()}
    assert urls == {
        "pulsar": "https://pulsar.example.org:8913/",
        "pulsar_long": "https://pulsar.example.org:8913/managers/long/",
    }


def test_each_manager_behind_a_queue_has_a_runner() -> None:
    made = job_conf(AMQP)
    assert {name: of.get("manager") for name, of in made["runners"].items()} == {
        "pulsar_mq": None,
        "pulsar_mq_long": "long",
    }
    assert "private_token" not in made["execution"]["environments"]["pulsar"]


def only(**options: t.Any) -> dict[str, t.Any]:
    """Return an app.yml with one manager."""
    return {**APP, "managers": {"_default_": options}}


def test_each_manager_has_its_jobs_directory() -> None:
    environments = job_conf(REST)["execution"]["environments"]
    assert {name: of["jobs_directory"] for name, of in environments.items()} == {
        "pulsar": "/srv/pulsar/jobs/staging",
        "pulsar_long": "/data/long",
    }


def test_queue_prefix_is_that_of_pulsar() -> None:
    made = job_conf(replace(AMQP, app={**only(**SLURM), "amqp_key_prefix": "site"}))
    assert made["runners"]["pulsar_mq"]["amqp_key_prefix"] == "site"


@pytest.mark.parametrize("name", ["native_specification", "nativeSpecification"])
def test_native_specification_where_it_has_an_effect(name: str) -> None:
    made = job_conf(replace(REST, params={name: "-p long", "remote_metadata": False}))
    params = made["execution"]["environments"]
    assert "submit_native_specification" not in params["pulsar"]
    assert params["pulsar_long"]["submit_native_specification"] == "-p long"
    assert {of["remote_metadata"] for of in params.values()} == {False}


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param({}, "$__user_name__", id="who it is in Galaxy"),
        pytest.param({"submit_user": "galaxy"}, "galaxy", id="a user of the site's choice"),
    ],
)
def test_user_of_the_job(params: dict[str, t.Any], expected: str) -> None:
    made = job_conf(replace(REST, app=only(type="queued_external_drmaa"), params=params))
    assert made["execution"]["environments"]["pulsar"]["submit_user"] == expected


def test_parameters_of_a_submit_file() -> None:
    params = {"submit_request_cpus": "4"}
    made = job_conf(replace(REST, app=only(type="queued_condor"), params=params))
    assert made["execution"]["environments"]["pulsar"]["submit_request_cpus"] == "4"


def test_several_pulsars_beside_what_is_there() -> None:
    conf = {
        "runners": {"local": {}},
        "execution": {"default": "main", "environments": {"main": {}}},
    }
    made = with_pulsars(conf, [REST, replace(AMQP, name="far")])
    assert list(made["runners"]) == ["local", "pulsar_rest", "far_mq", "far_mq_long"]
    execution = made["execution"]
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
def test_name_that_is_taken(conf: dict[str, t.Any]) -> None:
    with pytest.raises(ClusterError, match="defined twice"):
        with_pulsars(conf, [REST])


@pytest.mark.parametrize("ends", [REST, AMQP], ids=["rest", "amqp"])
def test_galaxy_takes_it(ends: Ends) -> None:
    made: dict[str, t.Any] = job_conf(ends)
    whole = {**made, "execution": {**made["execution"], "default": "pulsar"}}
    whole["tools"] = [{"id": "big", "environment": "pulsar_long"}]
    conf = read_yaml(dump(whole), "job_conf.yml")
    assert [finding.message for finding in lint(Context(job_conf=conf))] == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param({"file_action": "pull"}, "no file action 'pull'", id="file action"),
        pytest.param({"galaxy_url": ""}, "pulsar_galaxy_url", id="nowhere to fetch from"),
        pytest.param({"modes": ("amqp",)}, "message_queue_url", id="no queue"),
        pytest.param({"app": {"managers": {"m": SLURM}}}, "staging_directory", id="no directory"),
        pytest.param({"app": {"managers": {"m": None}}}, "must be a mapping", id="broken"),
        pytest.param(
            {"app": {"staging_directory": "/s", "job_managers_config": "m.ini"}},
            "its managers",
            id="managers elsewhere",
        ),
        pytest.param(
            {"app": only(**SLURM), "params": {"native_specification": "-p x"}},
            "set job_ncpus",
            id="native specification that nobody reads",
        ),
        pytest.param(
            {
                "app": only(**DRMAA, native_specification="-p x"),
                "params": {"nativeSpecification": "-p y"},
            },
            "which comes first",
            id="native specification of the manager's own",
        ),
        pytest.param(
            {"app": only(type="queued_condor"), "params": {"submit_error": "/dev/null"}},
            "writes its own",
            id="what Pulsar writes into a submit file",
        ),
    ],
)
def test_refused(change: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(ClusterError, match=expected):
        job_conf(replace(REST, **change))
