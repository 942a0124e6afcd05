# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Slurm's hostlists, by the library python-hostlist, which only the controller needs."""

from __future__ import annotations

from collections.abc import Iterable

from .._errors import ClusterError

try:
    import hostlist
except ImportError:
    hostlist = None


def expand(text: str) -> list[str]:
    """Return the names of a hostlist. Raises ClusterError when it is none."""
    _require_library()
    try:
        return [str(name) for name in hostlist.expand_hostlist(text)]
    except hostlist.BadHostlist as error:
        raise ClusterError(
            f"'{text}' is not a hostlist ({error}); expected a form such as node[001-400,410]."
        ) from error


def collect(names: Iterable[str]) -> str:
    """Return the shortest hostlist of some names."""
    _require_library()
    return str(hostlist.collect_hostlist(list(names)))


def _require_library() -> None:
    """Raise ClusterError where python-hostlist is not installed."""
    if hostlist is None:
        raise ClusterError(
            "The controller's Python has no python-hostlist; 'pip install python-hostlist' or the "
            "package python3-hostlist brings it."
        )
