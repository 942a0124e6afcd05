# SPDX-License-Identifier: GPL-3.0-or-later
"""Our catalog of runner classes has the same parameters and valid values as Galaxy."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.runners import (
    RUNNERS,
    RunnerClass,
)
from compare import same_job_conf
from galaxy_process import Galaxy
from job_confs import SLOTS
from lxml import etree

IN_YAML = ["''", "abc", "'3'", "'-1'", "'3.5'", "3", "-1", "0", "true", "'false'", "", "[a]", "3.5"]
IN_XML = ["", "abc", "3", "-1", "0", " 3 ", "3.5", "true", "False", "always", "error", "Always"]

NONE = ["None", "none", "$uid", "$gid", "10"]


@pytest.mark.parametrize(
    "runner", [runner for runner in RUNNERS if runner.plugin], ids=lambda runner: runner.load
)
def test_parameters(galaxy: Galaxy, runner: RunnerClass) -> None:
    answer = galaxy.ask("runner_class", {}, "", load=runner.load)
    assert answer == {"loaded": sorted(param.name for param in runner.plugin)}


def in_yaml(runner: RunnerClass, name: str, value: str) -> str:
    return SLOTS["yaml-runner"] % f"{{load: '{runner.load}', {name}: {value}}}"


def in_xml(runner: RunnerClass, name: str, value: str) -> str:
    plugin = etree.Element("plugin", id="other", type="runner", load=runner.load)
    etree.SubElement(plugin, "param", id=name).text = value
    return SLOTS["xml-plugins"] % etree.tostring(plugin, encoding="unicode")


@pytest.mark.parametrize(
    "runner", {runner.plugin: runner for runner in RUNNERS}.values(), ids=lambda runner: runner.load
)
def test_values(galaxy: Galaxy, runner: RunnerClass) -> None:
    seen = set()
    for name in [*(param.name for param in runner.plugin), "colour"]:
        choices = [
            choice for param in runner.plugin if param.matches(name) for choice in param.choices
        ]
        for value in [*IN_YAML, *NONE, *choices]:
            seen.add(same_job_conf(galaxy, in_yaml(runner, name, value)))
        for value in [*IN_XML, *NONE, *choices]:
            seen.add(same_job_conf(galaxy, in_xml(runner, name, value)))
    assert seen == {"loaded", "refused"} if runner.plugin else {"refused"}
