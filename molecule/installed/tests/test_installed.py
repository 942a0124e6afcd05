# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection over ssh, from a checkout and installed from its tarball."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

ROOT = Path(__file__).resolve().parents[3]
MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
NAMES = sorted(MACHINES.get_hosts("machines"))


def run(*command: str, cwd: Path, **env: str) -> str:
    """Return the output of a command. Fails the test if the command fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a private key that the machines accept."""
    path = tmp_path_factory.mktemp("ssh") / "id"
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path), cwd=path.parent)
    for name in NAMES:
        host = MACHINES.get_host(name)
        public = path.with_suffix(".pub").read_text().strip()
        host.check_output("mkdir -p ~admin/.ssh")
        host.check_output("echo %s > ~admin/.ssh/authorized_keys", public)
    return path


def hosts_file(directory: Path, host: Host, key: Path) -> Path:
    """Return an inventory as the README shows it."""
    address = host.check_output("hostname -I").split()[0]
    options = "-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
    path = directory / "hosts"
    path.write_text(
        f"[slurmservers]\n{address}\n\n[slurmexechosts]\n{address}\n\n[all:vars]\n"
        f"ansible_user=admin\nansible_ssh_private_key_file={key}\n"
        f"ansible_ssh_common_args='{options}'\n"
    )
    return path


def test_from_a_checkout(key: Path, tmp_path: Path) -> None:
    host = MACHINES.get_host(NAMES[0])
    inventory = hosts_file(tmp_path, host, key)
    config = str(ROOT / "ansible.cfg")
    run("ansible-playbook", "-i", str(inventory), "slurm.yml", cwd=ROOT, ANSIBLE_CONFIG=config)
    assert host.check_output("srun echo done") == "done"


def test_from_the_tarball(key: Path, tmp_path: Path) -> None:
    host = MACHINES.get_host(NAMES[1])
    inventory = hosts_file(tmp_path, host, key)
    run("ansible-galaxy", "collection", "build", "--output-path", str(tmp_path), cwd=ROOT)
    (tarball,) = tmp_path.glob("galaxyhpc-cluster-*.tar.gz")
    config = tmp_path / "ansible.cfg"
    config.write_text("[defaults]\n")
    installed = str(tmp_path / "collections")
    env = {"ANSIBLE_COLLECTIONS_PATH": installed, "ANSIBLE_CONFIG": str(config)}
    install = ("ansible-galaxy", "collection", "install", str(tarball), "-p", installed)
    run(*install, cwd=tmp_path, **env)
    run(*("ansible-playbook", "-i", str(inventory), "galaxyhpc.cluster.slurm"), cwd=tmp_path, **env)
    assert host.check_output("srun echo done") == "done"


def test_tarball_has_no_more_than_it_should(tmp_path: Path) -> None:
    run("ansible-galaxy", "collection", "build", "--output-path", str(tmp_path), cwd=ROOT)
    (tarball,) = tmp_path.glob("galaxyhpc-cluster-*.tar.gz")
    names = run("tar", "--list", "--file", str(tarball), cwd=tmp_path).splitlines()
    top = {name.split("/")[0] for name in names}
    assert {"roles", "plugins", "playbooks", "meta", "README.md"} <= top
    assert not {".git", ".venv", ".cache", ".ansible", "molecule"} & top
