# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of Slurm jobs, and the request that they add up to."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    OptionProblem,
    ResourceRequest,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.slurm_options import (
    DRMAA_OPTIONS,
    SBATCH_OPTIONS,
    Readers,
    RequestOption,
    Setting,
    find_spread,
    parse_value,
    request_of,
)

READERS: Readers = {"number": ("invalid-number", int)}


def settings_of(**texts: str) -> list[Setting]:
    """Return settings by the names of options, with underscores for their hyphens."""
    options = [SBATCH_OPTIONS[f"--{name.replace('_', '-')}"] for name in texts]
    return [
        Setting(option, f"--{option.name}", text, 0, len(text))
        for option, text in zip(options, texts.values())
    ]


@pytest.mark.parametrize(
    ("table", "name", "expected"),
    [
        pytest.param(SBATCH_OPTIONS, "-c", ("cpus-per-task", "c", "number"), id="short name"),
        pytest.param(SBATCH_OPTIONS, "--gpus", ("gpus", "G", "text"), id="long name"),
        pytest.param(SBATCH_OPTIONS, "--mem-per-cpu", ("mem-per-cpu", "", "memory"), id="no short"),
        pytest.param(DRMAA_OPTIONS, "--time_limit", ("time_limit", "", "time"), id="slurm-drmaa"),
        pytest.param(SBATCH_OPTIONS, "--time_limit", None, id="slurm-drmaa only"),
        pytest.param(DRMAA_OPTIONS, "--gpus", None, id="sbatch only"),
    ],
)
def test_tables(
    table: dict[str, RequestOption], name: str, expected: tuple[str, str, str] | None
) -> None:
    assert table.get(name) == (RequestOption(*expected) if expected else None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("texts", "values", "expected"),
    [
        pytest.param({}, {}, ResourceRequest(), id="nothing"),
        pytest.param(
            {}, {"ntasks": 2, "cpus-per-task": 3}, ResourceRequest(6, tasks=2), id="tasks by cores"
        ),
        pytest.param(
            {},
            {"ntasks-per-node": 4, "nodes": 2},
            ResourceRequest(8, 2, tasks=8),
            id="tasks of each node",
        ),
        pytest.param(
            {},
            {"ntasks": 2, "ntasks-per-node": 4},
            ResourceRequest(2, tasks=2),
            id="ntasks overrides tasks of each node",
        ),
        pytest.param(
            {}, {"cpus-per-task": 2, "mincpus": 8}, ResourceRequest(8), id="more cores by mincpus"
        ),
        pytest.param(
            {},
            {"cpus-per-task": 3, "nodes": 2, "mem-per-cpu": 100},
            ResourceRequest(3, 2, 200),
            id="memory of cores rounded up",
        ),
        pytest.param(
            {},
            {"cpus-per-task": 4, "mem": 500, "mem-per-cpu": 500},
            ResourceRequest(4, memory_mb=500),
            id="memory of the node first",
        ),
        pytest.param(
            {"gres": "ssd,,fpga:1", "gpus_per_node": "2", "exclusive": ""},
            {},
            ResourceRequest(gres=("ssd", "fpga:1", "gpu:2"), exclusive=True),
            id="generic resources",
        ),
    ],
)
def test_request(texts: dict[str, str], values: dict[str, t.Any], expected: object) -> None:
    assert request_of(settings_of(**texts), values) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param({"nodes": "2"}, [("several-nodes", "--nodes")], id="several nodes"),
        pytest.param({"nodes": "1", "ntasks": "2"}, [], id="one node"),
        pytest.param({"ntasks": "2"}, [("spread-tasks", "--ntasks")], id="tasks"),
        pytest.param({"ntasks": "1"}, [], id="one task"),
        pytest.param({"ntasks": "2", "mincpus": "2"}, [], id="tasks held together"),
    ],
)
def test_spread(texts: dict[str, str], expected: list[tuple[str, str]]) -> None:
    values = {name: int(text) for name, text in texts.items()}
    found = find_spread(settings_of(**texts), values)
    assert [(problem.kind, problem.option) for problem in found] == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param({"ntasks": "2"}, 2, id="number"),
        pytest.param({"partition": "2"}, None, id="text"),
        pytest.param(
            {"ntasks": "two"},
            OptionProblem("invalid-number", "--ntasks", "two", 0, 3),
            id="invalid number",
        ),
    ],
)
def test_value(texts: dict[str, str], expected: object) -> None:
    [setting] = settings_of(**texts)
    assert parse_value(setting, READERS) == expected
