# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults and cautions of an app.yml."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.check import (
    find_cautions,
    find_faults,
    find_token_faults,
    managers_of,
)

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}


def app(**options: t.Any) -> dict[str, t.Any]:
    """Return a valid app.yml with these options."""
    return {"staging_directory": "/srv/staging", "managers": {"_default_": SLURM}, **options}


def manager(**options: t.Any) -> dict[str, t.Any]:
    """Return an app.yml with one manager."""
    return app(managers={"m": options})


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(app(), None, id="good"),
        pytest.param(app(private_tokn="x"), "Did you mean 'private_token'?", id="misspelt"),
        pytest.param(
            app(min_polling_interval=2), "no effect at the top level", id="of a manager, at the top"
        ),
        pytest.param(
            app(num_concurrent_jobs=2), "no effect at the top level", id="of one type, at the top"
        ),
        pytest.param(app(job_directory_mode="0770"), None, id="mode"),
        pytest.param(app(job_directory_mode=0o770), "expected an octal number", id="mode unquoted"),
        pytest.param(
            manager(type="unqueued", job_directory_mode="0770"), "top level", id="mode of a manager"
        ),
        pytest.param(app(manager=SLURM), "reads only one of them", id="manager and managers"),
        pytest.param(
            app(message_queue_url="amqp://h/v?ssl=1", amqp_connect_ssl_ca_certs="/ca.pem"),
            "ignore amqp_connect_ssl_ca_certs",
            id="authority that is ignored",
        ),
        pytest.param(app(message_queue_url="pyamqp://h/v?ssl=1"), None, id="public authority"),
        pytest.param(
            manager(type="queued_python", num_concurrent_jobs=2), None, id="queued_python"
        ),
        pytest.param(manager(type="queued_pbs"), "does not implement it", id="queued_pbs"),
        pytest.param(manager(type="queued_slurm"), "no such manager", id="queued_slurm"),
        pytest.param(
            manager(type="queued_drma"), "Did you mean 'queued_drmaa'?", id="type misspelt"
        ),
        pytest.param(
            manager(type="queued_drmaa", native_specificaton="-p x"),
            "Did you mean 'native_specification'?",
            id="option misspelt",
        ),
        pytest.param(
            manager(type="queued_python", private_token="x"),
            "expected it at the top level",
            id="of the top, in a manager",
        ),
        pytest.param(manager(type="unqueued", env_PATH="/bin"), None, id="variable of jobs"),
        pytest.param(manager(type="queued_condor", submit_request_cpus="2"), None, id="condor"),
        pytest.param(manager(type="queued_cli"), "job_plugin is ''", id="no job_plugin"),
        pytest.param(
            manager(type="queued_cli", job_plugin="SGE"), "job_plugin is 'SGE'", id="job_plugin"
        ),
        pytest.param(manager(**SLURM, shell_plugin="ssh"), "shell_plugin is 'ssh'", id="shell"),
        pytest.param(manager(**SLURM, job_ncpus=2), None, id="Slurm by name"),
        pytest.param(manager(**SLURM, **{"job_--mem": "4G"}), None, id="Slurm by option"),
        pytest.param(manager(**SLURM, job_mem="4G"), "'job_--mem'", id="Slurm by no name"),
        pytest.param(app(managers={"m": "queued_cli"}), "must be a mapping", id="no mapping"),
        pytest.param(app(managers=["m"]), "must be a mapping", id="list of managers"),
        pytest.param(app(assign_ids="uid"), "expected one of galaxy, uuid", id="ids"),
        pytest.param(app(conda_auto_install="yes"), "expected true or false", id="no boolean"),
        pytest.param(app(conda_auto_install="True"), None, id="boolean in quotes"),
        pytest.param(
            app(amqp_key_prefix="x", managers={"a": SLURM, "b": SLURM}),
            "the same queues",
            id="several managers with one prefix",
        ),
        pytest.param(app(amqp_key_prefix="x"), None, id="one manager with a prefix"),
        pytest.param(
            manager(type="queued_python", num_concurrent_jobs="many"),
            "a positive integer",
            id="limit",
        ),
        pytest.param(manager(type="queued_python", num_concurrent_jobs="*"), None, id="no limit"),
        pytest.param(
            manager(type="queued_drmaa", native_specification=["-p", "x"]), "a string", id="list"
        ),
        pytest.param(
            manager(type="queued_drmaa", user_mapping_script="/usr/local/bin/map"),
            "ignores 'user_mapping_script'",
            id="of queued_external_drmaa, elsewhere",
        ),
        pytest.param(
            manager(
                type="queued_external_drmaa",
                production=True,
                native_specification="-p x",
                user_mapping_script="/usr/local/bin/map",
                user_mapping_timeout=5,
                drmaa_launch_script="/usr/local/bin/launch",
            ),
            None,
            id="queued_external_drmaa",
        ),
        pytest.param(
            manager(type="queued_external_drmaa", production="no"),
            "expected true or false",
            id="production, which would be true",
        ),
        pytest.param(
            manager(type="queued_external_drmaa", user_mapping_timeout="soon"),
            "a number of seconds",
            id="timeout",
        ),
        pytest.param(
            manager(type="queued_external_drmaa", drmaa_kill_script="scripts/kill.bash"),
            "absolute path",
            id="program in no place",
        ),
        pytest.param(
            manager(type="queued_condor", submit_Executable="/bin/true"),
            "writes its own value",
            id="condor, what Pulsar writes",
        ),
        pytest.param(
            manager(type="queued_condor", submit_requirements="a\nqueue 100"),
            "must be a single line",
            id="condor, two lines",
        ),
        pytest.param(
            manager(type="queued_condor", native_specification="-p x"),
            "ignores 'native_specification'",
            id="condor, words of DRMAA",
        ),
    ],
)
def test_errors(given: dict[str, t.Any], expected: str | None) -> None:
    faults = list(find_faults(given))
    assert len(faults) == (expected is not None), faults
    assert expected is None or expected in faults[0].message


@pytest.mark.parametrize(
    ("given", "keys", "ignored"),
    [
        pytest.param(app(nonsense=1), ("nonsense",), True, id="top"),
        pytest.param(
            manager(type="unqueued", x=1), ("managers", "m", "x"), True, id="of a manager"
        ),
        pytest.param(
            {"manager": {"type": "unqueued", "x": 1}}, ("manager", "x"), True, id="of the manager"
        ),
        pytest.param(manager(type="no"), ("managers", "m", "type"), False, id="type"),
        pytest.param(manager(type="queued_cli"), ("managers", "m", "job_plugin"), False, id="gone"),
        pytest.param(app(managers={"m": 1}), ("managers", "m"), False, id="manager"),
    ],
)
def test_keys(given: dict[str, t.Any], keys: tuple[str, ...], ignored: bool) -> None:
    assert [(fault.keys, fault.ignored) for fault in find_faults(given)] == [(keys, ignored)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(app(), 0, id="good"),
        pytest.param(manager(type="queued_python"), 1, id="queued_python"),
        pytest.param({}, 1, id="nothing, which is queued_python"),
        pytest.param(app(amqp_acknowledge=True), 1, id="amqp_acknowledge"),
        pytest.param(app(amqp_connect_ssl_ca_certs="/ca.pem"), 1, id="authority without a name"),
        pytest.param(
            app(amqp_connect_ssl_ca_certs="/ca.pem", amqp_connect_ssl_server_hostname="mq"),
            0,
            id="authority and name",
        ),
    ],
)
def test_cautions(given: dict[str, t.Any], expected: int) -> None:
    assert len(list(find_cautions(given))) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"managers": {"a": SLURM}}, {"a": SLURM}, id="managers"),
        pytest.param({"manager": {"name": "b", **SLURM}}, {"b": {"name": "b", **SLURM}}, id="one"),
        pytest.param({"manager": SLURM}, {"_default_": SLURM}, id="one without a name"),
        pytest.param({"job_managers_config": "x.ini"}, {}, id="elsewhere"),
        pytest.param({}, {"_default_": {}}, id="none"),
    ],
)
def test_managers(given: dict[str, t.Any], expected: dict[str, t.Any]) -> None:
    assert managers_of(given) == expected


@pytest.mark.parametrize(
    ("token", "exposed", "expected"),
    [
        pytest.param("short", False, None, id="short, for this host"),
        pytest.param("short", True, "at least 32", id="short, for others"),
        pytest.param("x" * 32, True, None, id="long"),
        pytest.param(123, False, "between quotes", id="number"),
        pytest.param(" x", False, "white space", id="white space"),
    ],
)
def test_token(token: object, exposed: bool, expected: str | None) -> None:
    faults = list(find_token_faults(token, exposed))
    assert len(faults) == (expected is not None)
    assert expected is None or expected in faults[0]
    assert not any(str(token) in sentence for sentence in faults if token == "x" * 32)
