# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's own sample files: Galaxy loads them, and our findings are correct.

The files come from the galaxy-app of GALAXY_PYTHON.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    read,
    recognize,
    together,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from compare import same_job_conf
from galaxy_process import Galaxy


@pytest.fixture(scope="session")
def samples(galaxy: Galaxy) -> Path:
    find = "import galaxy.config, os; print(os.path.dirname(galaxy.config.__file__))"
    python = os.environ["GALAXY_PYTHON"]
    found = subprocess.run([python, "-c", find], capture_output=True, text=True, check=True)
    return Path(found.stdout.splitlines()[-1]) / "sample"


@pytest.mark.parametrize(
    "name",
    ["job_conf.sample.yml", "job_conf.xml.sample_basic", "job_conf.xml.sample_advanced"],
)
def test_galaxy_loads_its_samples(galaxy: Galaxy, samples: Path, name: str) -> None:
    assert same_job_conf(galaxy, (samples / name).read_text()) == "loaded"


# Number of findings by code. GJ146: the destination does not set docker_sudo. GJ148: neither do the
# HTCondor destinations, so docker_sudo ends up in their submit files. GJ150: the plugin 'pbs' is
# commented out in the sample, and 'drmma' is a typo there. GJ153: dynamic destinations choose from
# 'cluster1', 'docker_cluster' and others that the sample does not define. GJ165: a job without an
# account fails before Galaxy checks allow_guests. GJ184: no tool has the group 'memoryonly'.
# GJ222: the rules of a tool do not cover all sizes.
FINDINGS: dict[str, dict[str, int]] = {
    "job_conf.sample.yml": {"GJ150": 5, "GJ153": 10, "GJ165": 1, "GJ184": 1},
    "job_conf.xml.sample_basic": {},
    "job_conf.xml.sample_advanced": {
        "GJ146": 1,
        "GJ148": 2,
        "GJ150": 3,
        "GJ153": 10,
        "GJ165": 1,
        "GJ184": 1,
    },
    "tool_destinations.yml.sample": {"GJ222": 1},
    "job_resource_params_conf.xml.sample": {},
}


@pytest.mark.parametrize("name", FINDINGS)
def test_findings_in_samples(samples: Path, name: str) -> None:
    text = (samples / name).read_text()
    kind = recognize(text)
    assert kind is not None
    document = read(kind, text, name.replace(".sample", ""), lambda _path: None)
    assert document is not None
    assert Counter(finding.code for finding in lint(together([document]))) == FINDINGS[name]
