# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Which parameters submit_* of a job the managers of a Pulsar read.

Based on Pulsar 0.16.0, managers/: base/base_drmaa.py, queued_drmaa_xsede.py,
queued_external_drmaa.py and queued_condor.py. Other managers read none.
"""

from __future__ import annotations

import typing as t
from collections.abc import Mapping

from .check import type_of
from .options import CONDOR_RESERVED, DRMAA

PREFIX = "submit_"
NATIVE = f"{PREFIX}native_specification"
USER = f"{PREFIX}user"

_READ = {
    **{kind: frozenset({NATIVE}) for kind in DRMAA},
    "queued_drmaa_xsede": frozenset({NATIVE, f"{PREFIX}user_email"}),
    "queued_external_drmaa": frozenset({NATIVE, USER}),
}


def why_ignored(manager: Mapping[str, t.Any], param: str) -> str:
    """Return why a manager ignores a parameter from Galaxy, or an empty string.

    The text continues a sentence that begins with the name of the parameter.
    """
    kind = type_of(manager)
    if kind == "queued_condor":
        if param.lower() in CONDOR_RESERVED:
            return "is ignored: Pulsar writes its own value to the submit file"
        overridden = param in manager
        return "is ignored: the manager's own option overrides it" if overridden else ""
    if param not in _READ.get(kind, ()):
        return f"is ignored by managers of type {kind}{_HINTS.get(kind, '')}"
    if param == NATIVE and manager.get("native_specification"):
        return "is ignored: the manager's native_specification overrides it"
    return ""


def needs_user(manager: Mapping[str, t.Any]) -> bool:
    """Return whether a manager rejects jobs for which Galaxy names no user."""
    return type_of(manager) == "queued_external_drmaa"


_HINTS = {
    "queued_cli": "; set the manager's job_ncpus, job_time and so on in Pulsar's app.yml",
}
