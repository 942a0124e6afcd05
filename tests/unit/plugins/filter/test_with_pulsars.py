# SPDX-License-Identifier: GPL-3.0-or-later
"""Runners and environments for Pulsars."""

from __future__ import annotations

import typing as t

import pytest
from ansible.errors import AnsibleFilterError
from ansible_collections.galaxyhpc.cluster.plugins.filter.with_pulsars import FilterModule

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
with_pulsars = FilterModule().filters()["with_pulsars"]


@pytest.mark.parametrize(
    ("pulsar", "runners"),
    [
        pytest.param(PULSAR, ["far_rest"], id="rest"),
        pytest.param(BY_QUEUE, ["far_mq", "far_mq_long"], id="amqp"),
    ],
)
def test_runners(pulsar: dict[str, t.Any], runners: list[str]) -> None:
    assert list(with_pulsars({}, [pulsar])["runners"]) == runners


def test_no_pulsar() -> None:
    conf: dict[str, t.Any] = {"runners": {"local": {}}, "execution": {"environments": {}}}
    assert with_pulsars(conf, []) == conf


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
    with pytest.raises(AnsibleFilterError, match=f"^with_pulsars: .*{expected}") as error:
        with_pulsars({}, [pulsar])
    assert "correct-horse" not in str(error.value)
