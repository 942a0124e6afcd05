# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the jobs of a destination ask for, whatever its runner."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping

from ..runners import RunnerClass, find
from . import grid_engine, lsf, pbs, plain, sbatch, slurm_drmaa
from .request import Native
from .slurm_options import DRMAA_OPTIONS, SBATCH_OPTIONS

# Something fills these in before a batch system sees them.
_FILLED_IN = re.compile(r"[${]")
# Galaxy 26.1.2, galaxy/jobs/runners/drmaa.py, queue_job: the first that is there.
NATIVE = ("nativeSpecification", "native_specification")
# pulsar 0.15.16, pulsar/client/destination.py.
SUBMIT_NATIVE = ("submit_native_specification",)
_JOB = "job_"

_LONG = re.compile(r"(?:^|\s)(--[a-z_-]+)")
_SLURM_PARTITION = re.compile(r"(?:^|\s)-p\s+[A-Za-z]")
_GRID_ENGINE = re.compile(
    r"(?:^|\s)-pe\s+\S+\s+\d|(?:^|\s)-l\s+(?:\S*,)?"
    r"(?:[hs]_(?:rt|vmem|cpu|fsize|stack)|(?:m_)?mem_free|virtual_free|vf)=",
)
_PBS = re.compile(r"(?:^|\s)-l\s+(?:\S*,)?(?:nodes|select|walltime|ncpus|pmem|pvmem)=")
_LSF = re.compile(r"(?:^|\s)-W\s+\d|(?:^|\s)-R\s+\S*(?:rusage|span|select)\[")


def read(runner_class: str, params: Mapping[str, object]) -> Native | None:
    """Return what the parameters of a destination ask for, None when nobody can tell.

    runner_class is what a runner loads, such as galaxy.jobs.runners.slurm:SlurmJobRunner; params
    are plain values. What is filled in later counts as not said, and nothing in it as wrong.
    """
    of = find(runner_class)
    if of is None:
        return None
    texts = {name: str(value) for name, value in params.items() if _is_plain(value)}
    native = _read(of, texts)
    if native is None:
        return None
    sure = (flaw for flaw in native.flaws if not _FILLED_IN.search(texts.get(flaw.param, "")))
    return native._replace(flaws=tuple(sure))


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _read(of: RunnerClass, texts: Mapping[str, str]) -> Native | None:
    module, _colon, name = of.load.rpartition(".")[2].partition(":")
    system = plain.SYSTEMS.get(f"{module}:{name}")
    if system is not None:
        return plain.read(system, texts)
    if module == "pbs":
        return pbs.read(texts)
    if module == "cli":
        return _of_command_line(texts)
    if module in _READERS:
        return _of_text(texts, NATIVE, _READERS[module])
    if module == "drmaa":
        return _of_text(texts, NATIVE, None)
    return _of_text(texts, SUBMIT_NATIVE, None) if module == "pulsar" else None


_TextReader = t.Callable[[str], Native]
_READERS: dict[str, _TextReader] = {"slurm": slurm_drmaa.read, "univa": grid_engine.read}


def _of_text(
    texts: Mapping[str, str], names: tuple[str, ...], reader: _TextReader | None
) -> Native | None:
    """Return what a native specification asks for; without a reader its words tell which."""
    name = next((name for name in names if name in texts), None)
    text = texts[name] if name else ""
    reader = reader or reader_of(text)
    if reader is None:
        return None
    native = reader(text)
    return native._replace(flaws=tuple(flaw._replace(param=name or "") for flaw in native.flaws))


def reader_of(text: str) -> _TextReader | None:
    """Return the reader of the one batch system that has such words, None when in doubt."""
    words = _LONG.findall(text)
    slurm = any(word in DRMAA_OPTIONS or word in SBATCH_OPTIONS for word in words)
    spoken: dict[_TextReader, bool] = {
        slurm_drmaa.read: slurm or _SLURM_PARTITION.search(text) is not None,
        grid_engine.read: _GRID_ENGINE.search(text) is not None,
        pbs.read_text: _PBS.search(text) is not None,
        lsf.read_text: _LSF.search(text) is not None,
    }
    readers = [reader for reader, found in spoken.items() if found]
    return readers[0] if len(readers) == 1 else None


def _of_command_line(texts: Mapping[str, str]) -> Native | None:
    plugin = texts.get("job_plugin", "")
    reader = _PLUGINS.get(plugin)
    if reader is None:
        return None
    arguments = {
        name[len(_JOB) :]: text
        for name, text in texts.items()
        if name.startswith(_JOB) and name != "job_plugin"
    }
    native = reader(arguments)
    flaws = (flaw._replace(param=f"{_JOB}{flaw.param}") for flaw in native.flaws)
    return native._replace(flaws=tuple(flaws))


_PLUGINS: dict[str, t.Callable[[Mapping[str, str]], Native]] = {
    "Slurm": sbatch.read,
    "LSF": lsf.read,
    **{name: pbs.read for name in ("Torque", "OpenPBS", "SlurmTorque")},
}
