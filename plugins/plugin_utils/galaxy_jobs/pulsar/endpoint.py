# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What Galaxy must know about a Pulsar: the fact pulsar_endpoint, and the secrets."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields

from ....module_utils._errors import ClusterError
from ...spelling import did_you_mean
from ..words import quoted

_MODES = ("rest", "amqp")
_REQUIRED = ("name", "modes", "app", "url", "file_action")


@dataclass(frozen=True)
class Endpoint:
    """The settings that Galaxy and a Pulsar must agree on.

    app is the content of Pulsar's app.yml. url is Pulsar's as Galaxy reaches it, galaxy_url is
    Galaxy's as Pulsar reaches it. params are further parameters of Galaxy's environments.
    """

    name: str
    modes: tuple[str, ...]
    app: Mapping[str, t.Any]
    url: str
    file_action: str
    galaxy_url: str | None = None
    private_token: str | None = None
    message_queue_url: str | None = None
    params: Mapping[str, t.Any] = field(default_factory=dict)


_KEYS = tuple(key.name for key in fields(Endpoint))


def read_endpoints(pulsars: Sequence[Mapping[str, t.Any]]) -> list[Endpoint]:
    """Return the endpoints that a site's variables describe. Raises ClusterError."""
    return [_read_endpoint(number, pulsar) for number, pulsar in enumerate(pulsars, 1)]


def _read_endpoint(number: int, pulsar: Mapping[str, t.Any]) -> Endpoint:
    if not isinstance(pulsar, Mapping):
        raise ClusterError(
            f"Pulsar {number}: expected a mapping, such as the fact pulsar_endpoint."
        )
    name = f"Pulsar '{pulsar.get('name') or number}'"
    for key in pulsar:
        if key not in _KEYS:
            raise ClusterError(f"{name}: unknown key '{key}'.{did_you_mean(key, _KEYS)}")
    missing = [key for key in _REQUIRED if not pulsar.get(key)]
    if missing:
        raise ClusterError(
            f"{name}: missing {quoted(missing)}; expected the fact pulsar_endpoint, which the role "
            "pulsar sets on its host, or the same keys."
        )
    modes = pulsar["modes"]
    if isinstance(modes, str) or not {*modes} <= {*_MODES}:
        raise ClusterError(f"{name}: modes is '{modes}'; expected a list of {quoted(_MODES)}.")
    return Endpoint(**{**pulsar, "modes": tuple(modes)})
