# SPDX-License-Identifier: GPL-3.0-or-later
"""app.yml, and the secrets that do not stand in it."""

from __future__ import annotations

import typing as t
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.compose import (
    Request,
    compose,
    is_loopback,
    is_queue_url,
)

TOKEN = "t" * 32
MADE = {
    "staging_directory": "/srv/staging",
    "managers": {"_default_": {"type": "queued_cli", "job_plugin": "Slurm"}},
}


def request(**options: t.Any) -> Request:
    """Return a request that is right but for these options."""
    return Request(**{"modes": ("rest",), "made": MADE, "site": {}, **options})


def test_the_site_comes_first() -> None:
    made = compose(request(site={"staging_directory": "/data"}))
    assert made.app["staging_directory"] == "/data"
    assert made.calls_slurm
    assert made.managers == {"_default_": "queued_cli"}


EXTERNAL = {"type": "queued_external_drmaa"}
PROGRAMS = {"drmaa_kill_script": "/k", "chown_working_directory_script": "/c"}


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        pytest.param({"managers": {"a": EXTERNAL}}, {"a": {**PROGRAMS, **EXTERNAL}}, id="given"),
        pytest.param(
            {"managers": {"a": {**EXTERNAL, "drmaa_kill_script": "/own"}}},
            {"a": {**PROGRAMS, **EXTERNAL, "drmaa_kill_script": "/own"}},
            id="the manager comes first",
        ),
        pytest.param(
            {"managers": {"a": {"type": "unqueued"}}}, {"a": {"type": "unqueued"}}, id="other"
        ),
    ],
)
def test_defaults_of_managers(site: dict[str, t.Any], expected: dict[str, t.Any]) -> None:
    made = compose(request(site=site, manager_defaults={"queued_external_drmaa": PROGRAMS}))
    assert made.app["managers"] == expected


def test_defaults_of_the_only_manager() -> None:
    given = request(made={"staging_directory": "/s"}, site={"manager": EXTERNAL})
    made = compose(replace(given, manager_defaults={"queued_external_drmaa": PROGRAMS}))
    assert made.app["manager"] == {**PROGRAMS, **EXTERNAL}


def test_staging_directories() -> None:
    own = {"type": "unqueued", "staging_directory": "/own"}
    managers = {"a": own, "b": {"type": "unqueued"}, "c": own}
    assert compose(request(site={"managers": managers})).staging_directories == [
        "/srv/staging",
        "/own",
    ]


@pytest.mark.parametrize("where", ["secrets", "site"])
def test_secrets_do_not_stand_in_the_configuration(where: str) -> None:
    made = compose(request(**{where: {"private_token": TOKEN}}))
    assert TOKEN not in repr(made.app)
    assert made.environment == {"PULSAR_CONFIG_OVERRIDE_PRIVATE_TOKEN": TOKEN}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param({"host": "0.0.0.0", "tls": True}, "no pulsar_private_token", id="no token"),
        pytest.param(
            {"host": "0.0.0.0", "secrets": {"private_token": TOKEN}}, "there is no TLS", id="no TLS"
        ),
        pytest.param(
            {"host": "0.0.0.0", "tls": True, "secrets": {"private_token": "short"}},
            "at least 32",
            id="short token",
        ),
        pytest.param({"modes": ("amqp",)}, "no pulsar_message_queue_url", id="no URL"),
        pytest.param(
            {"secrets": {"message_queue_url": "amqp://h/"}}, "has no 'amqp'", id="URL for nothing"
        ),
        pytest.param(
            {"modes": ("amqp",), "secrets": {"message_queue_url": f"amqp://u:{TOKEN}/t@h/v"}},
            "'/' is written %2F",
            id="URL with a slash in the password",
        ),
        pytest.param(
            {"site": {"staging_directory": "files/staging"}}, "an absolute path", id="relative path"
        ),
        pytest.param({"site": {"nonsense": 1}}, "'nonsense' is no option", id="unknown option"),
    ],
)
def test_refused(given: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(ClusterError) as refused:
        compose(request(**given))
    assert expected in str(refused.value)
    assert TOKEN not in str(refused.value)


def test_all_faults_are_told_at_once() -> None:
    with pytest.raises(ClusterError) as refused:
        compose(request(site={"nonsense": 1}, host="0.0.0.0"))
    assert str(refused.value).count("\n- ") == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("pulsar.example.org", False),
    ],
)
def test_loopback(given: str, expected: bool) -> None:
    assert is_loopback(given) is expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("amqp://u:p@h:5672/v", True),
        ("pyamqp://u:p%2Fq@h/v?ssl=1", True),
        ("https://relay.example.org", True),
        ("amqp://u:p/q@h:5672/v", False),
        ("amqp://u:p#q@h:5672/v", False),
        ("rabbit.example.org", False),
        ("amqp://", False),
    ],
)
def test_queue_url(given: str, expected: bool) -> None:
    assert is_queue_url(given) is expected
