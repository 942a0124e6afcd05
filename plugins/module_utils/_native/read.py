# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the jobs of a destination ask for, whatever its runner."""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import slurm_drmaa
from .request import Native

# Something fills these in before a batch system sees them.
_FILLED_IN = re.compile(r"[${]")
# Galaxy 26.1.2, galaxy/jobs/runners/drmaa.py, queue_job: the first that is there.
NATIVE = ("nativeSpecification", "native_specification")


def read(runner_class: str, params: Mapping[str, object]) -> Native | None:
    """Return what the parameters of a destination ask for, None when nobody can tell.

    runner_class is what a runner loads, such as galaxy.jobs.runners.slurm:SlurmJobRunner; params
    are plain values. What is filled in later counts as not said, and nothing in it as wrong.
    """
    module = runner_class.rpartition(":")[0].rpartition(".")[2]
    if module != "slurm":
        return None
    name = next((name for name in NATIVE if params.get(name) is not None), None)
    text = params.get(name) if name else ""
    if not isinstance(text, str):
        return None
    native = slurm_drmaa.read(text)
    if name is None or _FILLED_IN.search(text):
        return native._replace(flaws=())
    return native._replace(flaws=tuple(flaw._replace(param=name) for flaw in native.flaws))
