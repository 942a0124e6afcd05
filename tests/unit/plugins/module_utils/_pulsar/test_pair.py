# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's side of a Pulsar: what the linter says of it, and what it holds."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._job_conf.read_yaml import read_yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.context import Context
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.pair import Ends, job_conf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._yaml import dump

REST = Ends(
    name="pulsar",
    modes=("rest",),
    managers=("_default_", "long"),
    staging_directory="/srv/pulsar/jobs/staging",
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
    ],
)
def test_refused(change: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(ClusterError, match=expected):
        job_conf(replace(REST, **change))
