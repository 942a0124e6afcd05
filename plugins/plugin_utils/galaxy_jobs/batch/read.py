# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read what the jobs of a destination request, for any runner."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Mapping

from ..runners import RunnerClass, find
from . import grid_engine, lsf, pbs, plain, sbatch, slurm_drmaa
from .request import ParsedRequest
from .slurm_options import DRMAA_OPTIONS, SBATCH_OPTIONS

# Placeholders that a rule or the shell fills in.
_PLACEHOLDER = re.compile(r"[${]")
# Galaxy 26.1.2, galaxy/jobs/runners/drmaa.py, queue_job: the first one wins.
NATIVE = ("nativeSpecification", "native_specification")
# pulsar 0.15.16, pulsar/client/destination.py.
SUBMIT_NATIVE = ("submit_native_specification",)
# Parameters of the CLI runner.
JOB_PREFIX = "job_"

_LONG = re.compile(r"(?:^|\s)(--[a-z_-]+)")
_SLURM_PARTITION = re.compile(r"(?:^|\s)-p\s+[A-Za-z]")
_GRID_ENGINE = re.compile(
    r"(?:^|\s)-pe\s+\S+\s+\d|(?:^|\s)-l\s+(?:\S*,)?"
    r"(?:[hs]_(?:rt|vmem|cpu|fsize|stack)|(?:m_)?mem_free|virtual_free|vf)=",
)
_PBS = re.compile(r"(?:^|\s)-l\s+(?:\S*,)?(?:nodes|select|walltime|ncpus|pmem|pvmem)=")
_LSF = re.compile(r"(?:^|\s)-W\s+\d|(?:^|\s)-R\s+\S*(?:rusage|span|select)\[")


def read(runner_class: str, params: Mapping[str, object]) -> ParsedRequest | None:
    """Return what the parameters of a destination request, None if that is unknown.

    runner_class is the load of a runner, such as galaxy.jobs.runners.slurm:SlurmJobRunner; params
    are plain values. Values with placeholders count as not requested, and have no problems.
    """
    known = find(runner_class)
    if known is None:
        return None
    texts = {name: str(value) for name, value in params.items() if _is_plain(value)}
    parsed = _read(known, texts)
    if parsed is None:
        return None
    certain = (
        problem
        for problem in parsed.problems
        if not _PLACEHOLDER.search(texts.get(problem.param, ""))
    )
    return parsed._replace(problems=tuple(certain))


def _is_plain(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _read(runner_class: RunnerClass, texts: Mapping[str, str]) -> ParsedRequest | None:
    module, _colon, name = runner_class.load.rpartition(".")[2].partition(":")
    system = plain.SYSTEMS.get(f"{module}:{name}")
    if system is not None:
        return plain.read(system, texts)
    if module == "pbs":
        return pbs.read(texts)
    if module == "cli":
        return _read_cli(texts)
    if module in _READERS:
        return _read_text(texts, NATIVE, _READERS[module])
    if module == "drmaa":
        return _read_text(texts, NATIVE, None)
    return _read_text(texts, SUBMIT_NATIVE, None) if module == "pulsar" else None


_TextReader = t.Callable[[str], ParsedRequest]
_READERS: dict[str, _TextReader] = {"slurm": slurm_drmaa.read, "univa": grid_engine.read}


def _read_text(
    texts: Mapping[str, str], names: tuple[str, ...], reader: _TextReader | None
) -> ParsedRequest | None:
    """Read a native specification; without a reader its options tell the batch system."""
    name = next((name for name in names if name in texts), None)
    text = texts[name] if name else ""
    reader = reader or reader_of(text)
    if reader is None:
        return None
    parsed = reader(text)
    problems = (problem._replace(param=name or "") for problem in parsed.problems)
    return parsed._replace(problems=tuple(problems))


def reader_of(text: str) -> _TextReader | None:
    """Return the reader of the only batch system that knows such options, None when in doubt."""
    words = _LONG.findall(text)
    slurm = any(word in DRMAA_OPTIONS or word in SBATCH_OPTIONS for word in words)
    matches: dict[_TextReader, bool] = {
        slurm_drmaa.read: slurm or _SLURM_PARTITION.search(text) is not None,
        grid_engine.read: _GRID_ENGINE.search(text) is not None,
        pbs.read_text: _PBS.search(text) is not None,
        lsf.read_text: _LSF.search(text) is not None,
    }
    readers = [reader for reader, is_match in matches.items() if is_match]
    return readers[0] if len(readers) == 1 else None


def _read_cli(texts: Mapping[str, str]) -> ParsedRequest | None:
    plugin = texts.get("job_plugin", "")
    reader = _PLUGINS.get(plugin)
    if reader is None:
        return None
    arguments = {
        name[len(JOB_PREFIX) :]: text
        for name, text in texts.items()
        if name.startswith(JOB_PREFIX) and name != "job_plugin"
    }
    parsed = reader(arguments)
    problems = (
        problem._replace(param=f"{JOB_PREFIX}{problem.param}") for problem in parsed.problems
    )
    return parsed._replace(problems=tuple(problems))


_PLUGINS: dict[str, t.Callable[[Mapping[str, str]], ParsedRequest]] = {
    "Slurm": sbatch.read,
    "LSF": lsf.read,
    **{name: pbs.read for name in ("Torque", "OpenPBS", "SlurmTorque")},
}
