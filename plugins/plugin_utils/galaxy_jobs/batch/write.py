# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A request in the words of a destination's runner: what read.py reads back.

The sources are those of the readers.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import fields

from ....module_utils._errors import ClusterError
from ...slurm.times import clock
from ..runners import find
from .request import Request

_MINUTE = 60
_WORD = re.compile(r"[^\s=${]+")
Params = dict[str, str]


class _Writer(t.NamedTuple):
    """How a request becomes parameters, and what of one can be said."""

    write: t.Callable[[Request], Params]
    says: frozenset[str]


def write(runner_class: str, request: Request, system: str | None = None) -> Params:
    """Return the parameters with which the jobs of a destination ask for this.

    system is the batch system where the runner leaves it open: Slurm, Grid Engine, PBS or LSF
    behind DRMAA and Pulsar; the job plugin of the CLI runner. Seconds become whole minutes where
    the system counts those, memory per slot of Grid Engine whole GiB, both rounded up. Raises
    ClusterError for what the system cannot be asked.
    """
    writer = _writer(runner_class, system)
    plain = Request()
    for field in fields(Request):
        value = getattr(request, field.name)
        if value != getattr(plain, field.name) and field.name not in writer.says:
            said = ", ".join(sorted(writer.says))
            raise ClusterError(
                f"{field.name} is {value!r}, but '{runner_class}' cannot ask for it; expected "
                f"nothing but {said}."
            )
        for word in value if isinstance(value, tuple) else (value,):
            if isinstance(word, str) and not _WORD.fullmatch(word):
                raise ClusterError(f"{field.name} is {word!r}; expected one word, without '='.")
    return writer.write(request)


def _writer(runner_class: str, system: str | None) -> _Writer:
    of = find(runner_class)
    load = of.load.rpartition(".")[2] if of else ""
    module = load.partition(":")[0]
    if load in _PARAMS:
        return _PARAMS[load]
    known: Mapping[str, _Writer] = _BY_SYSTEM.get(module, {})
    name = _ONLY.get(module, system) or ""
    writer = known.get(name)
    if writer is None:
        systems = ", ".join(f"'{each}'" for each in known)
        expected = f"one of {systems}" if known else "a runner class that asks a batch system"
        raise ClusterError(f"'{name or runner_class}' is not known here; expected {expected}.")
    return writer


def _slurm_options(request: Request) -> Iterator[tuple[str, object]]:
    """Yield options that slurm-drmaa and sbatch take alike. One task stays on one node."""
    yield "partition", request.partition
    yield "qos", request.qos
    yield "account", request.account
    yield "reservation", request.reservation
    yield "constraint", request.features
    yield "nodes", request.nodes
    if request.cores is not None:
        tasks = request.tasks or request.nodes or 1
        yield "ntasks", tasks
        yield "cpus-per-task", _whole(request.cores, tasks)
    yield "mem", request.memory_mb
    yield "gres", ",".join(request.gres) or None


def _slurm_native(request: Request) -> str:
    words = [f"--{name}={value}" for name, value in _slurm_options(request) if value is not None]
    if request.seconds is not None:
        words.append(f"--time={clock(_whole(request.seconds, _MINUTE) * _MINUTE)}")
    return " ".join([*words, *(["--exclusive"] if request.exclusive else [])])


def _sbatch(request: Request) -> Params:
    options = {name: str(value) for name, value in _slurm_options(request) if value is not None}
    params = {"job_plugin": "Slurm"}
    params.update({_SBATCH.get(name, f"job_--{name}"): text for name, text in options.items()})
    return {**params, **_given("job_time", request.seconds, clock)}


_SBATCH = {"partition": "job_partition", "cpus-per-task": "job_ncpus"}


def _grid_engine_native(request: Request) -> str:
    words = [f"-q {request.partition}"] if request.partition else []
    words += [f"-P {request.account}"] if request.account else []
    words += [f"-pe smp {request.cores}"] if request.cores is not None else []
    resources = []
    if request.memory_mb is not None:
        resources.append(f"h_vmem={_whole(request.memory_mb, 1024 * (request.cores or 1))}G")
    if request.seconds is not None:
        resources.append(f"h_rt={clock(request.seconds)}")
    return " ".join([*words, *([f"-l {','.join(resources)}"] if resources else [])])


def _pbs_resources(request: Request, select: bool = False) -> str:
    nodes = request.nodes or 1
    parts = []
    memory = [] if request.memory_mb is None else [f"mem={request.memory_mb * nodes}mb"]
    if request.cores is not None or request.nodes is not None:
        each = _whole(request.cores or nodes, nodes)
        if select:
            memory = [] if request.memory_mb is None else [f"mem={request.memory_mb}mb"]
            parts.append(":".join([f"select={nodes}", f"ncpus={each}", *memory]))
            memory = []
        else:
            parts.append(f"nodes={nodes}:ppn={each}")
    time = [] if request.seconds is None else [f"walltime={clock(request.seconds)}"]
    return ",".join([*parts, *memory, *time])


def _pbs_native(request: Request) -> str:
    resources = _pbs_resources(request)
    words = [f"-q {request.partition}"] if request.partition else []
    return " ".join([*words, *([f"-l {resources}"] if resources else [])])


def _pbs(request: Request, prefix: str = "", select: bool = False) -> Params:
    return {
        **_given(f"{prefix}destination", request.partition),
        **_given(f"{prefix}Account_Name", request.account),
        **_given(f"{prefix}Resource_List", _pbs_resources(request, select) or None),
    }


def _pbs_plugin(plugin: str) -> t.Callable[[Request], Params]:
    return lambda request: {
        "job_plugin": plugin,
        **_pbs(request, "job_", select=plugin == "OpenPBS"),
    }


def _lsf_options(request: Request) -> Params:
    wanted = [] if request.memory_mb is None else [f"rusage[mem={request.memory_mb}]"]
    # Without it the cores may be on several hosts.
    wanted += ["span[hosts=1]"] if (request.cores or 1) > 1 else []
    return {
        **_given("-q", request.partition),
        **_given("-P", request.account),
        **_given("-n", request.cores),
        **_given("-M", request.memory_mb),
        **_given("-R", f'"{" ".join(wanted)}"' if wanted else None),
        **_given("-W", request.seconds, _lsf_clock),
    }


def _lsf_native(request: Request) -> str:
    return " ".join(f"{name} {value}" for name, value in _lsf_options(request).items())


def _lsf(request: Request) -> Params:
    options = {f"job_{name}": value for name, value in _lsf_options(request).items()}
    return {"job_plugin": "LSF", **options}


def _lsf_clock(seconds: int) -> str:
    minutes = _whole(seconds, _MINUTE)
    return f"{minutes // 60}:{minutes % 60:02}"


def _given(name: str, value: t.Any, text: t.Callable[[t.Any], str] = str) -> Params:
    return {} if value is None else {name: text(value)}


def _whole(amount: int, unit: int) -> int:
    """Return how many of a unit are needed."""
    return -(-amount // unit)


def _gpus(request: Request) -> str | None:
    """Return the number of GPUs. Raises ClusterError for anything else in gres."""
    found = [re.fullmatch(r"gpu:(\d+)", each) for each in request.gres]
    if len(found) > 1 or not all(found):
        raise ClusterError(f"gres is {request.gres}; expected nothing but 'gpu:' and a number.")
    return found[0][1] if found and found[0] else None


def _condor(request: Request) -> Params:
    return {
        **_given("request_cpus", request.cores),
        **_given("request_memory", request.memory_mb),
        **_given("request_gpus", _gpus(request)),
        **_given("request_walltime", request.seconds),
    }


def _kubernetes(request: Request) -> Params:
    return {
        **_given("requests_cpu", request.cores),
        **_given("requests_memory", request.memory_mb, lambda memory: f"{memory}Mi"),
    }


def _aws(request: Request) -> Params:
    return {
        **_given("vcpu", request.cores),
        **_given("memory", request.memory_mb),
        **_given("gpu", _gpus(request)),
        **_given("job_queue", request.partition),
    }


def _google(request: Request) -> Params:
    return {
        **_given("vcpu", request.cores),
        **_given("memory_mib", request.memory_mb),
        **_given("max_run_duration", request.seconds, lambda seconds: f"{seconds}s"),
    }


def _tes(request: Request) -> Params:
    return {
        **_given("cpu_cores", request.cores),
        **_given("ram_gb", request.memory_mb, lambda memory: str(memory / 1024)),
    }


def _local(request: Request) -> Params:
    return _given("local_slots", request.cores)


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

_NATIVE: dict[str, tuple[t.Callable[[Request], str], frozenset[str]]] = {
    "Slurm": (_slurm_native, _SLURM | {"exclusive"}),
    "Grid Engine": (_grid_engine_native, _QUEUED | {"account"}),
    "PBS": (_pbs_native, _QUEUED | {"nodes"}),
    "LSF": (_lsf_native, _QUEUED | {"account"}),
}


def _native_writers(param: str) -> dict[str, _Writer]:
    """Return the writers that put everything into one parameter."""

    def into_param(text: t.Callable[[Request], str]) -> t.Callable[[Request], Params]:
        return lambda request: _given(param, text(request) or None)

    return {name: _Writer(into_param(text), says) for name, (text, says) in _NATIVE.items()}


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
# What is behind these runners is known.
_ONLY = {"slurm": "Slurm", "univa": "Grid Engine"}
