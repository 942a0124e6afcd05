# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Batch systems that are asked with a parameter for each thing.

Galaxy 26.1.2, galaxy/jobs/runners: local.py, condor.py, htcondor.py, kubernetes.py, aws.py,
gcp_batch.py, chronos.py, godocker.py; pulsar 0.15.16, pulsar/client/container_job_config.py.
"""

from __future__ import annotations

import math
import re
import typing as t
from collections.abc import Mapping

from .amounts import clock, mebibytes
from .request import Flaw, Kind, Native, Request

_MEBI = 1024**2
_GIBI = 1024**3
_Reader = t.Callable[[str], t.Any]


class System(t.NamedTuple):
    """A batch system: its name, and how each parameter is read as what of a request.

    Of several parameters for the same thing the first counts.
    """

    name: str
    params: tuple[tuple[str, str, _Reader], ...]


def read(system: System, params: Mapping[str, str]) -> Native:
    """Return what parameters ask for."""
    asked: dict[str, t.Any] = {}
    flaws: list[Flaw] = []
    for name, part, reader in system.params:
        text = params.get(name, "")
        if not text or part in asked:
            continue
        try:
            asked[part] = reader(text)
        except ValueError:
            flaws.append(Flaw(_KINDS[part], name, text, 0, len(text), name))
    return Native(system.name, Request(**asked), tuple(flaws))


_KINDS: dict[str, Kind] = {
    "cores": "unreadable-number",
    "memory_mb": "unreadable-memory",
    "seconds": "unreadable-time",
    "gres": "unreadable-number",
}


def _up(text: str) -> int:
    return math.ceil(_float(text))


def _down(text: str) -> int:
    return max(1, math.floor(_float(text)))


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def _milli(text: str) -> int:
    """Return the whole cores of "1.5" or "1500m"."""
    return math.ceil(_float(text[:-1]) / 1000) if text.endswith("m") else _up(text)


def _gpus(text: str) -> tuple[str, ...]:
    return (f"gpu:{int(text)}",)


def _kubernetes_size(text: str) -> int:
    """Return the MiB of "4Gi", "4G" or "4e9": galaxy/util/bytesize.py."""
    found = t.cast("re.Match[str]", _BYTES.fullmatch(text))
    base: float = 1024 if found[2].lower().endswith("i") else 1000
    power = "_kmgtpe".index(found[2][:1].lower() or "_")
    return math.ceil(_float(found[1]) * float(base**power) / _MEBI)


_BYTES = re.compile(r"(.*?)((?:[kmgtpe]i?)?)", re.IGNORECASE | re.DOTALL)


def _condor_cores(text: str) -> int | None:
    """Return a number; what is no number is an expression, which HTCondor works out."""
    return int(text) if text.strip().isdigit() else None


def _condor_memory(text: str) -> int | None:
    try:
        return mebibytes(text, _MEBI, "b?")
    except ValueError:
        return None


def _condor_walltime(text: str) -> int:
    """Return the seconds of S, M:S, H:M:S or D-H:M:S: htcondor.py, _parse_walltime_seconds."""
    days, dash, rest = text.strip().partition("-")
    return int(days) * 86400 + clock(rest) if dash else clock(days)


def _google_duration(text: str) -> int:
    found = re.fullmatch(r"(\d+)s?", text.strip())
    if found is None:
        raise ValueError(text)
    return int(found[1])


_CONDOR = (
    ("request_cpus", "cores", _condor_cores),
    ("request_memory", "memory_mb", _condor_memory),
    ("request_gpus", "gres", lambda text: (f"gpu:{text}",) if text.isdigit() else ()),
)
_KUBERNETES = (
    ("requests_cpu", "cores", _up),
    ("limits_cpu", "cores", _down),
    ("requests_memory", "memory_mb", _kubernetes_size),
    ("limits_memory", "memory_mb", _kubernetes_size),
)
_DOCKER = (
    ("docker_cpu", "cores", _up),
    ("docker_memory", "memory_mb", lambda text: mebibytes(text, _MEBI, "b?")),
)

# By the class that a runner loads.
SYSTEMS = {
    "local:LocalJobRunner": System("Galaxy's own host", (("local_slots", "cores", int),)),
    "condor:CondorJobRunner": System("HTCondor", _CONDOR),
    "htcondor:HTCondorJobRunner": System(
        "HTCondor", (*_CONDOR, ("request_walltime", "seconds", _condor_walltime))
    ),
    "kubernetes:KubernetesJobRunner": System("Kubernetes", _KUBERNETES),
    "pulsar:PulsarKubernetesJobRunner": System("Kubernetes", _KUBERNETES),
    "pulsar:PulsarTesJobRunner": System(
        "GA4GH TES",
        (
            ("cpu_cores", "cores", int),
            ("ram_gb", "memory_mb", lambda text: mebibytes(text, _GIBI)),
        ),
    ),
    "aws:AWSBatchJobRunner": System(
        "AWS Batch",
        (
            ("vcpu", "cores", _up),
            ("memory", "memory_mb", int),
            ("gpu", "gres", lambda text: _gpus(text) if int(text) else ()),
            ("job_queue", "partition", str),
        ),
    ),
    "gcp_batch:GoogleCloudBatchJobRunner": System(
        "Google Cloud Batch",
        (
            ("requests_cpu", "cores", _milli),
            ("limits_cpu", "cores", _milli),
            ("cores", "cores", _milli),
            ("vcpu", "cores", _milli),
            ("requests_memory", "memory_mb", _kubernetes_size),
            ("limits_memory", "memory_mb", _kubernetes_size),
            ("mem", "memory_mb", lambda text: mebibytes(text, _GIBI)),
            ("memory_mib", "memory_mb", lambda text: mebibytes(text, _MEBI)),
            ("max_run_duration", "seconds", _google_duration),
        ),
    ),
    "chronos:ChronosJobRunner": System("Chronos", _DOCKER),
    "godocker:GodockerJobRunner": System("GoDocker", _DOCKER),
}
