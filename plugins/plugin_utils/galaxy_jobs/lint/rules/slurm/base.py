# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What jobs ask Slurm for, beside what the partitions of a slurm.conf have."""

from __future__ import annotations

import re
import typing as t
from abc import abstractmethod
from collections.abc import Iterator, Mapping

from .....slurm.cluster import Node, Partition
from ....batch import sbatch, slurm_drmaa
from ....batch.read import NATIVE
from ....batch.request import Request
from ....job_conf.model import Destination
from ....text import Place
from ....words import quoted
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import class_of, runner_of, text_of
from ..batch.base import part

_JOB = "job_"
# Another cluster than that of the slurm.conf may be meant.
_ELSEWHERE = re.compile(r"--clusters?\b|(?:^|\s)-M(?:\s|$)")
_PER_CORE = re.compile(r"--mem-per-cpu\b")


class Asked(t.NamedTuple):
    """A destination, what its jobs ask for, and the known partitions that they may go to."""

    destination: Destination
    request: Request
    partitions: tuple[Partition, ...]
    system: str

    @property
    def texts(self) -> dict[str, str]:
        """Return the parameters that ask, by their names, with these in front."""
        params = self.destination.params
        names = [str(name) for name in params if name in NATIVE or str(name).startswith(_JOB)]
        return {name: text_of(params[name]) or "" for name in names if name != "job_plugin"}

    @property
    def where(self) -> str:
        """Return which partitions these are, for messages."""
        names = quoted(partition.name for partition in self.partitions)
        return f"partition {names}" if len(self.partitions) == 1 else f"partitions {names}"

    @property
    def nodes(self) -> dict[Node, int] | None:
        """Return the nodes of the partitions, None when they are not known."""
        nodes: dict[Node, int] = {}
        for partition in self.partitions:
            if not partition.nodes:
                return None
            nodes.update(partition.nodes)
        return nodes or None

    @property
    def cores_of_node(self) -> int:
        """Return the cores that have to be on one node."""
        return -(-(self.request.cores or 1) // (self.request.tasks or 1))

    @property
    def memory_of_node(self) -> int:
        """Return the memory of each node; that of cores on several nodes is not known."""
        spread = self.request.tasks is not None and self._mentions(_PER_CORE)
        return 0 if spread else self.request.memory_mb or 0

    def is_elsewhere(self) -> bool:
        """Return whether the jobs may go to another cluster."""
        return self._mentions(_ELSEWHERE)

    def _mentions(self, pattern: re.Pattern[str]) -> bool:
        return any(
            pattern.search(name[len(_JOB) :] if name.startswith(_JOB) else "")
            or pattern.search(text)
            for name, text in self.texts.items()
        )

    def place(self, word: str = "") -> Place:
        """Return where a word is asked for: its option or parameter, or the destination's id."""
        option = re.compile(rf"\S*(?<![\w.]){re.escape(word)}(?!\w)\S*")
        for name, text in self.texts.items():
            found = option.search(text) if word else None
            if found is not None:
                return part(self.destination.params[name].value, *found.span()).place
        names = list(self.texts)
        if not names:
            return self.destination.id.place
        return self.destination.params[names[0]].value.place


def asked(context: Context) -> Iterator[Asked]:
    """Yield the destinations whose jobs are submitted to the Slurm of the slurm.conf.

    Pulsar is left out: it submits to a cluster of its own.
    """
    conf, partitions = context.job_conf, context.slurm_conf
    if conf is None or partitions is None:
        return
    for destination, native in context.natives:
        of = class_of(runner_of(conf, destination))
        known = native.system in (slurm_drmaa.SYSTEM, sbatch.SYSTEM)
        if not known or of is None or ".pulsar:" in of.load:
            continue
        chosen = tuple(_chosen(native.request, partitions))
        found = Asked(destination, native.request, chosen, native.system)
        if not found.is_elsewhere() and _is_whole(found):
            yield found


def _chosen(request: Request, partitions: Mapping[str, Partition]) -> Iterator[Partition]:
    if request.partition is None:
        yield from (partition for partition in partitions.values() if partition.default)
        return
    for name in request.partition.split(","):
        if name in partitions:
            yield partitions[name]


def _is_whole(found: Asked) -> bool:
    """Return whether nothing of what is asked for is filled in later or elsewhere."""
    params = found.destination.params
    fixed = all(params[name].fixed for name in found.texts)
    return fixed and not any(re.search(r"[${]", text) for text in found.texts.values())


class SlurmRule(Rule):
    """A rule about a single destination and the partitions that its jobs go to."""

    needs = ("job_conf", "slurm_conf")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what can never start."""
        for found in asked(context):
            if found.partitions:
                yield from self.check_asked(found)

    @abstractmethod
    def check_asked(self, found: Asked) -> Iterator[Finding]:
        """Yield what is wrong with one destination."""
