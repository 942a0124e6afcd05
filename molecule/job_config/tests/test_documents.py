# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents on the host: correct, deployed only if valid, and without readable secrets."""

from __future__ import annotations

import json
import os
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
CONFIG = "/srv/galaxy/config"
CONVERGE = str(Path(__file__).resolve().parent.parent / "converge.yml")
Playbook = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(params=sorted(MACHINES.get_hosts("machines")))
def host(request: pytest.FixtureRequest) -> Host:
    """Return each machine."""
    return MACHINES.get_host(request.param)


@pytest.fixture
def first() -> Host:
    """Return one machine."""
    return MACHINES.get_host(NAME)


def converge(
    playbook: Playbook, *arguments: str, **variables: t.Any
) -> subprocess.CompletedProcess:
    """Deploy to one machine again with different variables."""
    return playbook(
        CONVERGE, "--tags", "documents", "--limit", NAME, "-e", json.dumps(variables), *arguments
    )


def test_job_conf_from_a_variable(host: Host) -> None:
    conf = yaml.safe_load(host.file(f"{CONFIG}/job_conf.yml").content_string)
    assert conf["execution"]["environments"]["far"]["private_token"] == "correct-horse"
    text = host.file(f"{CONFIG}/job_conf.xml").content_string
    assert '<tool id="hungry" destination="by_rule"' in text


def test_file_is_converted(host: Host) -> None:
    conf = yaml.safe_load(host.file(f"{CONFIG}/converted.yml").content_string)
    assert conf["runners"]["local"]["workers"] == 4
    assert conf["execution"]["environments"]["main"]["env"] == [
        {"name": "LANG", "value": "C.UTF-8"}
    ]


def test_template_is_rendered(host: Host) -> None:
    text = host.file(f"{CONFIG}/rendered.xml").content_string
    assert f'tags="{host.check_output("hostname")}"' in text


def test_other_documents(host: Host) -> None:
    tools = yaml.safe_load(host.file(f"{CONFIG}/tool_destinations.yml").content_string)
    assert tools["default_destination"] == "main"
    params = host.file(f"{CONFIG}/job_resource_params_conf.xml").content_string
    assert '<option value="2">two</option>' in params


def test_rules_are_a_package(host: Host) -> None:
    call = "import my_rules.far_for_staff as r; print(r.far_for_staff('a@example.org'))"
    galaxy = "runuser -u galaxy -- python3 -B -c"
    assert host.check_output(f"cd /srv/galaxy && {galaxy} %s", call) == "far"


def test_only_galaxy_reads(host: Host) -> None:
    for file in host.check_output(f"find {CONFIG} /srv/galaxy/my_rules -type f").split():
        seen = host.file(file)
        assert (seen.group, seen.mode) == ("galaxy", 0o640), file


def test_check_mode_changes_nothing(playbook: Playbook, first: Host) -> None:
    before = first.file(f"{CONFIG}/job_conf.yml").content_string
    done = converge(playbook, "--check", documents_token="battery-staple")
    assert (done.returncode, "changed=3" in done.stdout) == (0, True), done.stdout
    assert first.file(f"{CONFIG}/job_conf.yml").content_string == before


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        pytest.param(
            {"documents_resource_params": []},
            "content:",
            id="variable",
        ),
        pytest.param(
            {"documents_destination": "fra"}, "job_conf.xml.j2 (rendered):14:", id="template"
        ),
        pytest.param({"documents_job_conf": {"runners": None}}, "content:1:", id="no-runners"),
    ],
)
def test_broken_document_is_refused(
    playbook: Playbook, first: Host, variables: dict[str, t.Any], sentence: str
) -> None:
    before = first.check_output(f"md5sum {CONFIG}/*")
    done = converge(playbook, **variables)
    assert (done.returncode, sentence in done.stdout) == (2, True), done.stdout
    assert "was not changed" in done.stdout
    assert first.check_output(f"md5sum {CONFIG}/*") == before


def test_secrets_are_never_seen(playbook: Playbook, first: Host) -> None:
    done = converge(playbook, "-vvv", "--diff", documents_token="battery-staple")
    assert done.returncode == 0, done.stdout
    assert "only secrets differ" in done.stdout
    assert [secret for secret in ("battery-staple", "correct-horse") if secret in done.stdout] == []
    [backup] = first.check_output(f"ls {CONFIG}/job_conf.yml.*~").split()
    assert "correct-horse" in first.file(backup).content_string
    assert (first.file(backup).group, first.file(backup).mode) == ("galaxy", 0o640)


def test_modules_that_went_away(playbook: Playbook, first: Host) -> None:
    first.check_output("touch /srv/galaxy/my_rules/old.py")
    done = converge(playbook, documents_token="battery-staple")
    assert done.returncode == 0, done.stdout
    assert not first.file("/srv/galaxy/my_rules/old.py").exists
    assert first.file("/srv/galaxy/my_rules/__init__.py").exists


def test_lint_on_the_controller(playbook: Playbook, tmp_path: Path) -> None:
    (tmp_path / "job_conf.yml").write_text("runners:\n")
    done = playbook("galaxyhpc.cluster.lint", "-e", f"job_config_lint_paths={tmp_path}")
    assert (done.returncode, "job_conf.yml:1:" in done.stdout) == (2, True), done.stdout
