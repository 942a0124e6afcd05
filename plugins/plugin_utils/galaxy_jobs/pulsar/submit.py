# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the managers of a Pulsar read of what Galaxy submits with a job: the parameters submit_*.

Pulsar 0.16.0, managers/: base/base_drmaa.py, queued_drmaa_xsede.py, queued_external_drmaa.py and
queued_condor.py. No other manager reads any.
"""

from __future__ import annotations

import typing as t
from collections.abc import Mapping

from .check import type_of
from .options import CONDOR_OWN, DRMAA

PREFIX = "submit_"
NATIVE = f"{PREFIX}native_specification"
USER = f"{PREFIX}user"

_READ = {
    **{kind: frozenset({NATIVE}) for kind in DRMAA},
    "queued_drmaa_xsede": frozenset({NATIVE, f"{PREFIX}user_email"}),
    "queued_external_drmaa": frozenset({NATIVE, USER}),
}


def why_unread(manager: Mapping[str, t.Any], param: str) -> str:
    """Return why a manager does not read a parameter of Galaxy's; nothing when it does.

    The sentence goes on behind the name of the parameter.
    """
    kind = type_of(manager)
    if kind == "queued_condor":
        if param.lower() in CONDOR_OWN:
            return "has no effect: Pulsar writes its own into the submit file"
        own = param in manager
        return "has no effect: the manager has its own, which comes first" if own else ""
    if param not in _READ.get(kind, ()):
        return f"is not read by a manager of type {kind}{_INSTEAD.get(kind, '')}"
    if param == NATIVE and manager.get("native_specification"):
        return "has no effect: the manager has a native_specification, which comes first"
    return ""


def needs_user(manager: Mapping[str, t.Any]) -> bool:
    """Return whether a manager refuses jobs of which Galaxy does not say whose they are."""
    return type_of(manager) == "queued_external_drmaa"


_INSTEAD = {
    "queued_cli": "; set job_ncpus, job_time and so on of the manager in Pulsar's app.yml",
}
