# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages that guides quote are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

from ansible_collections.galaxyhpc.cluster.plugins.module_utils import _drmaa
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.variables import unknown
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.translate import translate
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    findings_in,
)

ROOT = Path(__file__).resolve().parents[3]
PAGES = ROOT / "docs" / "docsite" / "rst"
TYPO = b"""\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: large
  environments:
    large: {runner: local}
tools:
  - {id: bwa_mem, environment: lagre}
"""


def words_of(page: str) -> str:
    """Return the text of a page, however it is wrapped."""
    return " ".join((PAGES / page).read_text().split())


def test_translated_option() -> None:
    _options, translations = translate({"FastSchedule": "2"}, "22.05.8")
    assert f"[WARNING]: {translations[0].sentence}" in words_of("guide_slurm.rst")


def test_library_of_a_different_slurm() -> None:
    path = "/usr/lib/slurm-drmaa/lib/libdrmaa.so.1"
    missing = "libslurm.so.38: cannot open shared object file: No such file or directory"
    host = _drmaa.Host("24.11.5", ("libslurm.so.42",))
    message = _drmaa.diagnose(path, {"error": missing}, b"", host)
    assert message in words_of("guide_slurm.rst")


def test_unknown_destination() -> None:
    messages = [finding.message for finding in findings_in({"job_conf.yml": TYPO})]
    assert any(
        f"error GJ151 {message}" in words_of("guide_galaxy_jobs.rst") for message in messages
    )


def test_unknown_variable() -> None:
    message = unknown(["slurm_x"], []).pop().replace("slurm_x", "…").rstrip(".")
    assert message in words_of("troubleshooting.rst")


def test_topic_of_handlers() -> None:
    handlers = (ROOT / "roles" / "galaxy_jobs" / "handlers" / "main.yml").read_text()
    topic = handlers.partition("listen: ")[2].partition("\n")[0]
    assert f"``{topic}``" in words_of("guide_galaxy_jobs.rst")


def test_steps_of_the_demonstration() -> None:
    demo = (ROOT / "scripts" / "demo").read_text()
    readme = (ROOT / "README.md").read_text()
    steps = re.findall(r"^--> (.+)$", readme, re.MULTILINE)
    ends = re.findall(r"^(The cluster .+?)  ", readme, re.MULTILINE)
    assert len(steps) == 3
    assert len(ends) == 1
    assert [text for text in [*steps, *ends] if text not in demo] == []
