# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests as parameters of each runner, and read back from them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.read import read
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.write import write
from hypothesis import given
from hypothesis import strategies as st

RUNNERS = "galaxy.jobs.runners."
DRMAA, SLURM = f"{RUNNERS}drmaa:DRMAAJobRunner", f"{RUNNERS}slurm:SlurmJobRunner"
UNIVA, PBS = f"{RUNNERS}univa:UnivaJobRunner", f"{RUNNERS}pbs:PBSJobRunner"
CLI, PULSAR = f"{RUNNERS}cli:ShellJobRunner", f"{RUNNERS}pulsar:PulsarRESTJobRunner"
CONDOR, HTCONDOR = f"{RUNNERS}condor:CondorJobRunner", f"{RUNNERS}htcondor:HTCondorJobRunner"
AWS, GCP = f"{RUNNERS}aws:AWSBatchJobRunner", f"{RUNNERS}gcp_batch:GoogleCloudBatchJobRunner"
KUBERNETES = f"{RUNNERS}kubernetes:KubernetesJobRunner"
TES, LOCAL = f"{RUNNERS}pulsar:PulsarTesJobRunner", f"{RUNNERS}local:LocalJobRunner"

JOB = ResourceRequest(cores=4, memory_mb=8192, seconds=86400, partition="main")
SLURM_TEXT = "--partition=main --ntasks=1 --cpus-per-task=4 --mem=8192 --time=24:00:00"
GRID_ENGINE_TEXT = "-q main -pe smp 4 -l h_vmem=2G,h_rt=24:00:00"
PBS_TEXT = "nodes=1:ppn=4,mem=8192mb,walltime=24:00:00"


@pytest.mark.parametrize(
    ("runner", "system", "expected"),
    [
        (SLURM, None, {"nativeSpecification": SLURM_TEXT}),
        (DRMAA, "Slurm", {"nativeSpecification": SLURM_TEXT}),
        (PULSAR, "Slurm", {"submit_native_specification": SLURM_TEXT}),
        (UNIVA, None, {"nativeSpecification": GRID_ENGINE_TEXT}),
        (DRMAA, "Grid Engine", {"nativeSpecification": GRID_ENGINE_TEXT}),
        (DRMAA, "PBS", {"nativeSpecification": f"-q main -l {PBS_TEXT}"}),
        (
            DRMAA,
            "LSF",
            {
                "nativeSpecification": "-q main -n 4 -M 8192 "
                '-R "rusage[mem=8192] span[hosts=1]" -W 24:00'
            },
        ),
        (PBS, None, {"destination": "main", "Resource_List": PBS_TEXT}),
        (
            CLI,
            "Slurm",
            {
                "job_plugin": "Slurm",
                "job_partition": "main",
                "job_--ntasks": "1",
                "job_ncpus": "4",
                "job_--mem": "8192",
                "job_time": "24:00:00",
            },
        ),
        (
            CLI,
            "OpenPBS",
            {
                "job_plugin": "OpenPBS",
                "job_destination": "main",
                "job_Resource_List": "select=1:ncpus=4:mem=8192mb,walltime=24:00:00",
            },
        ),
    ],
)
def test_parameters(runner: str, system: str | None, expected: dict[str, str]) -> None:
    assert write(runner, JOB, system) == expected


NAMES = st.sampled_from(["main", "long.q", "gpu_1"])
ALL: dict[str, st.SearchStrategy[object]] = {
    "cores": st.integers(1, 512),
    "memory_mb": st.integers(1, 4_000_000),
    "seconds": st.integers(1, 5000).map(lambda minutes: minutes * 60),
    "partition": NAMES,
    "account": NAMES,
    "qos": NAMES,
    "reservation": NAMES,
    "features": NAMES,
    "gres": st.integers(1, 8).map(lambda number: (f"gpu:{number}",)),
    "exclusive": st.just(True),
}
QUEUED = "cores memory_mb seconds partition"


@pytest.mark.parametrize(
    ("runner", "system", "said"),
    [
        (SLURM, None, f"{QUEUED} account qos reservation features gres exclusive"),
        (DRMAA, "Slurm", f"{QUEUED} account qos reservation features gres exclusive"),
        (PULSAR, "Slurm", f"{QUEUED} account qos reservation features gres exclusive"),
        (CLI, "Slurm", f"{QUEUED} account qos reservation features gres"),
        (CLI, "Torque", f"{QUEUED} account"),
        (CLI, "SlurmTorque", f"{QUEUED} account"),
        (CLI, "OpenPBS", f"{QUEUED} account"),
        (CLI, "LSF", f"{QUEUED} account"),
        (PBS, None, f"{QUEUED} account"),
        (UNIVA, None, f"{QUEUED} account"),
        (DRMAA, "Grid Engine", f"{QUEUED} account"),
        (PULSAR, "Grid Engine", f"{QUEUED} account"),
        (DRMAA, "PBS", QUEUED),
        (DRMAA, "LSF", f"{QUEUED} account"),
        (CONDOR, None, "cores memory_mb gres"),
        (HTCONDOR, None, "cores memory_mb gres seconds"),
        (KUBERNETES, None, "cores memory_mb"),
        (TES, None, "cores memory_mb"),
        (AWS, None, "cores memory_mb gres partition"),
        (GCP, None, "cores memory_mb seconds"),
        (LOCAL, None, "cores"),
    ],
)
@given(data=st.data())
def test_round_trip(runner: str, system: str | None, said: str, data: st.DataObject) -> None:
    parts = {name: ALL[name] for name in said.split()}
    # With all of the four a specification tells by its words whose it is.
    needed = {name: parts.pop(name) for name in QUEUED.split() if name in parts}
    asked = data.draw(st.fixed_dictionaries(needed, optional=parts))
    request = ResourceRequest(**asked)  # type: ignore[arg-type]
    if "h_vmem" in str(write(runner, request, system)):
        each = -(-(request.memory_mb or 0) // (1024 * (request.cores or 1)))
        request = replace(request, memory_mb=each * 1024 * (request.cores or 1))
    native = read(runner, write(runner, request, system))
    assert native is not None
    if native.system == "PBS":
        request = replace(request, nodes=1)
    assert (native.request, native.problems) == (request, ())


@pytest.mark.parametrize(
    ("runner", "system"), [(SLURM, None), (CLI, "Slurm"), (CLI, "Torque"), (PBS, None)]
)
@pytest.mark.parametrize("nodes", [2, 3])
def test_several_nodes(runner: str, system: str | None, nodes: int) -> None:
    request = ResourceRequest(cores=4 * nodes, nodes=nodes, memory_mb=1000)
    native = read(runner, write(runner, request, system))
    assert native is not None
    assert replace(native.request, tasks=None) == request


@pytest.mark.parametrize(("runner", "system"), [(SLURM, None), (CLI, "Slurm")])
def test_several_tasks(runner: str, system: str | None) -> None:
    request = ResourceRequest(cores=8, nodes=1, tasks=4)
    native = read(runner, write(runner, request, system))
    assert native is not None
    assert native.request == request


def test_time_is_rounded_up_to_minutes() -> None:
    assert write(SLURM, ResourceRequest(seconds=61)) == {"nativeSpecification": "--time=0:02:00"}


def test_empty_request() -> None:
    assert write(SLURM, ResourceRequest()) == {}


@pytest.mark.parametrize(
    ("runner", "system", "request_", "message"),
    [
        (
            CONDOR,
            None,
            ResourceRequest(seconds=60),
            "does not support 'seconds' \\(60\\); expected only cores, gres",
        ),
        (SLURM, None, ResourceRequest(partition="a b"), "expected one word"),
        (SLURM, None, ResourceRequest(gres=("gpu:1 x",)), "expected one word"),
        (DRMAA, None, ResourceRequest(cores=1), "expected one of 'Slurm', 'Grid Engine'"),
        (
            CLI,
            "Condor",
            ResourceRequest(cores=1),
            "Unknown batch system 'Condor': expected one of 'Slurm'",
        ),
        (
            f"{RUNNERS}tasks:TaskedJobRunner",
            None,
            ResourceRequest(cores=1),
            "expected a runner class",
        ),
        (AWS, None, ResourceRequest(gres=("fpga:1",)), "expected only 'gpu:'"),
    ],
)
def test_refused(runner: str, system: str | None, request_: ResourceRequest, message: str) -> None:
    with pytest.raises(ClusterError, match=message):
        write(runner, request_, system)
