# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures one route, and a table of 10,000 mapping tests, in a large configuration.

.venv/bin/python tests/bench/route.py [PYTHON]

PYTHON is a Python with Galaxy. If given, the time of Galaxy for the same is printed, without startup.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(__file__).resolve().parents[2] / "bin" / "galaxy-jobs"
DESTINATIONS, TOOLS = 1000, 10000
GOAL_ROUTE, GOAL_TABLE = 1.5, 10.0

# Galaxy loads the job_conf and maps one job with tool destinations.
GALAXY = """
import logging, sys, time
logging.disable(logging.CRITICAL)
from unittest import mock
from galaxy.jobs import JobConfiguration
from galaxy.jobs.dynamic_tool_destination import map_tool_to_destination
from galaxy.util.bunch import Bunch
stack = mock.MagicMock()
stack.get_preferred_handler_assignment_method.return_value = "db-skip-locked"
config = Bunch(config_dict={}, job_config_file=sys.argv[1], is_set=lambda name: True,
    default_job_resubmission_condition=None, job_resource_params_file="", use_tasked_jobs=False,
    track_jobs_in_database=True, server_name="main",
    tool_destinations_config_file=sys.argv[2])
app = Bunch(config=config, job_metrics=mock.MagicMock(), application_stack=stack)
start = time.perf_counter()
app.job_config = JobConfiguration(app)
job = Bunch(input_datasets=[], input_library_datasets=[], get_parameters=lambda: [])
map_tool_to_destination(job, app, Bunch(old_id="tool7"), None)
print(time.perf_counter() - start)
"""


def job_conf() -> str:
    """Return a job_conf with DESTINATIONS and TOOLS, all mapped by tool destinations."""
    destinations = "".join(
        f'<destination id="d{number}" runner="slurm" tags="t{number % 10}">'
        f'<param id="nativeSpecification">--ntasks={number % 64 + 1}</param></destination>\n'
        for number in range(DESTINATIONS)
    )
    tools = "".join(f'<tool id="tool{number}" destination="dtd"/>\n' for number in range(TOOLS))
    return f"""<job_conf><plugins>
<plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/></plugins>
<destinations default="d0">
<destination id="dtd" runner="dynamic"><param id="type">dtd</param></destination>
{destinations}</destinations><tools>{tools}</tools></job_conf>
"""


def tool_destinations() -> str:
    """Return tool destinations with a rule for each tool."""
    tools = "".join(
        f"  tool{number}:\n    default_destination: d{number % DESTINATIONS}\n    rules:\n"
        "      - rule_type: file_size\n        lower_bound: 1 MB\n        upper_bound: 1 GB\n"
        f"        destination: d{(number + 1) % DESTINATIONS}\n"
        for number in range(TOOLS)
    )
    return f"verbose: false\ndefault_destination: d0\ntools:\n{tools}"


def table() -> str:
    """Return a mapping test for each tool."""
    tests = "".join(
        f"  - {{tool: tool{number}, input: 2 MB, expect: d{(number + 1) % DESTINATIONS}}}\n"
        for number in range(TOOLS)
    )
    return f"job_conf: job_conf.xml\ntool_destinations: tool_destinations.yml\ntests:\n{tests}"


def seconds(*arguments: object) -> float:
    """Return the seconds that a process takes."""
    start = time.perf_counter()
    subprocess.run(list(map(str, arguments)), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print the results."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("job_conf.xml", "tool_destinations.yml", "table.yml")
        conf, rules, tests = (Path(folder) / name for name in names)
        for path, text in ((conf, job_conf()), (rules, tool_destinations()), (tests, table())):
            path.write_text(text)
        command = (sys.executable, COMMAND)
        files = ("--job-conf", conf, "--tool-destinations", rules)
        route = min(
            seconds(*command, "route", *files, "--tool", "tool7", "--input", "a=2MB")
            for _again in range(3)
        )
        print(f"one route:               {route:5.2f} s (goal {GOAL_ROUTE} s)")
        many = seconds(*command, "test", tests)
        print(f"{TOOLS} mapping tests:    {many:5.2f} s (goal {GOAL_TABLE} s)")
        for python in sys.argv[1:2]:
            out = subprocess.run(
                [python, "-c", GALAXY, str(conf), str(rules)], check=True, capture_output=True
            )
            galaxy = float(out.stdout)
            print(f"Galaxy, one job:         {galaxy:5.2f} s, {galaxy / route:.1f} times as long")


if __name__ == "__main__":
    main()
