# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Write a request as the parameters of a destination; the inverse of the readers.

For the sources see the readers.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import fields

from ....module_utils._errors import ClusterError
from ...slurm.times import format_time
from ..runners import find
from .request import ResourceRequest

_MINUTE = 60
_WORD = re.compile(r"[^\s=${]+")
Params = dict[str, str]


class _Writer(t.NamedTuple):
    """How a request becomes parameters, and which of its fields that can express."""

    write: t.Callable[[ResourceRequest], Params]
    fields: frozenset[str]


def write(runner_class: str, request: ResourceRequest, system: str | None = None) -> Params:
    """Return the parameters that request this for the jobs of a destination.

    system is the batch system if the runner supports several: Slurm, Grid Engine, PBS or LSF
    behind DRMAA and Pulsar; for the CLI runner it is the job plugin. Seconds are rounded up to
    minutes if the system counts minutes, memory per slot of Grid Engine to GiB. Raises
    ClusterError for a field that the system does not support.
    """
    writer = _writer(runner_class, system)
    default = ResourceRequest()
    for field in fields(ResourceRequest):
        value = getattr(request, field.name)
        if value != getattr(default, field.name) and field.name not in writer.fields:
            supported = ", ".join(sorted(writer.fields))
            raise ClusterError(
                f"'{runner_class}' does not support '{field.name}' ({value!r}); expected only "
                f"{supported}."
            )
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str) and not _WORD.fullmatch(word):
                raise ClusterError(f"Invalid {field.name} {word!r}: expected one word without '='.")
    return writer.write(request)


def _writer(runner_class: str, system: str | None) -> _Writer:
    known_class = find(runner_class)
    load = known_class.load.rpartition(".")[2] if known_class else ""
    module = load.partition(":")[0]
    if load in _PARAMS:
        return _PARAMS[load]
    writers: Mapping[str, _Writer] = _BY_SYSTEM.get(module, {})
    name = _ONLY.get(module, system) or ""
    writer = writers.get(name)
    if writer is None:
        systems = ", ".join(f"'{name}'" for name in writers)
        expected = f"one of {systems}" if writers else "a runner class of a batch system"
        raise ClusterError(f"Unknown batch system '{name or runner_class}': expected {expected}.")
    return writer


def _slurm_options(request: ResourceRequest) -> Iterator[tuple[str, object]]:
    """Yield the options that slurm-drmaa and sbatch share. One task stays on one node."""
    yield "partition", request.partition
    yield "qos", request.qos
    yield "account", request.account
    yield "reservation", request.reservation
    yield "constraint", request.features
    yield "nodes", request.nodes
    if request.cores is not None:
        tasks = request.tasks or request.nodes or 1
        yield "ntasks", tasks
        yield "cpus-per-task", _round_up(request.cores, tasks)
    yield "mem", request.memory_mb
    yield "gres", ",".join(request.gres) or None


def _slurm_native(request: ResourceRequest) -> str:
    words = [f"--{name}={value}" for name, value in _slurm_options(request) if value is not None]
    if request.seconds is not None:
        words.append(f"--time={format_time(_round_up(request.seconds, _MINUTE) * _MINUTE)}")
    return " ".join([*words, *(["--exclusive"] if request.exclusive else [])])


def _sbatch(request: ResourceRequest) -> Params:
    options = {name: str(value) for name, value in _slurm_options(request) if value is not None}
    params = {"job_plugin": "Slurm"}
    params.update({_SBATCH.get(name, f"job_--{name}"): text for name, text in options.items()})
    return {**params, **_optional("job_time", request.seconds, format_time)}


_SBATCH = {"partition": "job_partition", "cpus-per-task": "job_ncpus"}


def _grid_engine_native(request: ResourceRequest) -> str:
    words = [f"-q {request.partition}"] if request.partition else []
    words += [f"-P {request.account}"] if request.account else []
    words += [f"-pe smp {request.cores}"] if request.cores is not None else []
    resources = []
    if request.memory_mb is not None:
        resources.append(f"h_vmem={_round_up(request.memory_mb, 1024 * (request.cores or 1))}G")
    if request.seconds is not None:
        resources.append(f"h_rt={format_time(request.seconds)}")
    return " ".join([*words, *([f"-l {','.join(resources)}"] if resources else [])])


def _pbs_resources(request: ResourceRequest, select: bool = False) -> str:
    nodes = request.nodes or 1
    parts = []
    memory = [] if request.memory_mb is None else [f"mem={request.memory_mb * nodes}mb"]
    if request.cores is not None or request.nodes is not None:
        per_node = _round_up(request.cores or nodes, nodes)
        if select:
            memory = [] if request.memory_mb is None else [f"mem={request.memory_mb}mb"]
            parts.append(":".join([f"select={nodes}", f"ncpus={per_node}", *memory]))
            memory = []
        else:
            parts.append(f"nodes={nodes}:ppn={per_node}")
    time = [] if request.seconds is None else [f"walltime={format_time(request.seconds)}"]
    return ",".join([*parts, *memory, *time])


def _pbs_native(request: ResourceRequest) -> str:
    resources = _pbs_resources(request)
    words = [f"-q {request.partition}"] if request.partition else []
    return " ".join([*words, *([f"-l {resources}"] if resources else [])])


def _pbs(request: ResourceRequest, prefix: str = "", select: bool = False) -> Params:
    return {
        **_optional(f"{prefix}destination", request.partition),
        **_optional(f"{prefix}Account_Name", request.account),
        **_optional(f"{prefix}Resource_List", _pbs_resources(request, select) or None),
    }


def _pbs_plugin(plugin: str) -> t.Callable[[ResourceRequest], Params]:
    return lambda request: {
        "job_plugin": plugin,
        **_pbs(request, "job_", select=plugin == "OpenPBS"),
    }


def _lsf_options(request: ResourceRequest) -> Params:
    requirements = [] if request.memory_mb is None else [f"rusage[mem={request.memory_mb}]"]
    # Otherwise the cores may be on several hosts.
    requirements += ["span[hosts=1]"] if (request.cores or 1) > 1 else []
    return {
        **_optional("-q", request.partition),
        **_optional("-P", request.account),
        **_optional("-n", request.cores),
        **_optional("-M", request.memory_mb),
        **_optional("-R", f'"{" ".join(requirements)}"' if requirements else None),
        **_optional("-W", request.seconds, _lsf_time),
    }


def _lsf_native(request: ResourceRequest) -> str:
    return " ".join(f"{name} {value}" for name, value in _lsf_options(request).items())


def _lsf(request: ResourceRequest) -> Params:
    options = {f"job_{name}": value for name, value in _lsf_options(request).items()}
    return {"job_plugin": "LSF", **options}


def _lsf_time(seconds: int) -> str:
    minutes = _round_up(seconds, _MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}"


def _optional(name: str, value: t.Any, text: t.Callable[[t.Any], str] = str) -> Params:
    return {} if value is None else {name: text(value)}


def _round_up(amount: int, unit: int) -> int:
    """Return the number of units, rounded up."""
    return -(-amount // unit)


def _gpus(request: ResourceRequest) -> str | None:
    """Return the number of GPUs. Raises ClusterError for anything else in gres."""
    matches = [re.fullmatch(r"gpu:(\d+)", gres) for gres in request.gres]
    if len(matches) > 1 or not all(matches):
        raise ClusterError(f"Invalid gres {request.gres}: expected only 'gpu:' and a number.")
    return matches[0][1] if matches and matches[0] else None


def _condor(request: ResourceRequest) -> Params:
    return {
        **_optional("request_cpus", request.cores),
        **_optional("request_memory", request.memory_mb),
        **_optional("request_gpus", _gpus(request)),
        **_optional("request_walltime", request.seconds),
    }


def _kubernetes(request: ResourceRequest) -> Params:
    return {
        **_optional("requests_cpu", request.cores),
        **_optional("requests_memory", request.memory_mb, lambda memory: f"{memory}Mi"),
    }


def _aws(request: ResourceRequest) -> Params:
    return {
        **_optional("vcpu", request.cores),
        **_optional("memory", request.memory_mb),
        **_optional("gpu", _gpus(request)),
        **_optional("job_queue", request.partition),
    }


def _google(request: ResourceRequest) -> Params:
    return {
        **_optional("vcpu", request.cores),
        **_optional("memory_mib", request.memory_mb),
        **_optional("max_run_duration", request.seconds, lambda seconds: f"{seconds}s"),
    }


def _tes(request: ResourceRequest) -> Params:
    return {
        **_optional("cpu_cores", request.cores),
        **_optional("ram_gb", request.memory_mb, lambda memory: str(memory / 1024)),
    }


def _local(request: ResourceRequest) -> Params:
    return _optional("local_slots", request.cores)


_BASE = frozenset({"cores", "memory_mb"})
_QUEUED = _BASE | {"seconds", "partition"}
_SLURM = _QUEUED | {"nodes", "qos", "account", "reservation", "features", "gres", "tasks"}

_PARAMS = {
    "condor:CondorJobRunner": _Writer(_condor, _BASE | {"gres"}),
    "htcondor:HTCondorJobRunner": _Writer(_condor, _BASE | {"gres", "seconds"}),
    "kubernetes:KubernetesJobRunner": _Writer(_kubernetes, _BASE),
    "pulsar:PulsarKubernetesJobRunner": _Writer(_kubernetes, _BASE),
    "pulsar:PulsarTesJobRunner": _Writer(_tes, _BASE),
    "aws:AWSBatchJobRunner": _Writer(_aws, _BASE | {"gres", "partition"}),
    "gcp_batch:GoogleCloudBatchJobRunner": _Writer(_google, _BASE | {"seconds"}),
    "local:LocalJobRunner": _Writer(_local, frozenset({"cores"})),
    "pbs:PBSJobRunner": _Writer(_pbs, _QUEUED | {"nodes", "account"}),
}

_NATIVE: dict[str, tuple[t.Callable[[ResourceRequest], str], frozenset[str]]] = {
    "Slurm": (_slurm_native, _SLURM | {"exclusive"}),
    "Grid Engine": (_grid_engine_native, _QUEUED | {"account"}),
    "PBS": (_pbs_native, _QUEUED | {"nodes"}),
    "LSF": (_lsf_native, _QUEUED | {"account"}),
}


def _native_writers(param: str) -> dict[str, _Writer]:
    """Return the writers of native specifications in one parameter."""

    def into_param(
        text: t.Callable[[ResourceRequest], str],
    ) -> t.Callable[[ResourceRequest], Params]:
        return lambda request: _optional(param, text(request) or None)

    return {
        name: _Writer(into_param(text), supported) for name, (text, supported) in _NATIVE.items()
    }


_BY_SYSTEM: dict[str, dict[str, _Writer]] = {
    **{name: _native_writers("nativeSpecification") for name in ("drmaa", "slurm", "univa")},
    "pulsar": _native_writers("submit_native_specification"),
    "cli": {
        "Slurm": _Writer(_sbatch, _SLURM),
        "LSF": _Writer(_lsf, _QUEUED | {"account"}),
        **{
            name: _Writer(_pbs_plugin(name), _QUEUED | {"nodes", "account"})
            for name in ("Torque", "OpenPBS", "SlurmTorque")
        },
    },
}
# Runners of one batch system.
_ONLY = {"slurm": "Slurm", "univa": "Grid Engine"}
