# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input, stopped with a sentence before anything on a bare host changes."""

from __future__ import annotations

import json
import os
import subprocess
import typing as t
from collections.abc import Callable

import pytest
from testinfra.utils.ansible_runner import AnsibleRunner

MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
BARE, STRANGE = sorted(MACHINES.get_hosts("machines"))
Playbook = Callable[..., subprocess.CompletedProcess]


def assert_refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    """Compare what a run said with what it should say, however it was wrapped."""
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
            "partition 'long' names no node",
            id="partition without nodes",
        ),
        pytest.param(
            {"slurm_partitions": [{"name": "long", "Nodes": "n1"}]},
            "partition 'long' names 'n1', which is not in slurm_nodes",
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
            "did you mean 'SelectType'?",
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


def test_nothing_was_installed() -> None:
    host = MACHINES.get_host(BARE)
    assert not host.package("munge").is_installed
    assert not host.package("slurmctld").is_installed
    assert not host.file("/etc/munge").exists
    assert not host.file("/var/lib/galaxyhpc").exists
