# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the jobs of a destination request from the cluster of a given slurm.conf."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...slurm.cluster import parse_gres
from ...slurm.feasibility import SlurmRequest
from . import sbatch, slurm_drmaa
from .read import JOB_PREFIX, NATIVE
from .request import ParsedRequest

_OTHER_CLUSTER = re.compile(r"--clusters?\b|(?:^|\s)-M(?:\s|$)")
# Unlike --gres, --gpus counts the GPUs of all nodes.
_GPUS_IN_TOTAL = re.compile(r"--gpus(?!-)|(?:^|\s)-G(?:\s|$)")
_PER_CORE = re.compile(r"--mem-per-cpu\b")
_PLACEHOLDER = re.compile(r"[${]")


def is_request_param(name: object) -> bool:
    """Return whether a parameter of a destination holds options for Slurm."""
    text = str(name)
    return text in NATIVE or (text.startswith(JOB_PREFIX) and text != "job_plugin")


def slurm_request(
    runner_class: str, params: Mapping[str, object], parsed: ParsedRequest
) -> SlurmRequest | None:
    """Return what jobs request, None when that is not known or not of the slurm.conf's cluster.

    parsed is what was read from the parameters. Pulsar submits to a cluster of its own, and
    --clusters may name another one.
    """
    texts = {
        name: value
        for name, value in params.items()
        if is_request_param(name) and isinstance(value, str)
    }
    is_slurm = parsed.system in (slurm_drmaa.SYSTEM, sbatch.SYSTEM)
    if not is_slurm or ".pulsar:" in runner_class or _mentions(texts, _OTHER_CLUSTER):
        return None
    if any(_PLACEHOLDER.search(text) for text in texts.values()):
        return None
    request = parsed.request
    # The tasks of a node are not known, hence neither is their memory.
    per_core = request.tasks is not None and _mentions(texts, _PER_CORE)
    return SlurmRequest(
        partitions=() if request.partition is None else tuple(request.partition.split(",")),
        nodes=request.nodes,
        tasks=request.tasks,
        cores=request.cores,
        memory_mb=None if per_core else request.memory_mb,
        seconds=request.seconds,
        gres=parse_gres(",".join(request.gres)),
        gres_in_total=_mentions(texts, _GPUS_IN_TOTAL),
        features=request.features,
        qos=request.qos,
    )


def _mentions(texts: Mapping[str, str], pattern: re.Pattern[str]) -> bool:
    return any(
        pattern.search(name.removeprefix(JOB_PREFIX)) or pattern.search(text)
        for name, text in texts.items()
    )
