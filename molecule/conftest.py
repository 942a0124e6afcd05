# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures for several scenarios: run playbooks as a user does, and hold jobs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from held import HANDING_OVER, HOLD, SLOW_SBATCH
from testinfra.host import Host

ROOT = Path(__file__).resolve().parent.parent
PLAIN = {"ANSIBLE_NOCOLOR": "1", "ANSIBLE_FORCE_COLOR": "0"}
Playbook = Callable[..., subprocess.CompletedProcess]


@pytest.fixture(scope="session")
def playbook() -> Playbook:
    """Return a function that runs a playbook on the scenario's machines."""

    def run(
        name: str, *arguments: str, env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        # The file lists only the machines; its folder has the scenario's groups.
        inventory = str(Path(os.environ["MOLECULE_INVENTORY_FILE"]).parent)
        return subprocess.run(
            ["ansible-playbook", "-i", inventory, name, *arguments],
            cwd=ROOT,
            env={**os.environ, **PLAIN, "ANSIBLE_CONFIG": str(ROOT / "ansible.cfg"), **(env or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def release(host: Host) -> Iterator[Callable[[], None]]:
    """Hold the jobs that run HELD. Return a function that releases them before the test ends."""

    def let_go() -> None:
        host.check_output("rm -f %s", HOLD)

    host.check_output("touch %s", HOLD)
    yield let_go
    let_go()


@pytest.fixture
def is_handed_over(host: Host) -> Iterator[Callable[[], bool]]:
    """Slow down Pulsar's sbatch. Return a function that tells whether sbatch has started."""
    sbatch = "/usr/local/bin/sbatch"
    host.check_output("install -m 666 /dev/null %s", HANDING_OVER)
    host.check_output(f"printf %%s %s > {sbatch}; chmod 755 {sbatch}", SLOW_SBATCH)
    yield lambda: host.file(HANDING_OVER).size > 0
    host.check_output("rm %s %s", HANDING_OVER, sbatch)
