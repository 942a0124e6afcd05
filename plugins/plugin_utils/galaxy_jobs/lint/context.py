# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The documents that are linted together."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ...slurm.cluster import Partition
from ...slurm.feasibility import Obstacle, find_obstacles
from ..batch.request import ParsedRequest
from ..job_conf.model import Destination, JobConf
from ..pulsar.read import App
from ..resource_params.model import ResourceParams
from ..rule_modules.model import RuleModule
from ..tool_destinations.model import ToolDestinations
from .batch import parsed_requests, slurm_requests
from .finding import Suppression

if t.TYPE_CHECKING:
    from .tpv import Checked

Document = t.Union[JobConf, ToolDestinations, ResourceParams, RuleModule, App]

# After these the reader stopped: the rest of the document is unknown.
FATAL = frozenset(
    {
        "encoding",
        "entity",
        "import-missing",
        "import-refused",
        "macro",
        "not-well-formed",
        "not-yaml",
        "too-deep",
        "too-large",
        "too-many-aliases",
        "type",
    }
)


@dataclass(frozen=True)
class Context:
    """The documents of one Galaxy. A missing document is None, and rules that need it are skipped.

    rules are the modules directly in the folder of a rules module, slurm_conf the partitions of the
    cluster by name, pulsars the app.yml of Pulsars, and tpv the output of TPV's own linter.
    """

    job_conf: JobConf | None = None
    tool_destinations: ToolDestinations | None = None
    resource_params: ResourceParams | None = None
    rules: tuple[RuleModule, ...] | None = None
    slurm_conf: Mapping[str, Partition] | None = None
    pulsars: tuple[App, ...] | None = None
    tpv: tuple[Checked, ...] | None = None
    unused: tuple[Suppression, ...] = ()

    @cached_property
    def parsed_requests(self) -> tuple[tuple[Destination, ParsedRequest], ...]:
        """Return the destinations that may get jobs, and what they request from batch systems."""
        return tuple(parsed_requests(self.job_conf)) if self.job_conf else ()

    @cached_property
    def obstacles(self) -> tuple[tuple[Destination, Obstacle], ...]:
        """Return why jobs of destinations can never start on the cluster of the slurm.conf."""
        if self.job_conf is None or self.slurm_conf is None:
            return ()
        return tuple(
            (destination, obstacle)
            for destination, request in slurm_requests(self.job_conf, self.parsed_requests)
            for obstacle in find_obstacles(request, self.slurm_conf)
        )

    def documents(self) -> Iterator[Document]:
        """Yield all documents."""
        for name in ("job_conf", "tool_destinations", "resource_params", "rules", "pulsars"):
            yield from self.documents_of(name)

    def documents_of(self, name: str) -> tuple[Document, ...]:
        """Return the documents of a kind: none, one, or several rule modules and Pulsars."""
        value = getattr(self, name)
        if value is None:
            return ()
        return value if isinstance(value, tuple) else (value,)

    def has_all(self, names: tuple[str, ...]) -> bool:
        """Return whether all documents of these kinds are present."""
        return all(getattr(self, name) is not None for name in names)

    def readable(self) -> Context:
        """Return the context without documents that could not be read to the end."""
        return replace(
            self,
            job_conf=_unless_fatal(self.job_conf),
            tool_destinations=_unless_fatal(self.tool_destinations),
            resource_params=_unless_fatal(self.resource_params),
        )


_Any = t.TypeVar("_Any", JobConf, ToolDestinations, ResourceParams)


def _unless_fatal(document: _Any | None) -> _Any | None:
    if isinstance(document, JobConf) and document.syntax == "ini":
        return None
    if document is None or any(problem.kind in FATAL for problem in document.problems):
        return None
    return document
