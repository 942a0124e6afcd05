# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Whether a cluster can ever start a routed job, by the parameters that it gets in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ...slurm.cluster import Partition
from ...slurm.feasibility import ObstacleKind, SlurmRequest, find_obstacles
from ...spelling import did_you_mean
from ..batch.read import read
from ..batch.slurm_request import slurm_request
from ..job import Step
from ..runners import find
from ..secrets import mask_urls
from .destinations import Destinations
from .model import Route, Target

# The lint rules about the same obstacles.
RULE_CODES: Mapping[ObstacleKind, str] = {
    "unknown-partition": "GJ701",
    "missing-default-partition": "GJ702",
    "exceeded-node-size": "GJ703",
    "unavailable-resource": "GJ704",
    "exceeded-time-limit": "GJ705",
    "exceeded-partition-size": "GJ706",
}


def on_cluster(
    route: Route, destinations: Destinations, partitions: Mapping[str, Partition]
) -> Route:
    """Return a route with what keeps the cluster from ever starting the job."""
    if route.target is None:
        return route
    return replace(
        route, limits=(*route.limits, *_obstacles(route.target, destinations, partitions))
    )


def _obstacles(
    target: Target, destinations: Destinations, partitions: Mapping[str, Partition]
) -> Iterator[Step]:
    request = _request(target, destinations.runners.get(target.runner))
    for obstacle in find_obstacles(request, partitions) if request else ():
        code = RULE_CODES[obstacle.kind]
        reason = f"{obstacle.message}{did_you_mean(obstacle.subject, obstacle.known)}"
        place = target.place or destinations.conf.place
        yield Step(f"never starts ({code})", mask_urls(reason), place)


def _request(target: Target, load: object) -> SlurmRequest | None:
    runner_class = find(load) if isinstance(load, str) else None
    parsed = read(runner_class.load, target.params) if runner_class else None
    if runner_class is None or parsed is None:
        return None
    return slurm_request(runner_class.load, target.params, parsed)
