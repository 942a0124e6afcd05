# SPDX-License-Identifier: GPL-3.0-or-later
"""The library that the role installs for Galaxy, and libraries that it rejects."""

from __future__ import annotations

import json
import os
import subprocess
import typing as t
from collections.abc import Callable

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
BOOKWORM, TRIXIE = sorted(MACHINES.get_hosts("machines"))
testinfra_hosts = [BOOKWORM, TRIXIE]
Playbook = Callable[..., subprocess.CompletedProcess]

LIBRARY = "usr/lib/slurm-drmaa/lib/libdrmaa.so.1"
LIBRARIES = {BOOKWORM: f"/{LIBRARY}", TRIXIE: f"/opt/slurm-drmaa/{LIBRARY}"}
SONAMES = {BOOKWORM: "libslurm.so.38", TRIXIE: "libslurm.so.42"}
OWN_DIRECTORY = "/var/lib/galaxyhpc/slurm_drmaa"
VIRTUALENVS = {BOOKWORM: "/srv/galaxy/venv", TRIXIE: f"{OWN_DIRECTORY}/venv"}
OWNERS = {BOOKWORM: "galaxy", TRIXIE: "root"}


def name_of(host: Host) -> str:
    """Return the machine's name in the inventory."""
    return str(host.backend.host)


def test_units_know_the_library(host: Host) -> None:
    environment = host.check_output("systemctl show --property=Environment --value galaxy.service")
    assert environment == f"DRMAA_LIBRARY_PATH={LIBRARIES[name_of(host)]}"


def test_drmaa_python_belongs_to_the_owner_of_the_virtualenv(host: Host) -> None:
    name = name_of(host)
    python = f"{VIRTUALENVS[name]}/bin/python"
    library = f"DRMAA_LIBRARY_PATH={LIBRARIES[name]}"
    path = host.check_output(f"{library} {python} -c 'import drmaa; print(drmaa.__file__)'")
    assert path.startswith(VIRTUALENVS[name])
    assert host.file(path).user == OWNERS[name]


def test_library_is_loaded_with_the_libslurm_of_the_host(host: Host) -> None:
    name = name_of(host)
    seen = host.ansible("galaxyhpc.cluster.slurm_drmaa_info", f"path={LIBRARIES[name]}")
    assert seen["problem"] is None
    assert seen["drm_system"] == f"SLURM {seen['slurm_version']}"
    assert SONAMES[name] in seen["installed"]
    assert SONAMES[name] in seen["libslurm"]


def test_no_file_of_the_jobs_is_left(host: Host) -> None:
    assert host.check_output("ls /home/galaxy") == ""
    assert host.check_output("squeue --noheader") == ""


@pytest.mark.parametrize(
    ("machine", "variables", "sentence"),
    [
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_sha": "x"},
            "Did you mean 'slurm_drmaa_sha256'?",
            id="unknown variable",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_sha256": ""},
            "; expected the SHA-256 of",
            id="no checksum",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_sha256": "0" * 64},
            f"but slurm_drmaa_sha256 is {'0' * 64}. Find out",
            id="other checksum",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_file": "/nowhere/slurm-drmaa.deb"},
            "The file '/nowhere/slurm-drmaa.deb' (slurm_drmaa_file) does not exist",
            id="no file",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_virtualenv": "/srv/nowhere"},
            "'/srv/nowhere' (slurm_drmaa_virtualenv) has no bin/python",
            id="no virtualenv",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_user": "nobody_here"},
            "The user 'nobody_here' (slurm_drmaa_user) does not exist",
            id="no user",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_systemd_units": ["galaxy"]},
            "'galaxy' in slurm_drmaa_systemd_units is not the name of a service",
            id="no unit",
        ),
        pytest.param(
            BOOKWORM,
            {"slurm_drmaa_repository": {"uri": "https://packages.example.org"}},
            "missing required arguments: key found in slurm_drmaa_repository",
            id="repository without its key",
        ),
        pytest.param(
            TRIXIE,
            {"slurm_drmaa_library_path": "/opt/libdrmaa.so.1"},
            "'/opt/libdrmaa.so.1' cannot be read: No such file or directory",
            id="no library",
        ),
        pytest.param(
            TRIXIE,
            {"slurm_drmaa_library_path": f"/opt/other-slurm-drmaa/{LIBRARY}"},
            f"'/opt/other-slurm-drmaa/{LIBRARY}' was built for a different Slurm: it needs "
            "'libslurm.so.1', and this host has Slurm 24.11.5, whose library is 'libslurm.so.42'",
            id="library of another Slurm",
        ),
        pytest.param(
            TRIXIE,
            {"slurm_drmaa_library_path": "/usr/lib/gridengine-drmaa/lib/libdrmaa.so.1.0"},
            "is Grid Engine's DRMAA library, which cannot submit to Slurm",
            id="library of Grid Engine",
        ),
        pytest.param(
            TRIXIE,
            {"slurm_drmaa_library_path": "/lib/x86_64-linux-gnu/libc.so.6"},
            "undefined symbol: drmaa_get_DRM_system",
            id="library of something else",
        ),
    ],
)
def test_refused(
    playbook: Playbook, machine: str, variables: dict[str, t.Any], sentence: str
) -> None:
    assert_refused(run(playbook, machine, variables), sentence)


def test_package_of_another_slurm_is_not_installed(playbook: Playbook) -> None:
    host = MACHINES.get_host(BOOKWORM)
    before = host.file(f"/{LIBRARY}").sha256sum
    file = "{{ other_stand_in }}"
    sha256 = "{{ lookup('pipe', 'sha256sum < ' ~ other_stand_in) | split | first }}"
    variables = {"slurm_drmaa_file": file, "slurm_drmaa_sha256": sha256}
    done = run(playbook, BOOKWORM, variables)
    said = " ".join(done.stdout.replace("''", "'").split())
    assert done.returncode == 2, done.stdout
    assert "needs 'libslurm.so.1', and this host has Slurm 22.05.8, whose library is" in said
    assert "Traceback" not in said
    assert host.file(f"/{LIBRARY}").sha256sum == before


@pytest.fixture(scope="module")
def url() -> t.Iterator[str]:
    """URL of a package that was uninstalled."""
    host = MACHINES.get_host(BOOKWORM)
    host.check_output("mkdir /srv/packages && mv %s/*.deb /srv/packages", OWN_DIRECTORY)
    host.check_output(
        "apt-get -qq purge $(dpkg --search %s | cut --delimiter=: --fields=1)", f"/{LIBRARY}"
    )
    host.check_output(
        "systemd-run --unit=packages python3 -m http.server --bind 127.0.0.1"
        " --directory /srv/packages 8000"
    )
    yield "http://127.0.0.1:8000/{{ stand_in | basename }}"
    host.check_output("systemctl stop packages")


def test_url_of_another_package_is_refused(playbook: Playbook, url: str) -> None:
    variables = {"slurm_drmaa_file": url, "slurm_drmaa_sha256": "0" * 64}
    assert_refused(run(playbook, BOOKWORM, variables), f"did not match {'0' * 64}; it was")
    assert MACHINES.get_host(BOOKWORM).check_output("find %s -name '*.deb'", OWN_DIRECTORY) == ""


def test_package_from_a_url(playbook: Playbook, url: str) -> None:
    done = run(playbook, BOOKWORM, {"slurm_drmaa_file": url})
    assert done.returncode == 0, done.stdout
    assert MACHINES.get_host(BOOKWORM).file(f"/{LIBRARY}").exists


def repository(key: str) -> dict[str, t.Any]:
    """Return variables that install the package from a repository on the machine."""
    host = MACHINES.get_host(TRIXIE)
    return {
        "slurm_drmaa_install_method": "package",
        "slurm_drmaa_package": host.check_output("dpkg-deb --field /srv/slurm-drmaa.deb Package"),
        "slurm_drmaa_library_path": "",
        "slurm_drmaa_repository": {
            "uri": "file:///srv/repository",
            "suites": ["./"],
            "key": host.file(f"/srv/{key}.asc").content_string,
        },
    }


def test_repository_that_another_key_signed_is_refused(playbook: Playbook) -> None:
    done = run(playbook, TRIXIE, repository("other"))
    said = " ".join(done.stdout.split())
    assert done.returncode == 2, done.stdout
    assert "The repository 'file:///srv/repository' (slurm_drmaa_repository) cannot be used" in said
    assert "Missing key" in said
    host = MACHINES.get_host(TRIXIE)
    assert not host.file("/etc/apt/sources.list.d/slurm-drmaa.sources").exists


def test_package_from_a_signed_repository(playbook: Playbook) -> None:
    done = run(playbook, TRIXIE, repository("site"))
    assert done.returncode == 0, done.stdout
    again = run(playbook, TRIXIE, {**repository("site"), "slurm_drmaa_test_jobs": False})
    assert "changed=0 " in again.stdout
    host = MACHINES.get_host(TRIXIE)
    environment = host.check_output("systemctl show --property=Environment --value galaxy.service")
    assert environment == f"DRMAA_LIBRARY_PATH=/{LIBRARY}"


def run(
    playbook: Playbook, machine: str, variables: dict[str, t.Any]
) -> subprocess.CompletedProcess[str]:
    """Run the role on one machine."""
    arguments = ("--limit", machine, "-e", json.dumps(variables))
    done: subprocess.CompletedProcess[str] = playbook("galaxyhpc.cluster.slurm_drmaa", *arguments)
    return done


def assert_refused(done: subprocess.CompletedProcess[str], sentence: str) -> None:
    """Check that the output of a run contains a message, ignoring line breaks."""
    said = " ".join(done.stdout.replace("''", "'").split())
    assert done.returncode == 2, done.stdout
    assert sentence in said
    assert "Traceback" not in said
    assert "changed=0 " in said
