# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Rules about destinations whose jobs a Slurm cluster can never start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .....slurm.feasibility import Obstacle
from .....spelling import did_you_mean
from ....batch.read import NATIVE
from ....batch.slurm_request import is_request_param
from ....job_conf.model import Destination, Param
from ....text import Span, Value
from ....words import split_names
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from ..batch.base import part


class SlurmRule(Rule):
    """A rule that reports the obstacles of its name."""

    effect = "job"
    needs = ("job_conf", "slurm_conf")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the requests that cannot be fulfilled."""
        for destination, obstacle in context.obstacles:
            if obstacle.kind == self.name:
                hint = did_you_mean(obstacle.subject, obstacle.known)
                place = place_of(destination, obstacle)
                yield self.finding(place, f"{obstacle.message}{hint}")


def place_of(destination: Destination, obstacle: Obstacle) -> Span:
    """Return the option or parameter to blame, else all options, else the destination's id."""
    params = [param for name, param in destination.params.items() if is_request_param(name)]
    names = _OPTIONS.get(obstacle.field, frozenset())
    values = [value for param in params for value in _values_of(param, names)]
    subject = re.compile(rf"(?<![\w.]){re.escape(obstacle.subject)}(?!\w)")
    exact = [value for value in values if subject.search(str(value.data))]
    for value in (*exact, *values, *(param.value for param in params)):
        return value.place
    return destination.id.place


def _values_of(param: Param, names: frozenset[str]) -> Iterator[Value]:
    """Yield the values of these options: a parameter of the CLI runner, or words of a text."""
    name = str(param.name.data)
    if name not in NATIVE and name.removeprefix("job_").lstrip("-") in names:
        yield part(param.value, 0, len(str(param.value.data)))
    for match in _OPTION.finditer(text_of(param) or "") if name in NATIVE else ():
        if (match["long"] or match["short"]) in names:
            yield part(param.value, *match.span("word" if match["long"] else "value"))


_OPTION = re.compile(
    r"(?:^|\s)(?:(?P<word>--(?P<long>[\w-]+)=\S+)|-(?P<short>\w)\s+(?P<value>\S+))"
)
# The options of slurm-drmaa and sbatch, and the parameters of the CLI runner, that make a field.
_OPTIONS: Mapping[str, frozenset[str]] = {
    "partitions": split_names("partition p"),
    "cores": split_names("cpus-per-task c ncpus ntasks n ntasks-per-node tasks-per-node mincpus"),
    "nodes": split_names("nodes N"),
    "memory_mb": split_names("mem mem-per-cpu"),
    "seconds": split_names("time t time_limit"),
    "gres": split_names("gres gpus G gpus-per-node"),
    "features": split_names("constraint C"),
}
