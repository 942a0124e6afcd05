# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the destinations of a job_conf ask batch systems for."""

from __future__ import annotations

from collections.abc import Iterator

from ..batch.read import read
from ..batch.request import Native
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
