# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the destinations of a job_conf ask batch systems for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...slurm.feasibility import SlurmRequest
from ..batch.read import read
from ..batch.request import Native
from ..batch.slurm_request import is_request_param, slurm_request
from ..job_conf.model import Destination, JobConf
from .usage import class_of, reached, runner_of


def natives(conf: JobConf) -> Iterator[tuple[Destination, Native]]:
    """Yield the destinations that may get jobs, with what these ask for as the document tells."""
    for destination in reached(conf):
        of = class_of(runner_of(conf, destination))
        native = read(of.load, plain_params(destination)) if of else None
        if native is not None:
            yield destination, native


def plain_params(destination: Destination) -> dict[str, object]:
    """Return the parameters whose values the document alone tells."""
    return {
        name: param.value.plain()
        for name, param in destination.params.items()
        if isinstance(name, str) and param.fixed
    }


def slurm_requests(
    conf: JobConf, natives: Iterable[tuple[Destination, Native]]
) -> Iterator[tuple[Destination, SlurmRequest]]:
    """Yield the destinations that submit to the cluster of the slurm.conf, with their requests."""
    for destination, native in natives:
        runner_class = class_of(runner_of(conf, destination))
        params = [param for name, param in destination.params.items() if is_request_param(name)]
        if runner_class is None or not all(param.fixed for param in params):
            continue
        request = slurm_request(runner_class.load, plain_params(destination), native)
        if request is not None:
            yield destination, request
