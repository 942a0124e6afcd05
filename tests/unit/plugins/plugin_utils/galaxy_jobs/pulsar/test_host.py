# SPDX-License-Identifier: GPL-3.0-or-later
"""How Pulsar is installed and run on its host."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.compose import (
    Composition,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.host import Host
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.settings import (
    Settings,
)

STAGING = "/srv/pulsar/jobs/staging"
DATA = ["/srv/pulsar/home", "/srv/pulsar/persisted_data", "/srv/pulsar/deps", "/var/log/pulsar"]
SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}


def host(manager: dict[str, t.Any] | None = None, **options: t.Any) -> Host:
    """Return a host with one manager and the role's defaults, except these options."""
    directories = {
        "root": "/srv/pulsar",
        "venv_dir": "/srv/pulsar/venv",
        "config_dir": "/srv/pulsar/config",
        "staging_dir": STAGING,
        "persistence_dir": DATA[1],
        "dependencies_dir": DATA[2],
        "log_dir": DATA[3],
    }
    app = {"staging_directory": STAGING, "managers": {"a": manager or SLURM}}
    return Host(Settings(**{**directories, **options}), Composition(app, {}, ()))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, ["pulsar-app[web]==0.16.0"], id="REST"),
        pytest.param(
            {"modes": ("amqp", "rest")},
            ["pulsar-app[web,amqp]==0.16.0", "requests-toolbelt"],
            id="both modes",
        ),
        pytest.param(
            {
                "modes": ("amqp",),
                "drmaa_library_path": "/lib/libdrmaa.so",
                "optional_dependencies": ["sentry-sdk"],
                "package_version": "0.16.1",
            },
            ["pulsar-app[amqp]==0.16.1", "requests-toolbelt", "drmaa", "sentry-sdk"],
            id="DRMAA and more",
        ),
    ],
)
def test_requirements(options: dict[str, t.Any], expected: list[str]) -> None:
    assert host(**options).requirements == expected


def test_install_marker_identifies_packages_and_constraints() -> None:
    variants: list[dict[str, t.Any]] = [
        {},
        {"constraints": "galaxy-util==26.0"},
        {"optional_dependencies": ["sentry-sdk"]},
        {"package_version": "0.16.1"},
    ]
    markers = [host(**options).install_marker for options in variants]
    assert len({*markers}) == len(variants)
    assert markers[0] == host(log_dir="/elsewhere").install_marker
    assert markers[0].startswith("/srv/pulsar/venv/installed-")


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        pytest.param(
            SLURM,
            "/srv/pulsar/libexec/bin:/srv/pulsar/venv/bin:/usr/local/bin:/usr/bin:/bin",
            id="Slurm",
        ),
        pytest.param(
            {"type": "unqueued"}, "/srv/pulsar/venv/bin:/usr/local/bin:/usr/bin:/bin", id="other"
        ),
    ],
)
def test_search_path(manager: dict[str, t.Any], expected: str) -> None:
    assert host(manager).search_path == expected


@pytest.mark.parametrize(
    ("options", "manager", "expected"),
    [
        pytest.param({}, SLURM, [], id="defaults"),
        pytest.param({"conda_prefix": "/opt/conda"}, SLURM, [], id="Conda that is only read"),
        pytest.param(
            {"conda_prefix": "/opt/conda", "conda_auto_install": True},
            *(SLURM, ["-/opt/conda"]),
            id="Conda with new packages",
        ),
        pytest.param(
            {"conda_prefix": "/opt/conda", "conda_auto_init": True, "conda_auto_install": True},
            *(SLURM, ["-/opt"]),
            id="Conda that is installed",
        ),
        pytest.param({"conda_auto_init": True}, SLURM, [], id="Conda below the dependencies"),
        pytest.param({}, {"type": "queued_condor"}, ["/tmp"], id="HTCondor"),
    ],
)
def test_writable_paths(
    options: dict[str, t.Any], manager: dict[str, t.Any], expected: list[str]
) -> None:
    assert host(manager, **options).writable_paths == [STAGING, *DATA, *expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, False, id="defaults"),
        pytest.param({"root": "/home/pulsar"}, True, id="root directory"),
        pytest.param({"log_dir": "/root/log"}, True, id="logs"),
        pytest.param({"conda_prefix": "/home"}, True, id="Conda"),
        pytest.param({"root": "/homes/pulsar"}, False, id="similar name"),
        pytest.param({"root": "/srv/home/pulsar"}, False, id="elsewhere"),
    ],
)
def test_uses_home(options: dict[str, t.Any], expected: bool) -> None:
    assert host(**options).uses_home is expected


@pytest.mark.parametrize(
    ("options", "address", "url"),
    [
        pytest.param({}, "127.0.0.1:8913", "http://127.0.0.1:8913/", id="defaults"),
        pytest.param(
            {"host": "0.0.0.0", "port": 443, "tls_certificate": "/cert.pem"},
            *("0.0.0.0:443", "https://127.0.0.1:443/"),
            id="all addresses",
        ),
        pytest.param({"host": "::"}, "[::]:8913", "http://[::1]:8913/", id="all of IPv6"),
        pytest.param({"host": "fd00::1"}, "[fd00::1]:8913", "http://[fd00::1]:8913/", id="IPv6"),
        pytest.param({"host": "p.org"}, "p.org:8913", "http://p.org:8913/", id="name"),
    ],
)
def test_addresses(options: dict[str, t.Any], address: str, url: str) -> None:
    assert host(**options).listen_address == address
    assert host(**options).local_url == url
