# SPDX-License-Identifier: GPL-3.0-or-later
"""Batch systems with one parameter for each resource."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.read import read
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)

RUNNERS = "galaxy.jobs.runners."


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        ("local:LocalJobRunner", {"local_slots": 4}, ResourceRequest(4)),
        (
            "condor:CondorJobRunner",
            {"request_cpus": "4", "request_memory": "4G"},
            ResourceRequest(4, None, 4096),
        ),
        (
            "condor:CondorJobRunner",
            {"request_cpus": "TotalCpus", "request_memory": "a*2"},
            ResourceRequest(),
        ),
        (
            "htcondor:HTCondorJobRunner",
            {"request_walltime": "1-0:00:00"},
            ResourceRequest(seconds=86400),
        ),
        (
            "kubernetes:KubernetesJobRunner",
            {"requests_cpu": 1.5, "requests_memory": "1Gi"},
            ResourceRequest(2, None, 1024),
        ),
        (
            "kubernetes:KubernetesJobRunner",
            {"limits_cpu": "1.5", "limits_memory": "1G"},
            ResourceRequest(1, None, 954),
        ),
        (
            "aws:AWSBatchJobRunner",
            {"vcpu": 2, "memory": 4096, "gpu": 1},
            ResourceRequest(2, None, 4096, gres=("gpu:1",)),
        ),
        (
            "gcp_batch:GoogleCloudBatchJobRunner",
            {"requests_cpu": "1500m", "mem": 2},
            ResourceRequest(2, None, 2048),
        ),
        (
            "pulsar:PulsarTesJobRunner",
            {"cpu_cores": "2", "ram_gb": 3.5},
            ResourceRequest(2, None, 3584),
        ),
    ],
    ids=str,
)
def test_parameters(runner: str, params: dict[str, object], expected: ResourceRequest) -> None:
    native = read(f"{RUNNERS}{runner}", params)
    assert native is not None
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        (
            "kubernetes:KubernetesJobRunner",
            {"limits_memory": "4 gigs"},
            ("invalid-memory", "limits_memory", "4 gigs", "limits_memory"),
        ),
        (
            "htcondor:HTCondorJobRunner",
            {"request_walltime": "24h"},
            ("invalid-time", "request_walltime", "24h", "request_walltime"),
        ),
    ],
    ids=str,
)
def test_invalid_parameters(
    runner: str, params: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert list_problems(read(f"{RUNNERS}{runner}", params)) == [expected]
