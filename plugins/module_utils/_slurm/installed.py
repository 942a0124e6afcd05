# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""An edge: asks the host's programs which Slurm is installed."""

from __future__ import annotations

import shutil
import typing as t

if t.TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule


def output(module: AnsibleModule, *command: str) -> str:
    """Return what a command prints; nothing where it is not installed."""
    if not shutil.which(command[0]):
        return ""
    return str(module.run_command(list(command))[1]).strip()


def installed_version(module: AnsibleModule) -> str | None:
    """Return the version of the first of Slurm's programs that is there."""
    for program in ("slurmctld", "slurmd", "sinfo"):
        words = output(module, program, "-V").split()
        if words:
            return words[-1]
    return None
