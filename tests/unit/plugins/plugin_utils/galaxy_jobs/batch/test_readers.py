# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests in the words of each batch system."""

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
    Native,
    Request,
)

RUNNERS = "galaxy.jobs.runners."


def flaws(native: Native | None) -> list[tuple[str, str, str, str]]:
    """Return what is wrong: kind, option, value and parameter."""
    assert native is not None
    return [(flaw.kind, flaw.what, flaw.value, flaw.param) for flaw in native.flaws]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"ncpus": "4", "time": "1-02:00:00"}, Request(4, seconds=93600)),
        ({"time": "30", "partition": "main"}, Request(seconds=1800, partition="main")),
        ({"--mem": "4G", "-c": "2"}, Request(2, memory_mb=4096)),
        ({"--mem-per-cpu": "500M", "-n": "1", "-c": "4"}, Request(4, memory_mb=2000)),
        ({"--mem=8G": "--exclusive"}, Request(memory_mb=8192, exclusive=True)),
        ({"--part": "long"}, Request(partition="long")),
        ({"-c4": ""}, Request(4)),
        ({"-N": "1-4", "-t": "UNLIMITED"}, Request(nodes=1)),
        ({"-N": "1,4"}, Request()),
        ({"--gpus": "2", "--gpus-per-node": "a:1"}, Request(gres=("gpu:2", "gpu:a:1"))),
        ({"nodes": "2"}, Request()),
    ],
    ids=str,
)
def test_sbatch(arguments: dict[str, str], expected: Request) -> None:
    native = sbatch.read(arguments)
    assert (native.request, native.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"--memory": "4G"}, ("unknown-option", "--memory", "4G", "--memory")),
        ({"--gpu": "2"}, ("unknown-option", "--gpu", "2", "--gpu")),
        ({"--mem": "4 GB"}, ("no-option", "GB", "", "--mem")),
        ({"--mem": "4GiB"}, ("unreadable-memory", "--mem", "4GiB", "--mem")),
        ({"time": "24h"}, ("unreadable-time", "-t", "24h", "time")),
        ({"ncpus": "two"}, ("unreadable-number", "-c", "two", "ncpus")),
        ({"ncpus": ""}, ("no-value", "-c", "", "ncpus")),
        ({"-n": "8"}, ("may-spread", "-n", "8", "-n")),
        ({"-N": "2"}, ("two-nodes", "-N", "2", "-N")),
    ],
    ids=str,
)
def test_not_sbatch(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert flaws(sbatch.read(arguments)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-q all.q -l docker=1", Request(partition="all.q")),
        ("-pe smp 4 -l h_vmem=2G -l h_rt=3600", Request(4, memory_mb=8192, seconds=3600)),
        ("-pe serial 2-8 -l mem_free=1G,h_rt=24:00:00", Request(2, None, 2048, 86400)),
        ("-l h_rt=::30 -P lab", Request(seconds=30, account="lab")),
        ("-l rt=01:00:00,mem=1.5G", Request(memory_mb=1536, seconds=3600)),
        ("-l mem_free=1g", Request(memory_mb=954)),
        ("-l h_rt=24:00,mem_free=INFINITY,s_rt=INFINITY", Request()),
    ],
)
def test_grid_engine(text: str, expected: Request) -> None:
    native = grid_engine.read(text)
    assert (native.request, native.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("-l h_rt=24h", ("unreadable-time", "h_rt", "24h", "")),
        ("-l h_rt=1-00:00:00", ("unreadable-time", "h_rt", "1-00:00:00", "")),
        ("-l h_vmem=4GB", ("unreadable-memory", "h_vmem", "4GB", "")),
        ("-l h_vmem=512M", ("misread-memory", "h_vmem", "512M", "")),
    ],
)
def test_not_grid_engine(text: str, expected: tuple[str, ...]) -> None:
    native = grid_engine.read(text)
    assert flaws(native) == [expected]
    assert [text[flaw.start : flaw.end] for flaw in native.flaws] == ["=".join(expected[1:3])]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (
            {"Resource_List": "nodes=1:ppn=4,walltime=24:00:00,mem=8gb"},
            Request(4, 1, 8192, 86400),
        ),
        ({"-l": "nodes=2:ppn=4:fast,pmem=500m"}, Request(8, 2, 2000)),
        ({"-l": "nodes=n1:ppn=2+n2:ppn=2,mem=8gb"}, Request(4, 2, 4096)),
        ({"-l": "select=2:ncpus=4:mem=4gb,walltime=90:00"}, Request(8, 2, 4096, 5400)),
        ({"-l": "ncpus=4,mem=1024"}, Request(4, memory_mb=1)),
        ({"destination": "batch@server"}, Request(partition="batch")),
        ({"-q": "@server", "-A": "lab"}, Request(account="lab")),
        ({"-l": "nodes=1"}, Request(1, 1)),
        ({"-l": "walltime=1:00:00:00"}, Request(seconds=86400)),
    ],
    ids=str,
)
def test_pbs(params: dict[str, str], expected: Request) -> None:
    native = pbs.read(params)
    assert (native.request, native.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walltime=1-00:00:00", ("unreadable-time", "walltime", "1-00:00:00", "-l")),
        ("walltime=24h", ("unreadable-time", "walltime", "24h", "-l")),
        ("mem=4GiB", ("unreadable-memory", "mem", "4GiB", "-l")),
        ("ncpus=x", ("unreadable-number", "ncpus", "x", "-l")),
        ("nodes=1:ppn=x", ("unreadable-number", "nodes", "1:ppn=x", "-l")),
    ],
)
def test_not_pbs(text: str, expected: tuple[str, ...]) -> None:
    assert flaws(pbs.read({"-l": text})) == [expected]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"cores": "7", "memory": "16000"}, Request(7, memory_mb=16000)),
        ({"-n": "2,8", "-W": "24:00", "queue": "long"}, Request(2, None, None, 86400, "long")),
        ({"-W": "90/host", "-R": '"rusage[mem=4GB]"'}, Request(memory_mb=4096, seconds=5400)),
        ({"excluded_hosts": "/etc/hosts", "-R": "span[hosts=1]"}, Request()),
    ],
    ids=str,
)
def test_lsf(arguments: dict[str, str], expected: Request) -> None:
    native = lsf.read(arguments)
    assert (native.request, native.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"-W": "24:00:00"}, ("unreadable-time", "-W", "24:00:00", "-W")),
        ({"memory": "4 GB"}, ("unreadable-memory", "memory", "4 GB", "memory")),
        ({"cores": "all"}, ("unreadable-number", "cores", "all", "cores")),
    ],
    ids=str,
)
def test_not_lsf(arguments: dict[str, str], expected: tuple[str, ...]) -> None:
    assert flaws(lsf.read(arguments)) == [expected]


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        ("local:LocalJobRunner", {"local_slots": 4}, Request(4)),
        (
            "condor:CondorJobRunner",
            {"request_cpus": "4", "request_memory": "4G"},
            Request(4, None, 4096),
        ),
        (
            "condor:CondorJobRunner",
            {"request_cpus": "TotalCpus", "request_memory": "a*2"},
            Request(),
        ),
        ("htcondor:HTCondorJobRunner", {"request_walltime": "1-0:00:00"}, Request(seconds=86400)),
        (
            "kubernetes:KubernetesJobRunner",
            {"requests_cpu": 1.5, "requests_memory": "1Gi"},
            Request(2, None, 1024),
        ),
        (
            "kubernetes:KubernetesJobRunner",
            {"limits_cpu": "1.5", "limits_memory": "1G"},
            Request(1, None, 954),
        ),
        (
            "aws:AWSBatchJobRunner",
            {"vcpu": 2, "memory": 4096, "gpu": 1},
            Request(2, None, 4096, gres=("gpu:1",)),
        ),
        (
            "gcp_batch:GoogleCloudBatchJobRunner",
            {"requests_cpu": "1500m", "mem": 2},
            Request(2, None, 2048),
        ),
        ("pulsar:PulsarTesJobRunner", {"cpu_cores": "2", "ram_gb": 3.5}, Request(2, None, 3584)),
        ("cli:ShellJobRunner", {"job_plugin": "Slurm", "job_ncpus": 2}, Request(2)),
        ("pulsar:PulsarRESTJobRunner", {"submit_native_specification": "-pe smp 2"}, Request(2)),
    ],
    ids=str,
)
def test_of_parameters(runner: str, params: dict[str, object], expected: Request) -> None:
    native = read(f"{RUNNERS}{runner}", params)
    assert native is not None
    assert (native.request, native.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        (
            "kubernetes:KubernetesJobRunner",
            {"limits_memory": "4 gigs"},
            ("unreadable-memory", "limits_memory", "4 gigs", "limits_memory"),
        ),
        (
            "htcondor:HTCondorJobRunner",
            {"request_walltime": "24h"},
            ("unreadable-time", "request_walltime", "24h", "request_walltime"),
        ),
        (
            "cli:ShellJobRunner",
            {"job_plugin": "LSF", "job_cores": "x"},
            ("unreadable-number", "cores", "x", "job_cores"),
        ),
    ],
    ids=str,
)
def test_wrong_parameters(
    runner: str, params: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert flaws(read(f"{RUNNERS}{runner}", params)) == [expected]


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
def test_whose_words(text: str, expected: object) -> None:
    assert reader_of(text) is expected


def test_places_in_text() -> None:
    text = "-q batch -l nodes=1 -l walltime=24h"
    assert [text[flaw.start : flaw.end] for flaw in pbs.read_text(text).flaws] == ["walltime=24h"]
    text = "-n 4 -W 1:00:00"
    assert [text[flaw.start : flaw.end] for flaw in lsf.read_text(text).flaws] == ["-W 1:00:00"]
