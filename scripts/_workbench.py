# SPDX-License-Identifier: GPL-3.0-or-later
"""Requirements of scripts/demo and scripts/test: .venv, collections, Docker.

Uses only Python 3.9 and the standard library. Each step prints what it does, and is skipped if it
was done before.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
COLLECTIONS = ROOT / ".ansible" / "collections" / "ansible_collections"

# The collections of requirements.yml, extracted from the PyPI bundle without a Galaxy server.
BUNDLE = "ansible==12.3.0"
BUNDLED = ("community/docker", "community/library_inventory_filtering_v1", "ansible/posix")

# Container options that systemd and slurmd need, without --privileged.
MACHINE_OPTIONS = (
    *("--cgroupns=host", "--volume", "/sys/fs/cgroup:/sys/fs/cgroup:rw"),
    *(f"--cap-add={name}" for name in ("SYS_ADMIN", "NET_ADMIN", "SYS_NICE", "SYS_PTRACE")),
    *("--security-opt", "seccomp=unconfined", "--security-opt", "apparmor=unconfined"),
    *(option for path in ("/run", "/run/lock", "/tmp") for option in ("--tmpfs", path)),
)


class SetupError(Exception):
    """A requirement is missing and cannot be installed; the message says what to do."""


def say(text: str) -> None:
    """Print a line and flush it, since the output may be a pipe."""
    print(text, flush=True)


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Print the title of a slow step, then its duration in seconds."""
    say(f"--> {title}")
    start = time.monotonic()
    yield
    say(f"    {time.monotonic() - start:.0f} s")


def run(*command: str | Path, quiet: bool = False) -> None:
    """Run a command in the checkout. Raises SetupError with its output if it fails."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetupError(f"'{command[0]}' failed:\n{done.stdout or ''}".rstrip())


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for Ansible and Molecule, with the paths of this checkout."""
    return {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "ANSIBLE_HOME": str(ROOT / ".ansible"),
        "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"),
        "MOLECULE_GLOB": "molecule/*/molecule.yml",
        "LC_ALL": "C.UTF-8",
        **(extra or {}),
    }


# Python ---------------------------------------------------------------------------------------


def ensure_venv() -> None:
    """Create .venv with the pinned tools. Recreate it when the pins change."""
    pins = [ROOT / "requirements-dev.txt", ROOT / "constraints-dev.txt"]
    stamp = VENV / f".complete-{digest(path.read_bytes() for path in pins)}"
    if stamp.exists():
        return
    if sys.version_info < (3, 11):
        raise SetupError(f"Python 3.11 or newer is required, found {sys.version.split()[0]}.")
    with step("Creating .venv with the pinned Python tools"):
        shutil.rmtree(VENV, ignore_errors=True)
        if not has_module("ensurepip"):
            apt_install("python3-venv")
        run(sys.executable, "-m", "venv", VENV, quiet=True)
        run(VENV / "bin/pip", "install", "-q", "-c", "constraints-dev.txt", "uv", quiet=True)
        uv_install(VENV, "-r", "requirements-dev.txt")
        stamp.touch()


def uv_install(venv: Path, *arguments: str | Path) -> None:
    """Install packages with uv, which is much faster than pip. Raises SetupError."""
    python = venv / "bin" / "python"
    run(VENV / "bin/uv", "pip", "install", "-q", "--python", python, *arguments, quiet=True)


def ensure_galaxy() -> Path:
    """Create a virtual environment with Galaxy and return its Python.

    Recreate it when the pins change. GALAXY_PYTHON overrides it. Raises SetupError if Galaxy cannot
    be installed.
    """
    if path := os.environ.get("GALAXY_PYTHON"):
        return Path(path)
    pins = ROOT / "tests" / "differential" / "requirements.txt"
    venv = CACHE / f"differential-{digest([pins.read_bytes(), sys.version.encode()])}"
    python = venv / "bin" / "python"
    if (venv / ".complete").exists():
        return python
    with step("Installing Galaxy's job configuration into a virtual environment, 420 MB"):
        for older in CACHE.glob("differential-*"):
            shutil.rmtree(older, ignore_errors=True)
        run(sys.executable, "-m", "venv", "--without-pip", venv, quiet=True)
        uv_install(venv, "--no-deps", "-r", pins)
        (venv / ".complete").touch()
    return python


def ensure_collections() -> None:
    """Install the collections that the tests need next to this one."""
    missing = [name for name in BUNDLED if not (COLLECTIONS / name).is_dir()]
    if not missing:
        return
    with step("Fetching the collections that the tests need"):
        CACHE.mkdir(exist_ok=True)
        run(VENV / "bin/pip", "download", "-q", "--no-deps", BUNDLE, "-d", CACHE, quiet=True)
        wheel = next(CACHE.glob(f"{BUNDLE.replace('==', '-')}-*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            prefixes = tuple(f"ansible_collections/{name}/" for name in missing)
            names = [name for name in archive.namelist() if name.startswith(prefixes)]
            archive.extractall(COLLECTIONS.parent, names)
        wheel.unlink()


def has_module(name: str) -> bool:
    """Return whether the running Python can import a module."""
    return subprocess.run([sys.executable, "-c", f"import {name}"], check=False).returncode == 0


def digest(parts: Iterable[bytes]) -> str:
    """Return a short hash of some content."""
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def ensure_graphviz() -> None:
    """Install Graphviz, which draws the pictures of galaxy-jobs graph. Raises SetupError."""
    if not shutil.which("dot"):
        with step("Installing Graphviz"):
            apt_install("graphviz")


def ensure_tools() -> None:
    """Install the requirements of the code's tests."""
    ensure_venv()
    ensure_collections()


# Debian's packages ----------------------------------------------------------------------------


def apt_install(*packages: str) -> None:
    """Install Debian packages. Raises SetupError if that is not possible."""
    names = " ".join(packages)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupError(
            f"Install {names} first: this script can do so only as root on Debian or Ubuntu."
        )
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", "-qq", *arguments], env=env, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SetupError(f"apt-get could not install {names}:\n{done.stderr}")


# Docker ---------------------------------------------------------------------------------------


def docker_answers() -> bool:
    """Return whether a Docker engine can be reached."""
    if not shutil.which("docker"):
        return False
    return subprocess.run(["docker", "info"], capture_output=True, check=False).returncode == 0


def ensure_docker() -> None:
    """Ensure that a Docker engine answers. Install and start Debian's if necessary."""
    if docker_answers():
        return
    if not shutil.which("dockerd"):
        with step("Installing Docker from Debian's packages"):
            apt_install("docker.io", "iptables")
    if not shutil.which("docker"):  # Debian 13 packages the command separately
        apt_install("docker-cli")
    with step("Starting the Docker engine"):
        start_docker()
        for _attempt in range(60):
            if docker_answers():
                return
            time.sleep(0.5)
    raise SetupError("The Docker engine does not answer. See /var/log/dockerd.log.")


def start_docker() -> None:
    """Start the engine with systemd, or as a background process if systemd does not run."""
    if Path("/run/systemd/system").is_dir():
        run("systemctl", "start", "docker", quiet=True)
        return
    if os.geteuid() != 0:
        raise SetupError("No Docker engine answers, and only root can start one.")
    with Path("/var/log/dockerd.log").open("ab") as log:
        subprocess.Popen(
            ["dockerd"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
