# SPDX-License-Identifier: GPL-3.0-or-later
"""Docker images of the test machines.

A bare image has systemd, Python, Debian's package lists and the files of Slurm's packages.
A prepared image is a bare image after a playbook of molecule/images, which saves time in scenarios.
Its name contains a digest of everything it depends on, so a change builds a new image.
CLUSTER_TEST_IMAGE is the name of a bare image to use instead.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import _workbench as workbench
from _workbench import ROOT, SetupError, digest, step

RELEASES = ("bookworm", "trixie")
REPOSITORY = "galaxyhpc-test"
BARE = "bare"
BARE_PACKAGES = (
    *("systemd", "systemd-sysv", "dbus", "python3", "python3-apt"),
    *("ca-certificates", "iproute2", "openssh-server", "procps", "sudo"),
)
DOWNLOADED = ("munge", "slurmctld", "slurmd", "slurm-client", "logrotate")  # not installed
BARE_OPTIONS = (
    "--variant=minbase",
    "--dpkgopt=force-unsafe-io",  # a test machine need not survive a power cut
    f"--include={','.join(BARE_PACKAGES)}",
    "--skip=cleanup/apt",
    "--customize-hook=APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get --yes --download-only"
    f" --no-install-recommends install {' '.join(DOWNLOADED)}",
)


@dataclasses.dataclass(frozen=True)
class Prepared:
    """A prepared image.

    base: the image its playbook molecule/images/<name>.yml starts from
    sources: files and folders it depends on in addition to the playbook
    """

    base: str
    sources: tuple[str, ...]
    releases: tuple[str, ...] = RELEASES


PREPARED = {
    "cluster": Prepared(
        base=BARE,
        sources=(
            *("molecule/prepare.yml", "playbooks/slurm.yml", "roles/munge", "roles/slurm"),
            *("plugins/action", "plugins/filter", "plugins/modules", "plugins/module_utils"),
            *("plugins/plugin_utils/deploy", "plugins/plugin_utils/slurm"),
            "plugins/plugin_utils/spelling.py",
        ),
    ),
    "pulsar_host": Prepared(
        base="cluster", sources=("tests/stand_in_conda", "tests/stand_in_drmaa")
    ),
}
# Scenarios that test the installation start from the bare image.
IMAGE_OF_SCENARIO = {
    "galaxy": "cluster",
    "pulsar": "pulsar_host",
    "pulsar_amqp": "pulsar_host",
    "slurm_drmaa": "cluster",
}


def kind_of(scenario: str) -> str:
    """Return the kind of image a scenario starts from."""
    return IMAGE_OF_SCENARIO.get(scenario, BARE)


def image_name(kind: str, release: str) -> str:
    """Return the name of an image; it changes with the image's content."""
    custom = os.environ.get("CLUSTER_TEST_IMAGE")
    if kind == BARE and custom:
        return custom
    content = map(str.encode, BARE_OPTIONS) if kind == BARE else _content(kind, release)
    return f"{REPOSITORY}:{kind}-{release}-{digest(content)}"


def _content(kind: str, release: str) -> Iterator[bytes]:
    """Yield the inputs of a prepared image: its base, then the path and content of each file."""
    prepared = PREPARED[kind]
    yield image_name(prepared.base, release).encode()
    for source in (f"molecule/images/{kind}.yml", *prepared.sources):
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                yield str(file.relative_to(ROOT)).encode()
                yield file.read_bytes()


def variables(kind: str) -> dict[str, str]:
    """Return the environment variables that select Molecule's images."""
    return {f"CLUSTER_TEST_IMAGE_{name.upper()}": image_name(kind, name) for name in RELEASES}


def ensure_image(kind: str, releases: Iterable[str] = RELEASES) -> None:
    """Build the missing images of a kind. Raises SetupError."""
    workbench.ensure_docker()
    with _lock():
        _ensure(kind, releases)
        _remove_old()


def _ensure(kind: str, releases: Iterable[str]) -> None:
    """Build the missing images of a kind and of its base."""
    missing = [name for name in releases if not _exists(image_name(kind, name))]
    if not missing:
        return
    if kind == BARE:
        _bootstrap(missing)
        return
    _ensure(PREPARED[kind].base, missing)
    with step(f"Preparing images: {' and '.join(image_name(kind, name) for name in missing)}"):
        _prepare(kind, missing)


@contextlib.contextmanager
def _lock() -> Iterator[None]:
    """Let only one process at a time build images, across checkouts."""
    with (Path(tempfile.gettempdir()) / f"{REPOSITORY}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _exists(name: str) -> bool:
    """Return whether Docker has an image."""
    found = subprocess.run(["docker", "image", "inspect", name], capture_output=True, check=False)
    return found.returncode == 0


def _remove_old() -> None:
    """Remove outdated images, except those of the last day: other checkouts may use them."""
    current = {image_name(kind, name) for kind in (BARE, *PREPARED) for name in RELEASES}
    columns = "{{.CreatedAt}}\t{{.Repository}}:{{.Tag}}"
    listed = subprocess.run(
        ["docker", "image", "ls", "--format", columns, REPOSITORY],
        capture_output=True,
        text=True,
        check=False,
    )
    yesterday = str(datetime.datetime.now() - datetime.timedelta(days=1))
    for created, name in (line.split("\t") for line in listed.stdout.splitlines()):
        if created < yesterday and name not in current:
            subprocess.run(["docker", "image", "rm", name], capture_output=True, check=False)


# Bare images ----------------------------------------------------------------------------------


def _bootstrap(releases: list[str]) -> None:
    """Build bare images from Debian's packages."""
    if custom := os.environ.get("CLUSTER_TEST_IMAGE"):
        raise SetupError(f"Unknown Docker image '{custom}' in CLUSTER_TEST_IMAGE.")
    if not shutil.which("mmdebstrap"):
        with step("Installing mmdebstrap"):
            workbench.apt_install("mmdebstrap", "debian-archive-keyring")
    names = " and ".join(image_name(BARE, release) for release in releases)
    with step(f"Building from Debian's packages: {names}"), ThreadPoolExecutor() as pool:
        list(pool.map(_import, releases))


def _import(release: str) -> None:
    """Pipe mmdebstrap into docker import. Raises SetupError if either fails."""
    bootstrap = subprocess.Popen(
        ["mmdebstrap", "--quiet", *BARE_OPTIONS, release, "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    imported = subprocess.run(
        [
            *("docker", "import", "--change", 'CMD ["/lib/systemd/systemd"]'),
            *("-", image_name(BARE, release)),
        ],
        stdin=bootstrap.stdout,
        capture_output=True,
        text=True,
        check=False,
    )
    problem = bootstrap.communicate()[1].decode(errors="replace")
    if bootstrap.returncode or imported.returncode:
        raise SetupError(
            f"The image could not be built:\n{problem}{imported.stderr}\n"
            "Set CLUSTER_TEST_IMAGE to use another image with systemd and Python."
        )


# Prepared images ------------------------------------------------------------------------------


def _prepare(kind: str, releases: list[str]) -> None:
    """Run the playbook of a prepared image on new machines and commit them."""
    prefix = os.environ.get("CLUSTER_TEST_PREFIX", "ghpc")
    machines = {release: f"{prefix}-image-{kind}-{release}" for release in releases}
    names = {
        release: image_name(kind, release) for release in releases
    }  # computed before files change
    try:
        for release, machine in machines.items():
            _start(machine, release, image_name(PREPARED[kind].base, release))
        _play(kind, machines)
        for release, machine in machines.items():
            workbench.run("docker", "commit", machine, names[release], quiet=True)
    finally:
        for machine in machines.values():
            workbench.run("docker", "rm", "--force", "--volumes", machine, quiet=True)


def _start(machine: str, release: str, image: str) -> None:
    """Start a machine with a host name of the scenarios, which is part of slurm.conf."""
    name_options = ("--name", machine, "--hostname", release)
    options = (*name_options, *workbench.MACHINE_OPTIONS)
    workbench.run("docker", "run", "--detach", *options, image, quiet=True)


def _play(kind: str, machines: Mapping[str, str]) -> None:
    """Run the playbook of a prepared image. Raises SetupError with the end of its output."""
    with tempfile.TemporaryDirectory() as folder:
        inventory = Path(folder) / "hosts.json"
        inventory.write_text(json.dumps(_inventory(machines)))
        done = subprocess.run(
            ["ansible-playbook", "-i", str(inventory), f"molecule/images/{kind}.yml"],
            cwd=ROOT,
            env=workbench.environment({"ANSIBLE_PIPELINING": "1"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
    if done.returncode:
        raise SetupError(f"molecule/images/{kind}.yml failed:\n{done.stdout[-4000:]}")


def _inventory(machines: Mapping[str, str]) -> dict[str, object]:
    """Return an inventory in which each machine is a separate cluster."""
    hosts = {
        release: {
            "ansible_connection": "community.docker.docker",
            "ansible_host": machine,
            "ansible_python_interpreter": "/usr/bin/python3",
            "slurm_hosts": [release],
        }
        for release, machine in machines.items()
    }
    groups: dict[str, object] = {
        name: {"hosts": dict.fromkeys(machines)} for name in ("slurmservers", "slurmexechosts")
    }
    return {"machines": {"hosts": hosts}, **groups}
