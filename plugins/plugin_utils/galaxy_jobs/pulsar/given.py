# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Pulsars as a site's variables give them to Galaxy's end."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import fields

from ....module_utils._errors import ClusterError
from ..words import did_you_mean, quoted
from .pair import Ends

_KNOWN = tuple(field.name for field in fields(Ends))
_MODES = ("rest", "amqp")
_NEEDED = ("name", "modes", "app", "url", "file_action")


def ends_of(pulsars: Sequence[Mapping[str, t.Any]]) -> list[Ends]:
    """Return what both ends of each Pulsar agree on.

    Each has the keys of the fact pulsar_ends, and the secrets. Raises ClusterError.
    """
    return [_ends(number, given) for number, given in enumerate(pulsars, 1)]


def _ends(number: int, given: Mapping[str, t.Any]) -> Ends:
    if not isinstance(given, Mapping):
        raise ClusterError(f"Pulsar {number}: expected a mapping, such as the fact pulsar_ends.")
    who = f"Pulsar '{given.get('name') or number}'"
    for key in given:
        if key not in _KNOWN:
            raise ClusterError(f"{who}: '{key}' is not known.{did_you_mean(key, _KNOWN)}")
    missing = [key for key in _NEEDED if not given.get(key)]
    if missing:
        raise ClusterError(
            f"{who} has no {quoted(missing)}; expected the fact pulsar_ends, which the role pulsar "
            "leaves on its host, or the same keys."
        )
    modes = given["modes"]
    if isinstance(modes, str) or not {*modes} <= {*_MODES}:
        raise ClusterError(f"{who}: modes is '{modes}'; expected a list of {quoted(_MODES)}.")
    return Ends(**{**given, "modes": tuple(given["modes"])})
