# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Whether a cluster can ever start a job of a destination: the linter's rules, asked of one job.

The parameters are those the job gets, whatever rules in Python made of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace

from ...slurm.cluster import Partition
from ..job import Step
from ..job_conf.model import Destination, JobConf, Param
from ..lint.context import Context
from ..lint.rules.slurm.gj701_unknown_partition import UnknownPartition
from ..lint.rules.slurm.gj702_no_default_partition import NoDefaultPartition
from ..lint.rules.slurm.gj703_no_node_so_large import NoNodeSoLarge
from ..lint.rules.slurm.gj704_no_node_with_resource import NoNodeWithResource
from ..lint.rules.slurm.gj705_time_over_limit import TimeOverLimit
from ..lint.rules.slurm.gj706_more_than_partition import MoreThanPartition
from ..text import Place, Value
from .model import Route, Target

_RULES = (
    UnknownPartition(),
    NoDefaultPartition(),
    NoNodeSoLarge(),
    NoNodeWithResource(),
    TimeOverLimit(),
    MoreThanPartition(),
)


def on_cluster(route: Route, conf: JobConf, partitions: Mapping[str, Partition]) -> Route:
    """Return a route with what keeps the cluster from ever starting the job."""
    if route.target is None:
        return route
    return replace(route, holds=(*route.holds, *_never(route.target, conf, partitions)))


def _never(target: Target, conf: JobConf, partitions: Mapping[str, Partition]) -> Iterator[Step]:
    place = target.place or conf.place
    alone = replace(
        conf, destinations=(_destination(target, place),), tools=(), limits=(), default=None
    )
    context = Context(job_conf=alone, slurm_conf=partitions)
    for rule in _RULES:
        for finding in rule.check(context):
            yield Step(f"never starts ({rule.code})", finding.message, place)


def _destination(target: Target, place: Place) -> Destination:
    def value(data: object) -> Value:
        return Value(data, place, verbatim=False)

    params: dict[Hashable, Param] = {
        name: Param(value(name), value(data)) for name, data in target.params.items()
    }
    return Destination(value(target.id), place, value(target.runner), params=params)
