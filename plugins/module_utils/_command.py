# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""An edge: runs commands and touches files as another user of the host."""

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
class Finished:
    """A command that has run."""

    rc: int
    stdout: str
    stderr: str

    @property
    def message(self) -> str:
        """What the command said, its complaints first."""
        return (self.stderr.strip() or self.stdout.strip()) or f"exit code {self.rc}"


def account(name: str) -> pwd.struct_passwd:
    """Return the host's entry of a user. Raises ClusterError if there is none."""
    try:
        return pwd.getpwnam(name)
    except KeyError:
        raise ClusterError(
            f"The user {name!r} does not exist on this host: expected a user that submits jobs, "
            "known to all hosts of the cluster with the same uid."
        ) from None


class UserCommands:
    """Runs commands and touches files as one user."""

    def __init__(self, module: AnsibleModule, user: str) -> None:
        self._module = module
        self._account = account(user)
        self._other = os.geteuid() != self._account.pw_uid
        if self._other and os.geteuid() != 0:
            raise ClusterError(
                f"Jobs of user {user!r} cannot be submitted by user "
                f"{pwd.getpwuid(os.geteuid()).pw_name!r}: expected root (ansible-playbook "
                f"--become) or {user!r}."
            )

    def need(self, *names: str) -> None:
        """Raises ClusterError if one of these commands is not on this host."""
        for name in names:
            if not self._module.get_bin_path(name):
                raise ClusterError(
                    f"The command {name!r} is not on this host ({os.uname().nodename}): expected "
                    "a host with Slurm's client commands (Debian's package slurm-client) in PATH."
                )

    def run(self, *argv: str, **environment: str) -> Finished:
        """Return what the command, run by the user in an environment of its own, answered."""
        # The variables of the one who runs Ansible would follow a job (sbatch --export=ALL).
        variables = {**self._environment(), **environment}
        clean = ["env", "-i", *(f"{name}={value}" for name, value in variables.items())]
        change = ["runuser", "-u", self._account.pw_name, "--"] if self._other else []
        return Finished(*self._module.run_command([*change, *clean, *argv], cwd="/"))

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
        """Lets the block touch files as the user, since root may have no rights on NFS."""
        if not self._other:
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
