# SPDX-License-Identifier: GPL-3.0-or-later
"""Endpoints that a site's variables describe."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.endpoint import (
    Endpoint,
    read_endpoints,
)

REQUIRED: dict[str, t.Any] = {
    "name": "far",
    "modes": ["rest", "amqp"],
    "app": {"staging_directory": "/srv/staging"},
    "url": "https://pulsar.example.org:8913/",
    "file_action": "transfer",
}
WHOLE = {
    **REQUIRED,
    "galaxy_url": "https://galaxy.example.org",
    "private_token": "correct-horse",
    "message_queue_url": "amqp://mq/pulsar",
    "params": {"remote_metadata": False},
}


@pytest.mark.parametrize(
    "pulsar", [pytest.param(REQUIRED, id="required keys"), pytest.param(WHOLE, id="all keys")]
)
def test_endpoint(pulsar: dict[str, t.Any]) -> None:
    assert read_endpoints([pulsar]) == [Endpoint(**{**pulsar, "modes": ("rest", "amqp")})]


def test_optional_keys_default_to_nothing() -> None:
    [endpoint] = read_endpoints([REQUIRED])
    secrets = (endpoint.private_token, endpoint.message_queue_url)
    assert (endpoint.galaxy_url, secrets, endpoint.params) == (None, (None, None), {})


@pytest.mark.parametrize(
    ("pulsar", "expected"),
    [
        pytest.param("far", "Pulsar 2: expected a mapping", id="text"),
        pytest.param(
            {**WHOLE, "privat_token": "x"},
            "Pulsar 'far': unknown key 'privat_token'. Did you mean 'private_token'?",
            id="misspelled key",
        ),
        pytest.param({**WHOLE, "app": {}}, "Pulsar 'far': missing 'app'", id="empty app"),
        pytest.param(
            {"name": "far"}, "missing 'modes', 'app', 'url', 'file_action'", id="only a name"
        ),
        pytest.param({**WHOLE, "name": ""}, "Pulsar '2': missing 'name'", id="no name"),
        pytest.param(
            {**WHOLE, "modes": "rest"}, "expected a list of 'rest', 'amqp'", id="modes are text"
        ),
        pytest.param(
            {**WHOLE, "modes": ["rest", "mq"]}, "expected a list of 'rest', 'amqp'", id="mode"
        ),
    ],
)
def test_invalid(pulsar: t.Any, expected: str) -> None:
    with pytest.raises(ClusterError) as error:
        read_endpoints([WHOLE, pulsar])
    assert expected in str(error.value)
    assert "correct-horse" not in str(error.value)
