# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the destinations of a job_conf request from batch systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...slurm.feasibility import SlurmRequest
from ..batch.read import read
from ..batch.request import ParsedRequest
from ..batch.slurm_request import is_request_param, slurm_request
from ..job_conf.model import Destination, JobConf
from .usage import class_of, destinations_with_class, runner_of


def parsed_requests(conf: JobConf) -> Iterator[tuple[Destination, ParsedRequest]]:
    """Yield the destinations that may get jobs, with their requests."""
    for destination, runner_class in destinations_with_class(conf):
        parsed = read(runner_class.load, plain_params(destination))
        if parsed is not None:
            yield destination, parsed


def plain_params(destination: Destination) -> dict[str, object]:
    """Return the parameters whose values depend only on the document."""
    return {
        name: param.value.plain()
        for name, param in destination.params.items()
        if isinstance(name, str) and param.fixed
    }


def slurm_requests(
    conf: JobConf, requests: Iterable[tuple[Destination, ParsedRequest]]
) -> Iterator[tuple[Destination, SlurmRequest]]:
    """Yield the destinations that submit to the cluster of the slurm.conf, and their requests."""
    for destination, parsed in requests:
        runner_class = class_of(runner_of(conf, destination))
        params = [param for name, param in destination.params.items() if is_request_param(name)]
        if runner_class is None or not all(param.fixed for param in params):
            continue
        request = slurm_request(runner_class.load, plain_params(destination), parsed)
        if request is not None:
            yield destination, request
