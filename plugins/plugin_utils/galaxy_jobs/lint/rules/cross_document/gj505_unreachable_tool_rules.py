# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ505: Unreachable rules of a tool."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from ...usage import is_one_of
from ..tool_destinations.base import dtd_names, has_other_routes
from .base import JobConfAndToolDestinationsRule


class UnreachableToolRules(JobConfAndToolDestinationsRule):
    """Unreachable rules of a tool.

    ## What it does
    Finds tools in tool_destinations.yml that the job_conf does not map to a destination of type
    `dtd`. Reports nothing if other jobs may reach such a destination, for example by default.

    ## Why is this bad
    The rules of the tool are never used: its jobs go to the default destination of the job_conf.

    ## Example
    ```yaml job_conf.yml
    runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
    execution:
      default: main
      environments:
        main: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    tools:
      - {id: bwa, environment: by_size}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa: {default_destination: main}
      spades: {default_destination: main}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
    execution:
      default: main
      environments:
        main: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    tools:
      - {id: bwa, environment: by_size}
      - {id: spades, environment: by_size}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa: {default_destination: main}
      spades: {default_destination: main}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_job_tool_configurations
    """

    code = "GJ505"
    name = "unreachable-tool-rules"
    effect = "silent"

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield the tools whose rules no job reaches."""
        names = dtd_names(conf)
        mapped = [
            tool for tool in conf.tools if tool.destination and is_one_of(tool.destination, names)
        ]
        ids = [str(tool.id.data).lower() for tool in mapped if tool.id]
        if not mapped or len(ids) < len(mapped) or has_other_routes(conf, names):
            return
        parts = {part for tool_id in ids for part in tool_id.split("/")}
        for tool in tool_destinations.tools:
            name = str(tool.id.data)
            if "/" not in name and name.lower() not in parts:
                message = (
                    f"Unused rules: the job_conf does not map '{name}' to a destination of type"
                    " 'dtd'. Map the tool, or remove its rules."
                )
                yield self.finding(tool.id.place, message)
