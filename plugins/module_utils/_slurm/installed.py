# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Finds the installed Slurm version. Runs commands."""

from __future__ import annotations

import shutil
import typing as t

if t.TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule


def read_output(module: AnsibleModule, *command: str) -> str:
    """Run a command and return its output, an empty text if it is not installed."""
    if not shutil.which(command[0]):
        return ""
    return str(module.run_command(list(command))[1]).strip()


def installed_version(module: AnsibleModule) -> str | None:
    """Return the version of Slurm, None if it is not installed."""
    for program in ("slurmctld", "slurmd", "sinfo"):
        words = read_output(module, program, "-V").split()
        if words:
            return words[-1]
    return None
