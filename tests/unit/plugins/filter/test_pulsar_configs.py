# SPDX-License-Identifier: GPL-3.0-or-later
"""The app.yml of each Pulsar, by runner."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.galaxyhpc.cluster.plugins.filter.pulsar_configs import FilterModule

APP = {
    "staging_directory": "/srv/pulsar/jobs/staging",
    "managers": {"_default_": {"type": "queued_python"}, "long": {"type": "queued_python"}},
}
PULSAR: dict[str, t.Any] = {
    "name": "far",
    "modes": ["rest"],
    "app": APP,
    "url": "https://pulsar.example.org:8913/",
    "galaxy_url": "",
    "file_action": "transfer",
    "params": {},
    "private_token": "correct-horse",
}
BY_QUEUE = {
    **PULSAR,
    "modes": ["amqp"],
    "galaxy_url": "https://galaxy.example.org",
    "message_queue_url": "amqp://mq/pulsar",
}
pulsar_configs = FilterModule().filters()["pulsar_configs"]


@pytest.mark.parametrize(
    ("pulsar", "runners"),
    [
        pytest.param(PULSAR, ["far_rest"], id="rest"),
        pytest.param(BY_QUEUE, ["far_mq", "far_mq_long"], id="amqp"),
    ],
)
def test_each_runner_has_its_pulsar(pulsar: dict[str, t.Any], runners: list[str]) -> None:
    assert pulsar_configs([pulsar]) == dict.fromkeys(runners, APP)


def test_no_pulsar() -> None:
    assert pulsar_configs([]) == {}


@pytest.mark.parametrize(
    ("pulsar", "expected"),
    [
        pytest.param("far", "expected a mapping", id="no mapping"),
        pytest.param(
            {**PULSAR, "privat_token": "x"}, "Did you mean 'private_token'", id="misspelled key"
        ),
        pytest.param({**PULSAR, "app": {}}, "'far': missing 'app'", id="no app"),
        pytest.param({**PULSAR, "modes": "rest"}, "expected a list of 'rest', 'amqp'", id="text"),
        pytest.param({**PULSAR, "modes": ["mq"]}, "expected a list of 'rest', 'amqp'", id="mode"),
        pytest.param({"name": "far"}, "'modes', 'app', 'url', 'file_action'", id="only a name"),
        pytest.param({**PULSAR, "file_action": "pull"}, "unknown file action", id="file action"),
    ],
)
def test_invalid_pulsar(pulsar: t.Any, expected: str) -> None:
    with pytest.raises(AnsibleFilterError, match=f"^pulsar_configs: .*{expected}") as error:
        pulsar_configs([pulsar])
    assert "correct-horse" not in str(error.value)
