# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy-style jobs. bash runs their scripts, with a stand-in for scontrol."""

from __future__ import annotations

import subprocess
import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._slurm.galaxy_job import (
    TESTING_TOOL,
    GalaxyJob,
    job_script,
    parse_job_id,
    requested_seconds,
    sbatch_command,
    tool_script,
)

SLURM = {"SLURM_JOB_ID": "7", "SLURM_CPUS_ON_NODE": "2"}
TWO_NODES = "JobId=7 MinMemoryNode=9 Nodes=a CPU_IDs=0 Mem=100 GRES= Nodes=b Mem=50 GRES="


class Place(t.NamedTuple):
    """A job's directory, and the commands in its PATH."""

    directory: Path
    commands: Path

    def run(self, tool: str = TESTING_TOOL, **environment: str) -> int:
        job = GalaxyJob(1, "a job", str(self.directory), tool=tool)
        Path(job.path("sh")).write_text(job_script(job))
        (self.directory / "tool_script.sh").write_text(tool_script(job))
        path = f"{self.commands}:/usr/bin:/bin"
        command = ["/bin/bash", job.path("sh")]
        return subprocess.run(command, env={"PATH": path, **environment}, check=False).returncode

    def text(self, name: str) -> str:
        return (self.directory / name).read_text().strip()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    directory, commands = tmp_path / "it's a job", tmp_path / "bin"
    directory.mkdir()
    commands.mkdir()
    scontrol = commands / "scontrol"
    scontrol.write_text(f"#!/bin/sh\n[ \"$*\" = '-do show job 7' ] && echo '{TWO_NODES}'\n")
    scontrol.chmod(0o755)
    return Place(directory, commands)


@pytest.mark.parametrize(
    ("environment", "slots"),
    [
        pytest.param({"SLURM_CPUS_ON_NODE": "2", "SLURM_NTASKS": "8"}, "2", id="cpus-on-node"),
        pytest.param({"SLURM_CPUS_ON_NODE": "2", "GALAXY_SLOTS": "8"}, "2", id="slurm-wins"),
        pytest.param({"SLURM_NTASKS": "2", "SLURM_CPUS_PER_TASK": "3"}, "6", id="tasks-times-cpus"),
        pytest.param({"SLURM_NTASKS": "2"}, "2", id="tasks"),
        pytest.param({"GALAXY_SLOTS": "5"}, "5", id="set-before"),
        pytest.param({}, "1", id="nothing-known"),
    ],
)
def test_slots(place: Place, environment: dict[str, str], slots: str) -> None:
    assert place.run(**environment) == 0
    assert place.text("outputs/dataset_1.dat") == f"Running with '{slots}' threads"
    assert place.text("__instrument_core_galaxy_slots") == slots


@pytest.mark.parametrize(
    ("environment", "configured"),
    [
        pytest.param(SLURM, "1", id="by-slurm"),
        pytest.param({}, "unset", id="by-nobody"),
    ],
)
def test_slots_configured(place: Place, environment: dict[str, str], configured: str) -> None:
    place.run('echo "${GALAXY_SLOTS_CONFIGURED:-unset}" > output1', **environment)
    assert place.text("outputs/dataset_1.dat") == configured


@pytest.mark.parametrize(
    ("environment", "memory"),
    [
        pytest.param(SLURM, "100 50", id="first-node"),
        pytest.param({**SLURM, "GALAXY_MEMORY_MB": "900"}, "900 450", id="set-before"),
        pytest.param({**SLURM, "SLURM_JOB_ID": "8"}, "", id="scontrol-does-not-know"),
        pytest.param({}, "", id="not-in-slurm"),
    ],
)
def test_memory(place: Place, environment: dict[str, str], memory: str) -> None:
    place.run("echo $GALAXY_MEMORY_MB $GALAXY_MEMORY_MB_PER_SLOT > output1", **environment)
    assert place.text("outputs/dataset_1.dat") == memory


@pytest.mark.parametrize(
    ("tool", "code"),
    [
        pytest.param("true", 0, id="good"),
        pytest.param("exit 3", 3, id="exits-3"),
        pytest.param("kill -KILL $$", 137, id="killed"),
    ],
)
def test_exit_code(place: Place, tool: str, code: int) -> None:
    assert place.run(tool, **SLURM) == code
    assert place.text("galaxy_1.ec") == str(code)


def test_output_files(place: Place) -> None:
    place.run("pwd; echo oops >&2; echo $TMPDIR; echo x > other")
    assert place.text("outputs/tool_stdout").splitlines() == [
        f"{place.directory}/working",
        f"{place.directory}/tmp",
    ]
    assert place.text("outputs/tool_stderr") == "oops"
    assert not (place.directory / "outputs" / "dataset_1.dat").exists()


def test_integrity_check_does_not_run_the_tool(place: Place) -> None:
    assert place.run(ABC_TEST_JOB_SCRIPT_INTEGRITY_XYZ="1") == 42
    assert not (place.directory / "working").exists()


def test_sbatch_command() -> None:
    job = GalaxyJob(2, "Over its memory!", "/j/2", "--nodes=1 --comment='two words'")
    assert sbatch_command(job) == [
        "sbatch",
        "--parsable",
        "--job-name=g2_over_its_memory",
        "--output=/j/2/galaxy_2.o",
        "--error=/j/2/galaxy_2.e",
        "--chdir=/j/2",
        "--nodes=1",
        "--comment=two words",
        "/j/2/galaxy_2.sh",
    ]


def test_native_specification_with_an_open_quote() -> None:
    with pytest.raises(ClusterError, match="Invalid native specification .* of job 'a'"):
        sbatch_command(GalaxyJob(1, "a", "/j", "--comment='two"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12\n", "12", id="plain"),
        pytest.param("12;biocluster\n", "12", id="with-cluster"),
        pytest.param("sbatch: a message of the site\n12\n", "12", id="after-a-message"),
    ],
)
def test_parse_job_id(text: str, expected: str) -> None:
    assert parse_job_id(text) == expected


def test_output_without_a_job_id() -> None:
    with pytest.raises(ClusterError, match="printed 'hello'; expected a job ID"):
        parse_job_id("hello")


@pytest.mark.parametrize(
    ("native", "expected"),
    [
        pytest.param("--nodes=1", None, id="none"),
        pytest.param("--time=1", 60, id="minutes"),
        pytest.param("--time=0:30", 60, id="rounded-up"),
        pytest.param("--nodes=1 --time 1:00:00", 3600, id="two-words"),
        pytest.param("-t 5 -n 1", 300, id="short"),
        pytest.param("-t5", 300, id="short-in-one-word"),
        pytest.param("--time=UNLIMITED", None, id="unlimited"),
        pytest.param("--time", None, id="without-value"),
    ],
)
def test_requested_seconds(native: str, expected: int | None) -> None:
    assert requested_seconds(GalaxyJob(1, "a", "/j", native)) == expected


def test_invalid_time_limit() -> None:
    with pytest.raises(ClusterError, match="of job 'a': 'soon' is not a time"):
        requested_seconds(GalaxyJob(1, "a", "/j", "--time=soon"))
