# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems of DRMAA libraries, with error messages of glibc 2.36 and 2.41."""

from __future__ import annotations

import subprocess
import sys
import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._command import CommandResult
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._drmaa import (
    Host,
    child_command,
    diagnose,
    parse_ldconfig,
    read_answer,
)

PATH = "/usr/lib/slurm-drmaa/lib/libdrmaa.so.1"
TRIXIE = Host("24.11.5", ("libslurm.so.42",))
CLIENT_ONLY = Host("24.11.5")
MISSING = "{}: cannot open shared object file: No such file or directory"
OTHER = {"error": MISSING.format("libslurm.so.38")}
OWN = {"error": MISSING.format("libslurm.so.42")}
TLS = {"error": "/lib/libjemalloc.so.2: cannot allocate memory in static TLS block"}
GRID_ENGINE = b"\x7fELF\0please set SGE_ROOT\0"

LDCONFIG = """\
312 libs found in cache `/etc/ld.so.cache'
\tlibslurmfull.so (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/slurm-wlm/libslurmfull.so
\tlibslurm.so.42 (libc6,x86-64) => /lib/x86_64-linux-gnu/libslurm.so.42
\tlibslurm.so.9 (libc6,x86-64) => /opt/slurm/lib/libslurm.so.9
"""


@pytest.mark.parametrize(
    ("answer", "data", "host", "words"),
    [
        pytest.param(
            OTHER,
            b"",
            TRIXIE,
            "was built for a different Slurm: it needs 'libslurm.so.38' of Slurm 22.05, and this host "
            "has Slurm 24.11.5, whose library is 'libslurm.so.42'. Install a slurm-drmaa "
            "built for Slurm 24.11",
            id="other release of Slurm",
        ),
        pytest.param(OTHER, b"", CLIENT_ONLY, "it needs 'libslurm.so.38'", id="no libslurm at all"),
        pytest.param(
            OTHER,
            b"",
            Host("99.11.0", ("libslurm.so.99",)),
            "has Slurm 99.11.0, whose library is 'libslurm.so.99'",
            id="release that is not known",
        ),
        pytest.param(OTHER, b"", Host(None, ("libslurm.so.42",)), "has no Slurm", id="no Slurm"),
        pytest.param(
            OWN, b"", CLIENT_ONLY, "the package libslurm42 or libslurm42t64", id="package lacks"
        ),
        pytest.param(
            OTHER, b"", Host("99.11.0"), "'libslurm.so.38' is not installed", id="nothing known"
        ),
        pytest.param(
            {"error": MISSING.format("libmunge.so.2")},
            b"",
            TRIXIE,
            "needs 'libmunge.so.2', which is not installed",
            id="another library",
        ),
        pytest.param(
            {"error": "invalid ELF header"},
            b"",
            TRIXIE,
            "cannot be used: invalid ELF header. Expected a slurm-drmaa built for Slurm 24.11",
            id="no library",
        ),
        pytest.param(
            {"drm_system": "OGS/GE 8.1.9"},
            GRID_ENGINE,
            TRIXIE,
            "is Grid Engine's",
            id="grid engine",
        ),
        pytest.param(
            TLS, GRID_ENGINE, TRIXIE, "gridengine-drmaa1.0", id="grid engine that does not load"
        ),
        pytest.param(
            {"drm_system": "PBS Pro"}, b"", TRIXIE, "the DRMAA library of 'PBS Pro'", id="PBS"
        ),
    ],
)
def test_diagnose(answer: dict[str, t.Any], data: bytes, host: Host, words: str) -> None:
    found = diagnose(PATH, answer, data, host)
    assert found
    assert found.startswith(f"'{PATH}' ")
    assert words in found


@pytest.mark.parametrize("system", ["SLURM 22.05.8", "SLURM", "Slurm 24.11.5"])
def test_no_problem(system: str) -> None:
    assert diagnose(PATH, {"drm_system": system}, b"", TRIXIE) is None


@pytest.mark.parametrize(
    ("answer", "data", "is_refused"),
    [
        pytest.param(OWN, b"", False, id="Slurm's own library may come as a dependency"),
        pytest.param({"error": MISSING.format("libmunge.so.2")}, b"", False, id="others as well"),
        pytest.param(OTHER, b"", True, id="that of another Slurm does not"),
        pytest.param(OWN, GRID_ENGINE, True, id="Grid Engine"),
        pytest.param({"error": "invalid ELF header"}, b"", True, id="no library"),
    ],
)
def test_diagnose_before_installation(
    answer: dict[str, t.Any], data: bytes, is_refused: bool
) -> None:
    found = diagnose(PATH, answer, data, CLIENT_ONLY, is_installed=False)
    assert bool(found) is is_refused


def test_parse_ldconfig() -> None:
    assert parse_ldconfig(LDCONFIG) == ("libslurm.so.9", "libslurm.so.42")
    assert parse_ldconfig("") == ()


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        pytest.param(
            CommandResult(0, 'a message of the library\n{"drm_system": "SLURM"}\n', ""),
            {"drm_system": "SLURM"},
            id="last line",
        ),
        pytest.param(
            CommandResult(124, "", ""),
            {"error": "It did not respond within 60 seconds."},
            id="deadlock",
        ),
        pytest.param(
            CommandResult(139, "", "fatal: plugin"),
            {"error": "It crashed (SIGSEGV). fatal: plugin"},
            id="crash",
        ),
        pytest.param(CommandResult(1, "", "fatal: plugin"), {"error": "fatal: plugin"}, id="exit"),
        pytest.param(CommandResult(0, "", ""), {"error": "exit code 0"}, id="nothing answer"),
    ],
)
def test_read_answer(result: CommandResult, expected: dict[str, t.Any]) -> None:
    assert read_answer(result) == expected


def test_child_process() -> None:
    argv = child_command(sys.executable, "inspect_library", "/nowhere/libdrmaa.so.1")
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    answer = read_answer(CommandResult(done.returncode, done.stdout, done.stderr))
    assert answer == {"error": MISSING.format("/nowhere/libdrmaa.so.1")}
