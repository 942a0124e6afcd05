# SPDX-License-Identifier: GPL-3.0-or-later
"""Native specifications as slurm-drmaa reads them."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import slurm_drmaa
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.slurm_options import (
    DRMAA_OPTIONS,
    SBATCH_OPTIONS,
)
from hypothesis import given
from hypothesis import strategies as st


def problems(text: str) -> list[tuple[str, str, str]]:
    """Return the kind, option and value of each problem."""
    return [
        (problem.kind, problem.option, problem.value) for problem in slurm_drmaa.read(text).problems
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", ResourceRequest(), id="nothing"),
        pytest.param(
            "-p work -n 2 -N 1", ResourceRequest(2, 1, partition="work", tasks=2), id="short names"
        ),
        pytest.param(
            "--nodes=1 --ntasks=1 --cpus-per-task=8 --mem=20000",
            ResourceRequest(8, 1, 20000),
            id="long",
        ),
        pytest.param(
            "--ntasks=2\t--cpus-per-task=3  -N 1",
            ResourceRequest(6, 1, tasks=2),
            id="tasks times cores",
        ),
        pytest.param("--cpus-per-task=4", ResourceRequest(4), id="one task is the default"),
        pytest.param("--ntasks-per-node=4", ResourceRequest(4, tasks=4), id="tasks on each node"),
        pytest.param("--mincpus=4", ResourceRequest(4), id="least cores of a node"),
        pytest.param(
            "-c 4 --mem-per-cpu=500", ResourceRequest(4, memory_mb=2000), id="memory of a core"
        ),
        pytest.param("--time=24:00:00", ResourceRequest(seconds=86400), id="hours"),
        pytest.param("--time=00:01:30", ResourceRequest(seconds=60), id="seconds do not count"),
        pytest.param(
            "--time_limit=1T02:00:00", ResourceRequest(seconds=7200), id="a date does not count"
        ),
        pytest.param("-s -N 1-10", ResourceRequest(nodes=1), id="a range of nodes"),
        pytest.param(
            "--gres=gpu:1,ssd", ResourceRequest(gres=("gpu:1", "ssd")), id="generic resources"
        ),
        pytest.param(
            "-A lab --qos=long -C big --reservation=r --exclusive",
            ResourceRequest(
                account="lab", qos="long", features="big", reservation="r", exclusive=True
            ),
            id="names",
        ),
    ],
)
def test_request(text: str, expected: ResourceRequest) -> None:
    read = slurm_drmaa.read(text)
    assert (read.request, read.problems) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("--mem=4G", [("invalid-memory", "--mem", "4G")], id="unit of memory"),
        pytest.param("--mem 4000", [("missing-value", "--mem", "4000")], id="blank for ="),
        pytest.param("--mem= --mem", [("missing-value", "--mem", "")] * 2, id="no value"),
        pytest.param("-n4", [("missing-value", "-n", "4")], id="no blank"),
        pytest.param("-N 1 -n", [("missing-value", "-n", "")], id="no value of a letter"),
        pytest.param("-k", [("missing-value", "-k", "")], id="even a switch wants a word"),
        pytest.param("--gpus=1", [("sbatch-only-option", "--gpus", "1")], id="sbatch alone"),
        pytest.param(
            "--job-name=a", [("sbatch-only-option", "--job-name", "a")], id="its own name"
        ),
        pytest.param("-q long", [("sbatch-only-option", "-q", "long")], id="sbatch alone, letter"),
        pytest.param("--memory=4", [("unknown-option", "--memory", "4")], id="unknown"),
        pytest.param(
            "--hold x",
            [("sbatch-only-option", "--hold", ""), ("not-an-option", "x", "")],
            id="switch",
        ),
        pytest.param(
            "smp 4", [("not-an-option", "smp", ""), ("not-an-option", "4", "")], id="no option"
        ),
        pytest.param(
            "\n-n 4", [("not-an-option", "\n-n", ""), ("not-an-option", "4", "")], id="line break"
        ),
        pytest.param("-p main\n", [("line-break", "-p", "")], id="line break at the end"),
        pytest.param("--qos=a\n -n 1", [("line-break", "--qos", "")], id="line break between"),
        pytest.param("--time=30", [("invalid-time", "--time", "30")], id="minutes"),
        pytest.param("-t 1-00:00:00", [("invalid-time", "-t", "1-00:00:00")], id="days"),
        pytest.param("--time=30:00", [("ambiguous-time", "--time", "30:00")], id="two numbers"),
        pytest.param("-c two", [("invalid-number", "-c", "two")], id="no number"),
        pytest.param("-N 1:2", [("invalid-number", "-N", "1:2")], id="no range"),
        pytest.param("-s --mem=4", [("ignored-option", "-s", "")], id="swallowed"),
        pytest.param("--comment=a=b", [("truncated-value", "--comment", "a")], id="second ="),
        pytest.param(
            "--mem=4000 --mem-per-cpu=2000",
            [("overridden-memory", "--mem-per-cpu", "2000")],
            id="less",
        ),
        pytest.param("--mem=2000 --mem=4000", [("overridden-memory", "--mem", "2000")], id="more"),
        pytest.param("-N 2 -n 2", [("several-nodes", "-N", "2")], id="two nodes"),
        pytest.param("--ntasks=4", [("spread-tasks", "--ntasks", "4")], id="tasks anywhere"),
    ],
)
def test_problems(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert problems(text) == expected


def test_invalid_options_request_nothing() -> None:
    assert (
        slurm_drmaa.read("--mem=4G --mem 4000 --time=1-0 -c x --gpus=1").request
        == ResourceRequest()
    )


def test_largest_memory_wins() -> None:
    assert slurm_drmaa.read("-c 2 --mem=1 --mem-per-cpu=500 --mem=3").request.memory_mb == 1000


def test_places() -> None:
    text = "-n 1 --mem=4G  -t 5 --qos long"
    assert sorted(
        text[problem.start : problem.end] for problem in slurm_drmaa.read(text).problems
    ) == [
        "--mem=4G",
        "--qos long",
        "-t 5",
    ]


def test_equivalents_of_sbatch_options() -> None:
    own = {name for name in DRMAA_OPTIONS if name not in SBATCH_OPTIONS}
    assert own == {"--job_name", "--share", "--time_limit"}


@given(st.text(alphabet="-=nsmeNt: 14\tG", max_size=40))
def test_any_text(text: str) -> None:
    for problem in slurm_drmaa.read(text).problems:
        assert 0 <= problem.start < problem.end <= len(text)
