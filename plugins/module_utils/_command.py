# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Commands and file access as another user of the host."""

from __future__ import annotations

import contextlib
import os
import pwd
import typing as t
from dataclasses import dataclass

from ._errors import ClusterError

if t.TYPE_CHECKING:
    from collections.abc import Iterator

    from ansible.module_utils.basic import AnsibleModule


@dataclass(frozen=True)
class CommandResult:
    """The result of a command."""

    rc: int
    stdout: str
    stderr: str

    @property
    def message(self) -> str:
        """Standard error, or standard output if it is empty, or else the exit code."""
        return (self.stderr.strip() or self.stdout.strip()) or f"exit code {self.rc}"


def find_account(name: str) -> pwd.struct_passwd:
    """Return the passwd entry of a user. Raises ClusterError if there is none."""
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise ClusterError(
            f"The user {name!r} does not exist on this host. Expected the user who submits jobs, "
            "with the same uid on all hosts of the cluster."
        ) from None


class UserCommands:
    """Runs commands and accesses files as one user."""

    def __init__(self, module: AnsibleModule, user: str) -> None:
        self._module = module
        self._account = find_account(user)
        self._is_other_user = os.geteuid() != self._account.pw_uid
        if self._is_other_user and os.geteuid() != 0:
            raise ClusterError(
                f"Jobs of user {user!r} cannot be submitted by user "
                f"{pwd.getpwuid(os.geteuid()).pw_name!r}: expected root (ansible-playbook "
                f"--become) or {user!r}."
            )

    def require(self, *names: str) -> None:
        """Raise ClusterError if one of the commands is not installed."""
        for name in names:
            if not self._module.get_bin_path(name):
                raise ClusterError(
                    f"The command {name!r} is not installed on {os.uname().nodename}. Expected "
                    "Slurm's client commands (Debian's package slurm-client) in PATH."
                )

    def run(self, *argv: str, **environment: str) -> CommandResult:
        """Run a command as the user in a clean environment and return its result."""
        # In a clean environment, jobs do not inherit Ansible's variables (sbatch --export=ALL).
        variables = {**self._environment(), **environment}
        clean = ["env", "-i", *(f"{name}={value}" for name, value in variables.items())]
        prefix = ["runuser", "-u", self._account.pw_name, "--"] if self._is_other_user else []
        return CommandResult(*self._module.run_command([*prefix, *clean, *argv], cwd="/"))

    def _environment(self) -> dict[str, str]:
        entry = self._account
        kept = {name: os.environ[name] for name in ("PATH", "SLURM_CONF") if name in os.environ}
        return {
            "HOME": entry.pw_dir,
            "LANG": "C.UTF-8",
            "LOGNAME": entry.pw_name,
            "SHELL": "/bin/bash",
            "USER": entry.pw_name,
            **kept,
        }

    @contextlib.contextmanager
    def files(self) -> Iterator[None]:
        """Access files as the user within the block, because root may have no access on NFS."""
        if not self._is_other_user:
            yield
            return
        groups = os.getgroups()
        os.setgroups(os.getgrouplist(self._account.pw_name, self._account.pw_gid))
        os.setegid(self._account.pw_gid)
        os.seteuid(self._account.pw_uid)
        try:
            yield
        finally:
            os.seteuid(0)
            os.setegid(0)
            os.setgroups(groups)
