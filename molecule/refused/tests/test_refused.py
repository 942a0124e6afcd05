# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input stops with a message; neither bad input nor check mode changes a bare host."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import typing as t
from collections.abc import Callable
from pathlib import Path

import pytest
from testinfra.utils.ansible_runner import AnsibleRunner

ROOT = Path(__file__).resolve().parents[3]
MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
BARE, STRANGE = sorted(MACHINES.get_hosts("machines"))
Playbook = Callable[..., subprocess.CompletedProcess]


def assert_refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    """Check that the output of a run contains a message, ignoring line breaks."""
    said = " ".join(done.stdout.replace("''", "'").split())
    assert done.returncode == 2, done.stdout
    assert sentence in said
    assert "Traceback" not in said
    assert "changed=0 " in said


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        pytest.param(
            {"slurm_node": []},
            "'slurm_node' is not a variable of this collection's roles. "
            "Did you mean 'slurm_nodes'?",
            id="unknown variable",
        ),
        pytest.param(
            {"slurm_memory_reserve": "much"},
            "argument 'slurm_memory_reserve' is of type str",
            id="wrong type",
        ),
        pytest.param({"slurm_nodes": [{"CPUs": 2}]}, "entry 1 has no name", id="node without name"),
        pytest.param(
            {"slurm_nodes": [{"name": "bookworm", "CPUs": 4096}]},
            "node 'bookworm' has CPUs '4096', but the host has",
            id="more CPUs than the host has",
        ),
        pytest.param(
            {"slurm_nodes": [{"name": "bookworm"}, {"name": "book[worm]"}]},
            "'book[worm]' is not a hostlist",
            id="no hostlist",
        ),
        pytest.param(
            {"slurm_nodes": [{"name": "bookworm"}, {"name": "bookworm"}]},
            "'bookworm' is defined twice",
            id="two nodes of one name",
        ),
        pytest.param(
            {"slurm_partitions": [{"name": "long"}]},
            "partition 'long' has no Nodes",
            id="partition without nodes",
        ),
        pytest.param(
            {"slurm_partitions": [{"name": "long", "Nodes": "n1"}]},
            "partition 'long' has the unknown node 'n1'",
            id="partition of a node that is not there",
        ),
        pytest.param(
            {"munge_key_file": "/nowhere/munge.key"},
            "The key file '/nowhere/munge.key' cannot be read on the controller",
            id="key file that cannot be read",
        ),
        pytest.param(
            {"munge_key_source": "vault", "munge_key": "c2hvcnQ="},
            "has a key of 5 bytes; expected 32 to 1024",
            id="key that is too short",
        ),
        pytest.param(
            {"slurm_config": {"SelctType": "select/cons_tres"}},
            "Did you mean 'SelectType'?",
            id="misspelt option of slurm.conf",
        ),
        pytest.param({"slurm_roles": []}, "slurm_roles is empty", id="host with nothing to do"),
        pytest.param(
            {"slurm_config": {"SlurmctldHost": "nowhere"}},
            "cannot resolve 'nowhere'",
            id="controller that is not found",
        ),
    ],
)
def test_refused(playbook: Playbook, variables: dict[str, t.Any], sentence: str) -> None:
    done = playbook("galaxyhpc.cluster.slurm", "--limit", BARE, "-e", json.dumps(variables))
    assert_refused(done, sentence)


def test_other_distribution_is_refused(playbook: Playbook) -> None:
    MACHINES.get_host(STRANGE).check_output("echo 3.22.0 > /etc/alpine-release")
    done = playbook("galaxyhpc.cluster.slurm", "--limit", STRANGE)
    assert_refused(done, "supports the families of Debian and Red Hat Enterprise Linux")


PULSAR = {
    "pulsar_modes": ["amqp"],
    "pulsar_rabbitmq": True,
    "pulsar_rabbitmq_password": "6b/e0@c4%f1 d7",
    "pulsar_managers": {
        "_default_": {"type": "queued_cli", "job_plugin": "Slurm", "shell_plugin": "LocalShell"},
        "users": {"type": "queued_external_drmaa"},
    },
    "pulsar_drmaa_library_path": "/opt/slurm-drmaa/lib/libdrmaa.so.1",
    "pulsar_job_users": "alice",
}


@pytest.fixture(scope="session")
def slurm_drmaa() -> dict[str, t.Any]:
    """Return variables that install slurm-drmaa from a package file."""
    package = subprocess.check_output([ROOT / "tests/stand_in_drmaa/build", "bookworm"], text=True)
    return {
        "slurm_drmaa_install_method": "file",
        "slurm_drmaa_file": package.strip(),
        "slurm_drmaa_sha256": hashlib.sha256(Path(package.strip()).read_bytes()).hexdigest(),
        "slurm_drmaa_test_jobs": False,  # the host has no user galaxy
    }


@pytest.mark.parametrize("role", ["pulsar", "slurm_drmaa"])
def test_check_mode(playbook: Playbook, slurm_drmaa: dict[str, t.Any], role: str) -> None:
    variables = json.dumps(PULSAR if role == "pulsar" else slurm_drmaa)
    plays = ("galaxyhpc.cluster.slurm", f"galaxyhpc.cluster.{role}")
    done = playbook(*plays, "--check", "--limit", BARE, "-e", variables)
    assert done.returncode == 0, done.stdout


def test_nothing_was_installed() -> None:
    host = MACHINES.get_host(BARE)
    assert not host.package("munge").is_installed
    assert not host.package("slurmctld").is_installed
    assert not host.file("/etc/munge").exists
    assert not host.file("/var/lib/galaxyhpc").exists
