# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Slurm's hostlists. Requires python-hostlist, on the controller only."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...module_utils._errors import ClusterError

try:
    import hostlist
except ImportError:
    hostlist = None


def expand(text: str, where: str) -> list[str]:
    """Return the names in a hostlist, including duplicates.

    Names are separated by commas or, as in Slurm, by whitespace. where is the place of the text.
    Raises ClusterError for an invalid hostlist.
    """
    _require_library()
    separated = re.sub(r"[\s,]+", ",", text.strip())
    try:
        return [str(name) for name in hostlist.expand_hostlist(separated, allow_duplicates=True)]
    except hostlist.BadHostlist as error:
        raise ClusterError(
            f"{where}: '{text}' is not a hostlist ({error}); expected a format such as "
            "node[001-400,410]."
        ) from error


def collect(names: Iterable[str]) -> str:
    """Return the shortest hostlist for some names."""
    _require_library()
    return str(hostlist.collect_hostlist(list(names)))


def _require_library() -> None:
    """Raise ClusterError if python-hostlist is not installed."""
    if hostlist is None:
        raise ClusterError(
            "The controller's Python has no python-hostlist. Install it with "
            "'pip install python-hostlist' or as the package python3-hostlist."
        )
