# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job, and the steps and the failures on its way through Galaxy."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from .text import Span

# The form field by which a user chooses to set resources; it is always present.
SELECT = "__job_resource__select"
# What users see. Galaxy 26.1.2: galaxy/jobs/mapper.py, galaxy/jobs/handler.py.
RULE_EXCEPTION = "Encountered an unhandled exception while caching job destination dynamic rule."
MISCONFIGURED = (
    "Unable to run job due to a misconfiguration of the Galaxy job running system.  "
    "Please contact a site administrator."
)


@dataclass(frozen=True)
class Dataset:
    """An input of a job: size in bytes, extension, and the number of records where it has any."""

    size: int
    ext: str | None = None
    records: int | None = None


@dataclass(frozen=True)
class Job:
    """A job to route.

    tool: the id under which Galaxy loaded the tool; the guid of a tool from the Tool Shed.
    classes: the classes of the tool ('local', 'requires_galaxy', 'user_defined').
    user: an email address, None if anonymous.
    resources: the values of 'Job Resource Parameters', None if the form does not have them.
    workflow_resources: the values for the workflow of which the job is a step.
    """

    tool: str
    classes: tuple[str, ...] = ()
    user: str | None = None
    roles: tuple[str, ...] = ()
    inputs: Mapping[str, Dataset] = field(default_factory=dict)
    params: Mapping[str, t.Any] = field(default_factory=dict)
    resources: Mapping[str, t.Any] | None = None
    workflow_resources: Mapping[str, t.Any] = field(default_factory=dict)

    @property
    def old_id(self) -> str:
        """Return the id in the tool's own file: of a guid the part before the version."""
        parts = self.tool.split("/")
        return parts[-2] if len(parts) > 2 else self.tool

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids that Galaxy looks up, in order: galaxy/tools/__init__.py, all_ids."""
        guid = self.tool.lower()
        if self.old_id == self.tool:
            return (guid,)
        return (guid, guid.rsplit("/", 1)[0], self.old_id.lower())

    def values(self) -> dict[str, t.Any]:
        """Return the parameters of the tool, with the resources, as rules see them."""
        if self.resources is None:
            return dict(self.params)
        return {**self.params, "__job_resource": {SELECT: "yes", **self.resources}}


@dataclass(frozen=True)
class Step:
    """One action of Galaxy, its reason, and the place of its configuration."""

    action: str
    reason: str = ""
    place: Span | None = None


@dataclass(frozen=True)
class Failure:
    """A job that Galaxy fails. message is shown to the user, None if the job never ends.

    mapped: the destination was found, but not its runner.
    """

    message: str | None
    cause: str
    place: Span | None = None
    mapped: bool = False


class FailsError(Exception):
    """A job that Galaxy fails; caught where routes are composed.

    Carries the Failure and the steps that led to it.
    """

    def __init__(self, failure: Failure, steps: tuple[Step, ...] = ()) -> None:
        super().__init__(failure.cause)
        self.failure = failure
        self.steps = steps


def crash(cause: str, place: Span | None = None) -> FailsError:
    """Return the error of a job for which Galaxy's own code, or a rule, breaks down."""
    return FailsError(Failure(RULE_EXCEPTION, cause, place))
