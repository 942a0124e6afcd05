# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of destinations."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import (
    grid_engine,
    lsf,
    pbs,
    slurm_drmaa,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.plain import (
    SYSTEMS,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.read import (
    read,
    reader_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.batch.option_problems import (
    list_problems,
)
from hypothesis import given
from hypothesis import strategies as st

RUNNERS = "galaxy.jobs.runners."
SLURM = "galaxy.jobs.runners.slurm:SlurmJobRunner"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"nativeSpecification": "-c 4"}, ResourceRequest(4)),
        ({"native_specification": "-c 4"}, ResourceRequest(4)),
        ({"native_specification": "-c 4", "nativeSpecification": "-c 2"}, ResourceRequest(2)),
        ({"docker_enabled": True}, ResourceRequest()),
    ],
)
def test_slurm(params: dict[str, object], expected: ResourceRequest) -> None:
    native = read(SLURM, params)
    assert native is not None
    assert (native.system, native.request, native.problems) == ("slurm-drmaa", expected, ())


def test_problem_names_its_parameter() -> None:
    native = read(SLURM, {"native_specification": "--mem=4G"})
    assert native is not None
    assert [problem.param for problem in native.problems] == ["native_specification"]


@pytest.mark.parametrize("text", ["-c ${cores} --mem=1", "-c {cores} --mem=1", "-c $c --mem=1"])
def test_placeholders_are_not_problems(text: str) -> None:
    native = read(SLURM, {"nativeSpecification": text})
    assert native is not None
    assert (native.request, native.problems) == (ResourceRequest(memory_mb=1), ())


def test_unknown_runner_class() -> None:
    assert read("galaxy.jobs.runners.state:Of", {}) is None


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        ("cli:ShellJobRunner", {"job_plugin": "Slurm", "job_ncpus": 2}, ResourceRequest(2)),
        (
            "pulsar:PulsarRESTJobRunner",
            {"submit_native_specification": "-pe smp 2"},
            ResourceRequest(2),
        ),
    ],
    ids=str,
)
def test_parameters_of_another_system(
    runner: str, params: dict[str, object], expected: ResourceRequest
) -> None:
    native = read(f"{RUNNERS}{runner}", params)
    assert native is not None
    assert (native.request, native.problems) == (expected, ())


@pytest.mark.parametrize(
    ("runner", "params", "expected"),
    [
        (
            "cli:ShellJobRunner",
            {"job_plugin": "LSF", "job_cores": "x"},
            ("invalid-number", "cores", "x", "job_cores"),
        ),
    ],
    ids=str,
)
def test_problem_of_another_system(
    runner: str, params: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert list_problems(read(f"{RUNNERS}{runner}", params)) == [expected]


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


WORDS = [
    "--mem=4G",
    "--mem",
    "4",
    "--time=1-0",
    "--nodes=2-x",
    "--gres=gpu",
    "-c",
    "-n",
    "8",
    "-s",
    "-k",
    "-pe",
    "smp",
    "-l",
    "nodes=0:ppn=x",
    "h_vmem=1M,h_rt=::",
    "select=2:mem=1w",
    "-W",
    "1:2:3",
    "-R",
    "rusage[mem=x]",
    "1e400",
    "--",
    "-",
    "=",
    "99999999999",
    "4Gi",
]
ANY = st.one_of(
    st.sampled_from([None, True, 3, -1, 2.5, float("inf"), "", "²", "\n"]),
    st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join),
    st.text(alphabet="-=:,+.019nmeGKitw \t", max_size=10),
    st.just(["-c", "4"]),
)
NAMES = [name for system in SYSTEMS.values() for name, _part, _reader in system.params]
PARAMS = st.dictionaries(
    st.sampled_from(
        [
            *NAMES,
            "nativeSpecification",
            "submit_native_specification",
            "Resource_List",
            "-l",
            *(f"job_{name}" for name in ("time", "-n", "--mem", "Resource_List", "-l", "memory")),
            *(f"job_{name}" for name in ("-R", "-W", "cores", "--nodes=2", "-")),
        ]
    ),
    ANY,
    max_size=3,
)
CLASSES = ["slurm:SlurmJobRunner", "drmaa:DRMAAJobRunner", "univa:UnivaJobRunner"]
CLASSES += ["pbs:PBSJobRunner", "cli:ShellJobRunner", "pulsar:PulsarRESTJobRunner", *SYSTEMS]


@given(
    st.sampled_from(CLASSES),
    st.sampled_from(["Slurm", "Torque", "OpenPBS", "LSF", "none"]),
    PARAMS,
)
def test_any_parameters(runner: str, plugin: str, params: dict[str, object]) -> None:
    native = read(f"galaxy.jobs.runners.{runner}", {"job_plugin": plugin, **params})
    if native is not None:
        assert native.request.in_words()
        assert all(problem.param in params for problem in native.problems)
