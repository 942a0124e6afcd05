# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Slurm's hostlists, by the library python-hostlist, which only the controller needs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...module_utils._errors import ClusterError

try:
    import hostlist
except ImportError:
    hostlist = None


def expand(text: str, where: str) -> list[str]:
    """Return the names of a hostlist, as often as they stand there.

    Raises ClusterError when it is none; where says what has it. Names are separated by commas or,
    as Slurm takes it too, by white space.
    """
    _require_library()
    separated = re.sub(r"[\s,]+", ",", text.strip())
    try:
        return [str(name) for name in hostlist.expand_hostlist(separated, allow_duplicates=True)]
    except hostlist.BadHostlist as error:
        raise ClusterError(
            f"{where}: '{text}' is not a hostlist ({error}); expected a form such as "
            "node[001-400,410]."
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
