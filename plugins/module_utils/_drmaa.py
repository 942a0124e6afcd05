# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Checks whether a DRMAA library is slurm-drmaa for the host's Slurm, and explains why not."""

from __future__ import annotations

import inspect
import json
import re
import typing as t
from dataclasses import dataclass

from . import _drmaa_child

if t.TYPE_CHECKING:
    from ._command import CommandResult

# Timeout of the child. Slurm's commands wait 10 seconds for slurmctld.
SECONDS = 60

# N of libslurm.so.N: API_CURRENT in the file META of Slurm's sources.
_LIBSLURM_NUMBERS = {
    "20.11": 36,
    "21.08": 37,
    "22.05": 38,
    "23.02": 39,
    "23.11": 40,
    "24.05": 41,
    "24.11": 42,
    "25.05": 43,
    "25.11": 44,
    "26.05": 45,
}

# Exit codes of timeout(1): for a timeout, and 128 plus the signal that ended the child.
_TIMED_OUT = 124
_SIGNALS = {134: "SIGABRT", 137: "SIGKILL", 139: "SIGSEGV"}

_SONAME = re.compile(r"\blibslurm\.so\.(\d+)\b")
_MISSING = re.compile(r"(\S+): cannot open shared object file")

# Environment variable read by all libraries of the Grid Engine family.
_GRID_ENGINE = b"SGE_ROOT"


@dataclass(frozen=True)
class Host:
    """The version of the host's Slurm, and the libslurm.so.N that its loader finds."""

    slurm: str | None
    libslurm: tuple[str, ...] = ()

    @property
    def expected(self) -> str | None:
        """Name of the libslurm of the host's Slurm."""
        number = _LIBSLURM_NUMBERS.get(_release(self.slurm))
        return f"libslurm.so.{number}" if number else None

    def can_have(self, soname: str) -> bool:
        """Return whether this can be the libslurm of the host's Slurm."""
        return soname == self.expected if self.expected else not self.libslurm


def _release(version: str | None) -> str:
    return ".".join((version or "").split(".")[:2])


def child_command(python: str, action: str, argument: str) -> list[str]:
    """Return the command line of an action of the child."""
    limit = ["timeout", "--kill-after=5", str(SECONDS)]
    return [*limit, python, "-c", inspect.getsource(_drmaa_child), action, argument]


def describe_failure(result: CommandResult) -> str:
    """Return why a child failed."""
    if result.rc == _TIMED_OUT:
        return f"It did not respond within {SECONDS} seconds."
    if result.rc in _SIGNALS:
        return f"It crashed ({_SIGNALS[result.rc]}). {result.message}"
    return result.message


def parse_ldconfig(ldconfig: str) -> tuple[str, ...]:
    """Return the libslurm.so.N in the output of ldconfig -p."""
    return tuple(f"libslurm.so.{n}" for n in sorted(set(_SONAME.findall(ldconfig)), key=int))


def read_answer(result: CommandResult) -> dict[str, t.Any]:
    """Return the child's answer about a library; if it failed, the key error has the reason."""
    lines = result.stdout.splitlines()
    if result.rc or not lines:
        return {"error": describe_failure(result)}
    answer: dict[str, t.Any] = json.loads(lines[-1])
    return answer


def diagnose(
    path: str, answer: t.Mapping[str, t.Any], data: bytes, host: Host, *, is_installed: bool = True
) -> str | None:
    """Return the problem of a library with advice, None if there is none.

    answer is the child's, data the content of the library. If the library is not installed, a
    missing dependency is no problem, unless it belongs to a different Slurm.
    """
    system = answer.get("drm_system", "")
    if system.upper().startswith("SLURM"):
        return None
    if _GRID_ENGINE in data:
        return _grid_engine(path)
    error = answer.get("error", "")
    match = _MISSING.search(error)
    if match:
        missing = match.group(1)
        is_installable = not _SONAME.fullmatch(missing) or host.can_have(missing)
        return _cannot_find(path, missing, host) if is_installed or not is_installable else None
    if error:
        return (
            f"'{path}' cannot be used: {error.rstrip('.')}. Expected a slurm-drmaa built for "
            f"{_describe_slurm(host)} and the processor of this host."
        )
    return f"'{path}' is the DRMAA library of '{system}': expected slurm-drmaa. {_PATH_ADVICE}"


_PATH_ADVICE = "If its path is different, set slurm_drmaa_library_path."


def _grid_engine(path: str) -> str:
    return (
        f"'{path}' is Grid Engine's DRMAA library, which cannot submit to Slurm: expected "
        "slurm-drmaa. Debian has Grid Engine's in the package gridengine-drmaa1.0, and installs it "
        f"with python3-drmaa. {_PATH_ADVICE}"
    )


def _describe_slurm(host: Host) -> str:
    return f"Slurm {_release(host.slurm)}" if host.slurm else "the host's Slurm"


def _cannot_find(path: str, missing: str, host: Host) -> str:
    if not _SONAME.fullmatch(missing):
        return (
            f"'{path}' needs '{missing}', which is not installed. Install its package, or a "
            f"slurm-drmaa built for this distribution and {_describe_slurm(host)}."
        )
    if host.can_have(missing):
        return (
            f"'{path}' was built for {_describe_slurm(host)}, but '{missing}' is not installed. "
            f"Install it (on the Debian family: the package {_debian_package(missing)})."
        )
    library = f"'{missing}'{_describe_release(missing)}"
    return (
        f"'{path}' was built for a different Slurm: it needs {library}, and this host has "
        f"{_installed_slurm(host)}. Install a slurm-drmaa built for {_describe_slurm(host)}, or "
        "build it on this host. Each release of Slurm needs a new build."
    )


def _describe_release(soname: str) -> str:
    releases = [release for release, n in _LIBSLURM_NUMBERS.items() if soname.endswith(f".{n}")]
    return f" of Slurm {releases[0]}" if releases else ""


def _installed_slurm(host: Host) -> str:
    if not host.slurm:
        return "no Slurm"
    names = [name for name in (host.expected, *host.libslurm) if name]
    libraries = f", whose library is '{names[0]}'" if names else ""
    return f"Slurm {host.slurm}{libraries}"


def _debian_package(soname: str) -> str:
    number = soname.rsplit(".", 1)[1]
    return f"libslurm{number} or libslurm{number}t64"
