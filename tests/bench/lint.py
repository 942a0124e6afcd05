# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures 'galaxy-jobs lint' on 1,000 destinations and 10,000 tools: whole processes.

.venv/bin/python tests/bench/lint.py [--galaxy-python PYTHON]

With a Python that has galaxy-app and total-perspective-vortex: the same beside Galaxy's own loader,
Galaxy's validator of tool destinations, and 'tpv lint'. It compares seconds of CPU, which a busy
machine changes least. Galaxy 26.1.2, Python 3.11: loading takes 12 times as long, the validator 10.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import typing as t
from collections.abc import Iterator
from pathlib import Path

COMMAND = Path(__file__).resolve().parents[2] / "bin" / "galaxy-jobs"
LOAD = """\
import sys, time
from unittest import mock
from galaxy.job_metrics import JobMetrics
from galaxy.jobs import JobConfiguration
from galaxy.util.bunch import Bunch
config = Bunch(config_dict={}, job_config_file=sys.argv[1], is_set=lambda name: True,
    default_job_resubmission_condition=None, job_resource_params_file="", use_tasked_jobs=False,
    track_jobs_in_database=True, server_name="main")
stack = mock.MagicMock()
stack.get_preferred_handler_assignment_method.return_value = "db-skip-locked"
start = time.perf_counter()
conf = JobConfiguration(Bunch(config=config, job_metrics=JobMetrics(), application_stack=stack))
assert len(conf.tools) >= 1000, "not loaded"
print(f"{time.perf_counter() - start:.2f}", file=sys.stderr)
"""


class Cost(t.NamedTuple):
    """Resources that a process used."""

    seconds: float
    cpu: float
    mib: float
    code: int
    errors: str


def cost(*command: object, env: dict[str, str] | None = None) -> Cost:
    """Run a process and return the resources it used."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], env=env, stdout=subprocess.DEVNULL, stderr=errors
        )
        _pid, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        text = errors.read().decode("utf-8", "replace")
    cpu = used.ru_utime + used.ru_stime
    return Cost(seconds, cpu, used.ru_maxrss / 1024, process.returncode, text)


def job_conf_xml(destinations: int, tools: int) -> Iterator[str]:
    """Yield the lines of a job_conf.xml."""
    yield '<job_conf>\n  <plugins workers="4">'
    yield '    <plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/>'
    yield '  </plugins>\n  <destinations default="d0">'
    for number in range(destinations):
        yield f'    <destination id="d{number}" runner="slurm" tags="t{number % 10}">'
        yield f'      <param id="nativeSpecification">--mem={1000 + number}</param>'
        yield f'      <env id="NUMBER">{number}</env>\n    </destination>'
    yield "  </destinations>\n  <tools>"
    for number in range(tools):
        yield f'    <tool id="{guid(number)}" destination="d{number % destinations}"/>'
    yield "  </tools>\n</job_conf>"


def job_conf_yaml(destinations: int, tools: int) -> Iterator[str]:
    """Yield the lines of a job_conf.yml."""
    yield "runners:\n  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, workers: 4}"
    yield "execution:\n  default: d0\n  environments:"
    for number in range(destinations):
        yield f"    d{number}:\n      runner: slurm\n      tags: [t{number % 10}]"
        yield f"      nativeSpecification: --mem={1000 + number}"
        yield f"      env:\n      - {{name: NUMBER, value: '{number}'}}"
    yield "tools:"
    for number in range(tools):
        yield f"- id: {guid(number)}\n  environment: d{number % destinations}"


def tool_destinations(destinations: int, tools: int) -> Iterator[str]:
    """Yield the lines of a tool_destinations.yml with two rules for each tool."""
    yield "verbose: false\ndefault_destination: d0\ntools:"
    for number in range(tools):
        target = f"destination: d{number % destinations}"
        yield f"  tool{number}:\n    rules:"
        for bounds in ("0, upper_bound: 1 GB", "1 GB, upper_bound: Infinity"):
            rule = f"rule_type: file_size, nice_value: 0, lower_bound: {bounds}, {target}"
            yield f"    - {{{rule}}}"


def tpv(destinations: int, tools: int) -> Iterator[str]:
    """Yield the lines of a TPV configuration."""
    yield "global: {default_inherits: default}\ntools:\n  default: {abstract: true, cores: 1}"
    for number in range(tools):
        yield f"  {guid(number)}/.*:\n    mem: {number % 64 + 1}"
        yield f"    scheduling: {{require: [t{number % 10}]}}"
    yield "destinations:"
    for number in range(destinations):
        yield f"  d{number}:\n    runner: slurm"
        yield f"    scheduling: {{accept: [t{number % 10}]}}"


def guid(number: int) -> str:
    """Return the long id of a tool."""
    return f"toolshed.g2.bx.psu.edu/repos/owner/repository{number}/tool{number}"


def written(path: Path, lines: Iterator[str]) -> Path:
    """Write a document and return its path."""
    path.write_text("\n".join(lines) + "\n")
    return path


def ours(*files: Path) -> Cost:
    """Return the cost of linting documents with our linter. They must have no errors."""
    # Measured after the first call, with compiled modules, as Galaxy in its venv has them.
    environ = {**os.environ, "PYTHONPYCACHEPREFIX": str(files[0].parent / "compiled")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    found = cost(sys.executable, COMMAND, "lint", *files, env=environ)
    assert found.code == 0, found
    return found


def measure(folder: Path) -> dict[str, Cost]:
    """Print the cost of our linter, and return it by document for 10,000 tools."""
    makers = {
        "job_conf.xml": job_conf_xml,
        "job_conf.yml": job_conf_yaml,
        "tool_destinations.yml": tool_destinations,
    }
    first = ours(written(folder / "job_conf.xml", job_conf_xml(1, 1)))
    print(f"the first call, which compiles:  {first.seconds:.2f} s ({first.cpu:.2f} s of CPU)")
    costs = {}
    for name, maker in makers.items():
        few, many = (ours(written(folder / name, maker(1000, tools))) for tools in (1_000, 10_000))
        times = many.cpu / few.cpu
        print(
            f"{name:21}  10,000 tools: {many.seconds:.2f} s ({many.cpu:.2f} s of CPU),"
            f" {many.mib:.0f} MiB; ten times the tools take {times:.1f} times as long"
        )
        costs[name] = many
    return costs


def compare(folder: Path, python: str, costs: dict[str, Cost]) -> None:
    """Print the cost of other tools for the same documents, and the ratio to ours."""
    written(folder / "tpv.yml", tpv(1000, 10_000))
    xml, yml = folder / "job_conf.xml", folder / "job_conf.yml"
    validator = ("-m", "galaxy.jobs.dynamic_tool_destination", "-j", xml, "-c")
    tpv_command = Path(python).parent / "tpv"
    peers: dict[str, tuple[str, tuple[object, ...]]] = {
        "Galaxy loads job_conf.xml": ("job_conf.xml", (python, "-c", LOAD, xml)),
        "Galaxy loads job_conf.yml": ("job_conf.yml", (python, "-c", LOAD, yml)),
        "Galaxy checks tool_destinations.yml": (
            "tool_destinations.yml",
            (python, *validator, folder / "tool_destinations.yml"),
        ),
        "tpv lint": ("job_conf.yml", (tpv_command, "lint", folder / "tpv.yml")),
    }
    for name, (document, command) in peers.items():
        other = cost(*command)
        assert "Traceback" not in other.errors, other.errors[-2000:]
        alone = f", {other.errors.split()[-1]} s of it loading" if "loads" in name else ""
        print(
            f"{name:35}  {other.seconds:6.2f} s ({other.cpu:.2f} s of CPU){alone}:"
            f" {other.cpu / costs[document].cpu:.1f} times ours"
        )


def main() -> None:
    """Measure our linter, and compare it if a Python with Galaxy is given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--galaxy-python", metavar="PYTHON")
    python = parser.parse_args().galaxy_python
    with tempfile.TemporaryDirectory() as folder:
        costs = measure(Path(folder))
        if python:
            compare(Path(folder), python, costs)


if __name__ == "__main__":
    main()
