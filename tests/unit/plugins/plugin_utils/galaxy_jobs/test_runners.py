# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of Galaxy 26.1's runner classes."""

from __future__ import annotations

from collections import Counter

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs import runners


@pytest.mark.parametrize(
    ("load", "expected"),
    [
        pytest.param("galaxy.jobs.runners.slurm:SlurmJobRunner", "SlurmJobRunner", id="full"),
        pytest.param("galaxy.jobs.runners.slurm", "SlurmJobRunner", id="module"),
        pytest.param("slurm", "SlurmJobRunner", id="short"),
        pytest.param("galaxy.jobs.runners.pulsar", "PulsarEmbeddedMQJobRunner", id="last-of-many"),
        pytest.param(
            "galaxy.jobs.runners.pulsar:PulsarTesJobRunner", "PulsarTesJobRunner", id="by-name"
        ),
        pytest.param("slurm:SlurmJobRunner", None, id="no-package"),
        pytest.param("galaxy.jobs.runners.sge:SGEJobRunner", None, id="removed"),
        pytest.param("mysite.runners:MyRunner", None, id="of-a-site"),
        pytest.param("", None, id="empty"),
    ],
)
def test_find(load: str, expected: str | None) -> None:
    found = runners.find(load)
    assert (found.load.partition(":")[2] if found else None) == expected


@pytest.mark.parametrize(
    ("load", "name", "kind"),
    [
        pytest.param("slurm", "drmaa_library_path", "text", id="slurm"),
        pytest.param("slurm", "recheck_missing_job_retries", "count", id="of-all"),
        pytest.param("cli", "recheck_missing_job_retries", None, id="cli-takes-none"),
        pytest.param("pbs", "pbs_server", None, id="pbs-takes-none"),
        pytest.param("kubernetes", "k8s_use_service_account", "truthy", id="kubernetes"),
        pytest.param("kubernetes", "k8s_pod_retrials", None, id="of-the-sample-but-refused"),
        pytest.param("pulsar", "cache", "lenient", id="pulsar"),
        pytest.param("pulsar", "amqp_republish_time", None, id="of-the-sample-but-refused-too"),
    ],
)
def test_plugin_param(load: str, name: str, kind: str | None) -> None:
    runner = runners.find(load)
    assert runner is not None
    param = runner.plugin_param(name)
    assert (param.kind if param else None) == kind


@pytest.mark.parametrize(
    ("load", "name", "known"),
    [
        pytest.param("slurm", "nativeSpecification", True, id="native"),
        pytest.param("slurm", "submit_native_specification", False, id="native-of-pulsar"),
        pytest.param("pulsar", "submit_native_specification", True, id="pulsar"),
        pytest.param("cli", "job_Resource_List", True, id="job"),
        pytest.param("pbs", "-l", True, id="flag"),
        pytest.param("local", "tmp_dir", True, id="of-all"),
        pytest.param("local", "docker_env_HOME", True, id="container"),
        pytest.param("local", "docker_enabeld", False, id="misspelt"),
    ],
)
def test_destination_param(load: str, name: str, known: bool) -> None:
    runner = runners.find(load)
    assert runner is not None
    assert (runner.destination_param(name) is not None) is known


def test_required() -> None:
    rest = runners.find("galaxy.jobs.runners.pulsar:PulsarRESTJobRunner")
    assert rest is not None
    assert [param.name for param in rest.destination if param.required] == ["url"]


@pytest.mark.parametrize(
    "runner", runners.RUNNERS, ids=lambda runner: runner.load.partition(":")[2]
)
def test_each_name_stands_once(runner: runners.RunnerClass) -> None:
    for params in (runner.plugin, runner.destination):
        counted = Counter(param.name for param in params)
        assert [name for name, count in counted.items() if count > 1] == []


def test_secrets() -> None:
    assert {"private_token", "aws_secret_access_key", "amqp_url"} <= set(runners.secret_names())
