# SPDX-License-Identifier: GPL-3.0-or-later
"""The role galaxy_jobs on a host with a stand-in for a Galaxy server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import typing as t
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
NAME = sorted(MACHINES.get_hosts("machines"))[0]
CONVERGE = str(Path(__file__).resolve().parent.parent / "converge.yml")
CONFIG = "/srv/site/config"
KILL = {
    "ANSIBLE_CALLBACK_PLUGINS": str(
        Path(__file__).resolve().parents[2] / "interrupted" / "callback_plugins"
    ),
    "ANSIBLE_CALLBACKS_ENABLED": "kill_at",
}
Playbook = Callable[..., subprocess.CompletedProcess]


@pytest.fixture
def host() -> Host:
    """Return one machine."""
    return MACHINES.get_host(NAME)


def converge(
    playbook: Playbook, env: dict[str, str] | None = None, **variables: t.Any
) -> subprocess.CompletedProcess:
    """Run the role on one machine again with different variables."""
    arguments = ("--tags", "role", "--limit", NAME, "--diff", "-e", json.dumps(variables))
    return playbook(CONVERGE, *arguments, env=env)


def starts(host: Host) -> int:
    """Return how often Galaxy was started."""
    return len(host.file("/srv/site/starts").content_string.splitlines())


def test_restarted_once(host: Host) -> None:
    assert starts(host) == 2, "started by prepare, restarted by converge and not a second time"


def test_documents_are_where_galaxy_was_told(host: Host) -> None:
    options = yaml.safe_load(host.file(f"{CONFIG}/galaxy.yml").content_string)["galaxy"]
    assert options == {
        "brand": "Ours",
        "job_config_file": f"{CONFIG}/job_conf.xml",
        "tool_destinations_config_file": f"{CONFIG}/tool_destinations.yml",
        "job_resource_params_file": f"{CONFIG}/job_resource_params_conf.xml",
    }
    assert "# What the site chose" in host.file(f"{CONFIG}/galaxy.yml").content_string
    for name, path in options.items():
        assert name == "brand" or host.file(path).exists, path


def test_destination_in_the_words_of_its_runner(host: Host) -> None:
    text = host.file(f"{CONFIG}/job_conf.xml").content_string
    assert "--cpus-per-task=8 --mem=32768 --time=24:00:00" in text


def test_rules_and_tools(host: Host) -> None:
    assert host.file("/srv/site/rules/my_rules/far_for_staff.py").exists
    assert host.file("/srv/site/local_tools/testing.xml").exists
    listed = host.file(f"{CONFIG}/local_tool_conf.xml").content_string
    assert '<tool file="/srv/site/local_tools/testing.xml"/>' in listed


def test_broken_configuration_is_refused(playbook: Playbook, host: Host) -> None:
    before = starts(host), host.check_output(f"cat {CONFIG}/* | md5sum")
    done = converge(playbook, documents_where="lagre", documents_resource_params=[])
    assert (done.returncode, "changed=0 " in done.stdout) == (2, True), done.stdout
    assert "Did you mean 'large'?" in done.stdout
    assert (starts(host), host.check_output(f"cat {CONFIG}/* | md5sum")) == before


def test_restarted_when_changed(playbook: Playbook, host: Host) -> None:
    before = starts(host)
    done = converge(playbook, documents_cores=16)
    assert (done.returncode, starts(host)) == (0, before + 1), done.stdout
    assert "correct-horse" not in done.stdout


def test_interrupted_run_is_completed_by_the_next(playbook: Playbook, host: Host) -> None:
    before = starts(host)
    killed = converge(playbook, env={**KILL, "KILL_AT": "Restart Galaxy"}, documents_cores=4)
    assert (killed.returncode, starts(host)) == (-signal.SIGKILL, before), killed.stdout
    assert "--cpus-per-task=4" in host.file(f"{CONFIG}/job_conf.xml").content_string
    done = converge(playbook, documents_cores=4)
    assert (done.returncode, starts(host)) == (0, before + 1), done.stdout


def test_no_restart_when_nothing_changed(playbook: Playbook, host: Host) -> None:
    before = starts(host)
    host.check_output(f"touch {CONFIG}/job_conf.xml")
    done = converge(playbook, documents_cores=4)
    assert (done.returncode, starts(host)) == (0, before), done.stdout
    assert "changed=0 " in done.stdout
