# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Batch systems with one parameter for each resource.

Galaxy 26.1.2, galaxy/jobs/runners: local.py, condor.py, htcondor.py, kubernetes.py, aws.py,
gcp_batch.py, chronos.py, godocker.py; pulsar 0.15.16, pulsar/client/container_job_config.py.
"""

from __future__ import annotations

import math
import re
import typing as t
from collections.abc import Mapping

from .amounts import parse_mebibytes, parse_time
from .request import OptionProblem, ParsedRequest, ProblemKind, ResourceRequest

_MEBI = 1024**2
_GIBI = 1024**3
_Reader = t.Callable[[str], t.Any]


class System(t.NamedTuple):
    """A batch system: its name, and its parameters with the field of a request and a reader.

    The first parameter for a field wins.
    """

    name: str
    params: tuple[tuple[str, str, _Reader], ...]


def read(system: System, params: Mapping[str, str]) -> ParsedRequest:
    """Return the request of parameters."""
    values: dict[str, t.Any] = {}
    problems: list[OptionProblem] = []
    for name, field, reader in system.params:
        text = params.get(name, "")
        if not text or field in values:
            continue
        try:
            values[field] = reader(text)
        except ValueError:
            problems.append(
                OptionProblem(
                    kind=_KINDS[field], option=name, value=text, start=0, end=len(text), param=name
                )
            )
    return ParsedRequest(system.name, ResourceRequest(**values), tuple(problems))


_KINDS: dict[str, ProblemKind] = {
    "cores": "invalid-number",
    "memory_mb": "invalid-memory",
    "seconds": "invalid-time",
    "gres": "invalid-number",
}


def _round_up(text: str) -> int:
    return math.ceil(_float(text))


def _round_down(text: str) -> int:
    return max(1, math.floor(_float(text)))


def _float(text: str) -> float:
    value = float(text)
    if not math.isfinite(value) or value < 0:
        raise ValueError(text)
    return value


def _milli(text: str) -> int:
    """Return the whole cores of "1.5" or "1500m"."""
    return math.ceil(_float(text[:-1]) / 1000) if text.endswith("m") else _round_up(text)


def _gpus(text: str) -> tuple[str, ...]:
    return (f"gpu:{int(text)}",)


def _kubernetes_size(text: str) -> int:
    """Return the MiB of "4Gi", "4G" or "4e9": galaxy/util/bytesize.py."""
    match = t.cast("re.Match[str]", _BYTES.fullmatch(text))
    base: float = 1024 if match[2].lower().endswith("i") else 1000
    power = "_kmgtpe".index(match[2][:1].lower() or "_")
    return math.ceil(_float(match[1]) * float(base**power) / _MEBI)


_BYTES = re.compile(r"(.*?)((?:[kmgtpe]i?)?)", re.IGNORECASE | re.DOTALL)


def _condor_cores(text: str) -> int | None:
    """Return a number, None for an expression, which HTCondor evaluates."""
    return int(text) if text.strip().isdigit() else None


def _condor_memory(text: str) -> int | None:
    try:
        return parse_mebibytes(text, _MEBI, "b?")
    except ValueError:
        return None


def _condor_walltime(text: str) -> int:
    """Return the seconds of S, M:S, H:M:S or D-H:M:S: htcondor.py, _parse_walltime_seconds."""
    days, dash, rest = text.strip().partition("-")
    return int(days) * 86400 + parse_time(rest) if dash else parse_time(days)


def _google_duration(text: str) -> int:
    match = re.fullmatch(r"(\d+)s?", text.strip())
    if match is None:
        raise ValueError(text)
    return int(match[1])


_CONDOR = (
    ("request_cpus", "cores", _condor_cores),
    ("request_memory", "memory_mb", _condor_memory),
    ("request_gpus", "gres", lambda text: (f"gpu:{text}",) if text.isdigit() else ()),
)
_KUBERNETES = (
    ("requests_cpu", "cores", _round_up),
    ("limits_cpu", "cores", _round_down),
    ("requests_memory", "memory_mb", _kubernetes_size),
    ("limits_memory", "memory_mb", _kubernetes_size),
)
_DOCKER = (
    ("docker_cpu", "cores", _round_up),
    ("docker_memory", "memory_mb", lambda text: parse_mebibytes(text, _MEBI, "b?")),
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
            ("ram_gb", "memory_mb", lambda text: parse_mebibytes(text, _GIBI)),
        ),
    ),
    "aws:AWSBatchJobRunner": System(
        "AWS Batch",
        (
            ("vcpu", "cores", _round_up),
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
            ("mem", "memory_mb", lambda text: parse_mebibytes(text, _GIBI)),
            ("memory_mib", "memory_mb", lambda text: parse_mebibytes(text, _MEBI)),
            ("max_run_duration", "seconds", _google_duration),
        ),
    ),
    "chronos:ChronosJobRunner": System("Chronos", _DOCKER),
    "godocker:GodockerJobRunner": System("GoDocker", _DOCKER),
}
