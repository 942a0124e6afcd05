# SPDX-License-Identifier: GPL-3.0-or-later
"""Native specifications as slurm-drmaa reads them."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch import slurm_drmaa
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    Request,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.slurm_options import (
    DRMAA_OPTIONS,
    SBATCH_OPTIONS,
)
from hypothesis import given
from hypothesis import strategies as st


def flaws(text: str) -> list[tuple[str, str, str]]:
    """Return what is wrong with a specification: kind, option and value."""
    return [(flaw.kind, flaw.what, flaw.value) for flaw in slurm_drmaa.read(text).flaws]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", Request(), id="nothing"),
        pytest.param(
            "-p work -n 2 -N 1", Request(2, 1, partition="work", tasks=2), id="short names"
        ),
        pytest.param(
            "--nodes=1 --ntasks=1 --cpus-per-task=8 --mem=20000", Request(8, 1, 20000), id="long"
        ),
        pytest.param(
            "--ntasks=2\t--cpus-per-task=3  -N 1", Request(6, 1, tasks=2), id="tasks times cores"
        ),
        pytest.param("--cpus-per-task=4", Request(4), id="one task is the default"),
        pytest.param("--ntasks-per-node=4", Request(4, tasks=4), id="tasks on each node"),
        pytest.param("--mincpus=4", Request(4), id="least cores of a node"),
        pytest.param("-c 4 --mem-per-cpu=500", Request(4, memory_mb=2000), id="memory of a core"),
        pytest.param("--time=24:00:00", Request(seconds=86400), id="hours"),
        pytest.param("--time=00:01:30", Request(seconds=60), id="seconds do not count"),
        pytest.param("--time_limit=1T02:00:00", Request(seconds=7200), id="a date does not count"),
        pytest.param("-s -N 1-10", Request(nodes=1), id="a range of nodes"),
        pytest.param("--gres=gpu:1,ssd", Request(gres=("gpu:1", "ssd")), id="generic resources"),
        pytest.param(
            "-A lab --qos=long -C big --reservation=r --exclusive",
            Request(account="lab", qos="long", features="big", reservation="r", exclusive=True),
            id="names",
        ),
    ],
)
def test_taken(text: str, expected: Request) -> None:
    read = slurm_drmaa.read(text)
    assert (read.request, read.flaws) == (expected, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("--mem=4G", [("unreadable-memory", "--mem", "4G")], id="unit of memory"),
        pytest.param("--mem 4000", [("no-value", "--mem", "4000")], id="blank for ="),
        pytest.param("--mem= --mem", [("no-value", "--mem", "")] * 2, id="no value"),
        pytest.param("-n4", [("no-value", "-n", "4")], id="no blank"),
        pytest.param("-N 1 -n", [("no-value", "-n", "")], id="no value of a letter"),
        pytest.param("-k", [("no-value", "-k", "")], id="even a switch wants a word"),
        pytest.param("--gpus=1", [("foreign-option", "--gpus", "1")], id="sbatch alone"),
        pytest.param("--job-name=a", [("foreign-option", "--job-name", "a")], id="its own name"),
        pytest.param("-q long", [("foreign-option", "-q", "long")], id="sbatch alone, letter"),
        pytest.param("--memory=4", [("unknown-option", "--memory", "4")], id="unknown"),
        pytest.param(
            "--hold x", [("foreign-option", "--hold", ""), ("no-option", "x", "")], id="switch"
        ),
        pytest.param("smp 4", [("no-option", "smp", ""), ("no-option", "4", "")], id="no option"),
        pytest.param(
            "\n-n 4", [("no-option", "\n-n", ""), ("no-option", "4", "")], id="line break"
        ),
        pytest.param("-p main\n", [("line-break", "-p", "")], id="line break at the end"),
        pytest.param("--qos=a\n -n 1", [("line-break", "--qos", "")], id="line break between"),
        pytest.param("--time=30", [("unreadable-time", "--time", "30")], id="minutes"),
        pytest.param("-t 1-00:00:00", [("unreadable-time", "-t", "1-00:00:00")], id="days"),
        pytest.param("--time=30:00", [("hours-not-minutes", "--time", "30:00")], id="two numbers"),
        pytest.param("-c two", [("unreadable-number", "-c", "two")], id="no number"),
        pytest.param("-N 1:2", [("unreadable-number", "-N", "1:2")], id="no range"),
        pytest.param("-s --mem=4", [("lost-option", "-s", "")], id="swallowed"),
        pytest.param("--comment=a=b", [("cut-value", "--comment", "a")], id="second ="),
        pytest.param(
            "--mem=4000 --mem-per-cpu=2000",
            [("smaller-memory", "--mem-per-cpu", "2000")],
            id="less",
        ),
        pytest.param("--mem=2000 --mem=4000", [("smaller-memory", "--mem", "2000")], id="more"),
        pytest.param("-N 2 -n 2", [("two-nodes", "-N", "2")], id="two nodes"),
        pytest.param("--ntasks=4", [("may-spread", "--ntasks", "4")], id="tasks anywhere"),
    ],
)
def test_not_taken(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert flaws(text) == expected


def test_what_is_not_taken_asks_for_nothing() -> None:
    assert slurm_drmaa.read("--mem=4G --mem 4000 --time=1-0 -c x --gpus=1").request == Request()


def test_of_memory_the_largest_number_counts() -> None:
    assert slurm_drmaa.read("-c 2 --mem=1 --mem-per-cpu=500 --mem=3").request.memory_mb == 1000


def test_places() -> None:
    text = "-n 1 --mem=4G  -t 5 --qos long"
    assert sorted(text[flaw.start : flaw.end] for flaw in slurm_drmaa.read(text).flaws) == [
        "--mem=4G",
        "--qos long",
        "-t 5",
    ]


def test_what_sbatch_calls_otherwise() -> None:
    own = {name for name in DRMAA_OPTIONS if name not in SBATCH_OPTIONS}
    assert own == {"--job_name", "--share", "--time_limit"}


@given(st.text(alphabet="-=nsmeNt: 14\tG", max_size=40))
def test_any_text(text: str) -> None:
    for flaw in slurm_drmaa.read(text).flaws:
        assert 0 <= flaw.start < flaw.end <= len(text)
