# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said of an app.yml."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.check import (
    errors,
    managers_of,
    token_faults,
    warnings,
)

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}


def app(**options: t.Any) -> dict[str, t.Any]:
    """Return an app.yml that is right but for these options."""
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
        pytest.param(app(manager=SLURM), "reads only one of them", id="manager and managers"),
        pytest.param(
            app(message_queue_url="amqp://h/v?ssl=1", amqp_connect_ssl_ca_certs="/ca.pem"),
            "pass over amqp_connect_ssl_ca_certs",
            id="authority passed over",
        ),
        pytest.param(app(message_queue_url="pyamqp://h/v?ssl=1"), None, id="public authority"),
        pytest.param(
            manager(type="queued_python", num_concurrent_jobs=2), None, id="queued_python"
        ),
        pytest.param(manager(type="queued_pbs"), "no code behind it", id="queued_pbs"),
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
    ],
)
def test_errors(given: dict[str, t.Any], expected: str | None) -> None:
    said = list(errors(given))
    assert len(said) == (expected is not None), said
    assert expected is None or expected in said[0]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(app(), 0, id="good"),
        pytest.param(manager(type="queued_python"), 1, id="queued_python"),
        pytest.param({}, 1, id="nothing, which is queued_python"),
        pytest.param(app(amqp_acknowledge=True), 1, id="amqp_acknowledge"),
    ],
)
def test_warnings(given: dict[str, t.Any], expected: int) -> None:
    assert len(list(warnings(given))) == expected


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
        pytest.param(" x", False, "blank", id="blank"),
    ],
)
def test_token(token: object, exposed: bool, expected: str | None) -> None:
    said = list(token_faults(token, exposed))
    assert len(said) == (expected is not None)
    assert expected is None or expected in said[0]
    assert not any(str(token) in sentence for sentence in said if token == "x" * 32)
