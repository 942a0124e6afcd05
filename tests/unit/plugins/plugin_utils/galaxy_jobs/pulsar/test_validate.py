# SPDX-License-Identifier: GPL-3.0-or-later
"""Variables of the role pulsar that are rejected."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.compose import (
    compose,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.settings import (
    Settings,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.validate import (
    is_loopback,
    is_queue_url,
)

TOKEN = "t" * 32
DIRECTORIES = {
    "root": "/srv/pulsar",
    "venv_dir": "/srv/pulsar/venv",
    "config_dir": "/srv/pulsar/config",
    "staging_dir": "/srv/pulsar/jobs/staging",
    "persistence_dir": "/srv/pulsar/persisted_data",
    "dependencies_dir": "/srv/pulsar/deps",
    "log_dir": "/var/log/pulsar",
}
OPEN = {"host": "0.0.0.0", "tls_certificate": "/cert.pem", "private_token": TOKEN}
EXTERNAL = {"type": "queued_external_drmaa"}
LIBRARY = {"drmaa_library_path": "/lib/libdrmaa.so"}


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({}, id="defaults"),
        pytest.param({"private_token": "short"}, id="short token on loopback"),
        pytest.param(OPEN, id="token and TLS"),
        pytest.param({"modes": ("amqp",), "message_queue_url": "amqp://u:p@h/v"}, id="URL"),
        pytest.param({**LIBRARY, "managers": {"a": {"type": "queued_drmaa"}}}, id="DRMAA"),
        pytest.param({**LIBRARY, "job_users": "alice", "managers": {"a": EXTERNAL}}, id="external"),
    ],
)
def test_valid(options: dict[str, t.Any]) -> None:
    assert compose(Settings(**{**DIRECTORIES, **options})).app


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({**OPEN, "private_token": ""}, "no pulsar_private_token", id="no token"),
        pytest.param({**OPEN, "tls_certificate": ""}, "there is no TLS", id="no TLS"),
        pytest.param({**OPEN, "private_token": "short"}, "at least 32", id="short token"),
        pytest.param({"private_token": 12345}, "between quotes", id="number as token"),
        pytest.param({"modes": ("amqp",)}, "requires pulsar_message_queue_url", id="no URL"),
        pytest.param({"message_queue_url": "amqp://h/"}, "has no 'amqp'", id="unused URL"),
        pytest.param(
            {"modes": ("amqp",), "message_queue_url": f"amqp://u:{TOKEN}/t@h/v"},
            "'/' as %2F",
            id="URL with a slash in the password",
        ),
        pytest.param(
            {"modes": ("amqp",), "rabbitmq": True},
            "requires pulsar_rabbitmq_password",
            id="RabbitMQ without a password",
        ),
        pytest.param({"staging_dir": "files/staging"}, "an absolute path", id="relative path"),
        pytest.param({"yaml_config": {"nonsense": 1}}, "'nonsense'", id="unknown option"),
        pytest.param(
            {"managers": {"a": {"type": "unqueued"}}, "yaml_config": {"manager": {}}},
            "pulsar_yaml_config has manager;",
            id="managers twice",
        ),
        pytest.param(
            {"managers": {"a": {"type": "queued_drmaa"}}},
            "type queued_drmaa requires a DRMAA library",
            id="DRMAA without a library",
        ),
        pytest.param(
            {**LIBRARY, "managers": {"a": EXTERNAL}}, "set pulsar_job_users", id="no job users"
        ),
    ],
)
def test_invalid(options: dict[str, t.Any], expected: str) -> None:
    with pytest.raises(ClusterError) as error:
        compose(Settings(**{**DIRECTORIES, **options}))
    [fault] = str(error.value).split("\n- ")[1:]
    assert expected in fault
    assert TOKEN not in fault


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("pulsar.example.org", False),
    ],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
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
def test_queue_url(url: str, expected: bool) -> None:
    assert is_queue_url(url) is expected
