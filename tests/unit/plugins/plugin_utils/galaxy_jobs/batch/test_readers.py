# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in the notation of each batch system."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import (
    grid_engine,
    lsf,
    pbs,
    sbatch,
    slurm_drmaa,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.read import (
    read,
    reader_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ParsedRequest,
    ResourceRequest,
)

RUNNERS = "galaxy.jobs.runners."


def problems(native: ParsedRequest | None) -> list[tuple[str, str, str, str]]:
    """Return the kind, option, value and parameter of each problem."""
    assert native is not None
    return [
        (problem.kind, problem.option, problem.value, problem.param) for problem in native.problems
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"ncpus": "4", "time": "1-02:00:00"}, ResourceRequest(4, seconds=93600)),
        ({"time": "30", "partition": "main"}, ResourceRequest(seconds=1800, partition="main")),
        ({"--mem": "4G", "-c": "2"}, ResourceRequest(2, memory_mb=4096)),
        ({"--mem-per-cpu": "500M", "-n": "1", "-c": "4"}, ResourceRequest(4, memory_mb=2000)),
        ({"--mem=8G": "--exclusive"}, ResourceRequest(memory_mb=8192, exclusive=True)),
        ({"--part": "long"}, ResourceRequest(partition="long")),
        ({"-c4": ""}, ResourceRequest(4)),
        ({"-N": "1-4", "-t": "UNLIMITED"}, ResourceRequest(nodes=1)),
        ({"-N": "1,4"}, ResourceRequest()),
        ({"--gpus": "2", "--gpus-per-node": "a:1"}, ResourceRequest(gres=("gpu:2", "gpu:a:1"))),
        ({"nodes": "2"}, ResourceRequest()),
    ],
    ids=str,
)
def test_sbatch(arguments: dict[str, str], expected: ResourceRequest) -> None:
    native = sbatch.read(arguments)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"--memory": "4G"}, ("unknown-option", "--memory", "4G", "--memory")),
        ({"--gpu": "2"}, ("unknown-option", "--gpu", "2", "--gpu")),
        ({"--mem": "4 GB"}, ("not-an-option", "GB", "", "--mem")),
        ({"--mem": "4GiB"}, ("invalid-memory", "--mem", "4GiB", "--mem")),
        ({"time": "24h"}, ("invalid-time", "-t", "24h", "time")),
        ({"ncpus": "two"}, ("invalid-number", "-c", "two", "ncpus")),
        ({"ncpus": ""}, ("missing-value", "-c", "", "ncpus")),
        ({"-n": "8"}, ("spread-tasks", "-n", "8", "-n")),
        ({"-N": "2"}, ("several-nodes", "-N", "2", "-N")),
    ],
    ids=str,
)
def test_problems_of_sbatch(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert problems(sbatch.read(arguments)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-q all.q -l docker=1", ResourceRequest(partition="all.q")),
        ("-pe smp 4 -l h_vmem=2G -l h_rt=3600", ResourceRequest(4, memory_mb=8192, seconds=3600)),
        ("-pe serial 2-8 -l mem_free=1G,h_rt=24:00:00", ResourceRequest(2, None, 2048, 86400)),
        ("-l h_rt=::30 -P lab", ResourceRequest(seconds=30, account="lab")),
        ("-l rt=01:00:00,mem=1.5G", ResourceRequest(memory_mb=1536, seconds=3600)),
        ("-l mem_free=1g", ResourceRequest(memory_mb=954)),
        ("-l h_rt=24:00,mem_free=INFINITY,s_rt=INFINITY", ResourceRequest()),
    ],
)
def test_grid_engine(text: str, expected: ResourceRequest) -> None:
    native = grid_engine.read(text)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-l h_rt=24h", ("invalid-time", "h_rt", "24h", "")),
        ("-l h_rt=1-00:00:00", ("invalid-time", "h_rt", "1-00:00:00", "")),
        ("-l h_vmem=4GB", ("invalid-memory", "h_vmem", "4GB", "")),
        ("-l h_vmem=512M", ("misread-memory", "h_vmem", "512M", "")),
    ],
)
def test_problems_of_grid_engine(text: str, expected: tuple[str, ...]) -> None:
    native = grid_engine.read(text)
    assert problems(native) == [expected]
    assert [text[problem.start : problem.end] for problem in native.problems] == [
        "=".join(expected[1:3])
    ]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (
            {"Resource_List": "nodes=1:ppn=4,walltime=24:00:00,mem=8gb"},
            ResourceRequest(4, 1, 8192, 86400),
        ),
        ({"-l": "nodes=2:ppn=4:fast,pmem=500m"}, ResourceRequest(8, 2, 2000)),
        ({"-l": "nodes=n1:ppn=2+n2:ppn=2,mem=8gb"}, ResourceRequest(4, 2, 4096)),
        ({"-l": "select=2:ncpus=4:mem=4gb,walltime=90:00"}, ResourceRequest(8, 2, 4096, 5400)),
        ({"-l": "ncpus=4,mem=1024"}, ResourceRequest(4, memory_mb=1)),
        ({"destination": "batch@server"}, ResourceRequest(partition="batch")),
        ({"-q": "@server", "-A": "lab"}, ResourceRequest(account="lab")),
        ({"-l": "nodes=1"}, ResourceRequest(1, 1)),
        ({"-l": "walltime=1:00:00:00"}, ResourceRequest(seconds=86400)),
    ],
    ids=str,
)
def test_pbs(params: dict[str, str], expected: ResourceRequest) -> None:
    native = pbs.read(params)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walltime=1-00:00:00", ("invalid-time", "walltime", "1-00:00:00", "-l")),
        ("walltime=24h", ("invalid-time", "walltime", "24h", "-l")),
        ("mem=4GiB", ("invalid-memory", "mem", "4GiB", "-l")),
        ("ncpus=x", ("invalid-number", "ncpus", "x", "-l")),
        ("nodes=1:ppn=x", ("invalid-number", "nodes", "1:ppn=x", "-l")),
    ],
)
def test_problems_of_pbs(text: str, expected: tuple[str, ...]) -> None:
    assert problems(pbs.read({"-l": text})) == [expected]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"cores": "7", "memory": "16000"}, ResourceRequest(7, memory_mb=16000)),
        (
            {"-n": "2,8", "-W": "24:00", "queue": "long"},
            ResourceRequest(2, None, None, 86400, "long"),
        ),
        (
            {"-W": "90/host", "-R": '"rusage[mem=4GB]"'},
            ResourceRequest(memory_mb=4096, seconds=5400),
        ),
        ({"excluded_hosts": "/etc/hosts", "-R": "span[hosts=1]"}, ResourceRequest()),
    ],
    ids=str,
)
def test_lsf(arguments: dict[str, str], expected: ResourceRequest) -> None:
    native = lsf.read(arguments)
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"-W": "24:00:00"}, ("invalid-time", "-W", "24:00:00", "-W")),
        ({"memory": "4 GB"}, ("invalid-memory", "memory", "4 GB", "memory")),
        ({"cores": "all"}, ("invalid-number", "cores", "all", "cores")),
    ],
    ids=str,
)
def test_problems_of_lsf(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert problems(lsf.read(arguments)) == [expected]


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
        ("cli:ShellJobRunner", {"job_plugin": "Slurm", "job_ncpus": 2}, ResourceRequest(2)),
        (
            "pulsar:PulsarRESTJobRunner",
            {"submit_native_specification": "-pe smp 2"},
            ResourceRequest(2),
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
        (
            "cli:ShellJobRunner",
            {"job_plugin": "LSF", "job_cores": "x"},
            ("invalid-number", "cores", "x", "job_cores"),
        ),
    ],
    ids=str,
)
def test_invalid_parameters(
    runner: str, params: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert problems(read(f"{RUNNERS}{runner}", params)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("--ntasks=4", slurm_drmaa.read),
        ("-p work -n 2", slurm_drmaa.read),
        ("-q all.q -pe smp 4", grid_engine.read),
        ("-l docker=1,h_vmem=8G", grid_engine.read),
        ("-l nodes=1:ppn=4", pbs.read_text),
        ("-q batch -l walltime=1:00", pbs.read_text),
        ("-n 4 -R span[hosts=1]", lsf.read_text),
        ("-q batch", None),
        ("-n 4", None),
        ("-p 10", None),
        ("--what=ever", None),
        ("--mem=4000 -pe smp 4", None),
        ("", None),
    ],
)
def test_reader_of(text: str, expected: object) -> None:
    assert reader_of(text) is expected


def test_places_in_text() -> None:
    text = "-q batch -l nodes=1 -l walltime=24h"
    assert [text[problem.start : problem.end] for problem in pbs.read_text(text).problems] == [
        "walltime=24h"
    ]
    text = "-n 4 -W 1:00:00"
    assert [text[problem.start : problem.end] for problem in lsf.read_text(text).problems] == [
        "-W 1:00:00"
    ]
