# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Bases of the rules that compare a job_conf with another document."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....resource_params.model import ResourceParams
from ....tool_destinations.model import ToolDestinations
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class JobConfAndToolDestinationsRule(Rule):
    """A lint rule that compares a job_conf with a tool_destinations.yml."""

    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings in both documents."""
        if context.job_conf is not None and context.tool_destinations is not None:
            yield from self.check_both(context.job_conf, context.tool_destinations)

    @abstractmethod
    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield the findings in both documents."""


class JobConfAndResourceParamsRule(Rule):
    """A lint rule that compares a job_conf with a job_resource_params_conf.xml."""

    needs = ("job_conf", "resource_params")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings in both documents."""
        if context.job_conf is not None and context.resource_params is not None:
            yield from self.check_both(context.job_conf, context.resource_params)

    @abstractmethod
    def check_both(self, conf: JobConf, resource_params: ResourceParams) -> Iterator[Finding]:
        """Yield the findings in both documents."""
