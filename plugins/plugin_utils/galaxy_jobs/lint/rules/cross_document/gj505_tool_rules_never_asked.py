# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ505: A tool with rules whose jobs never come to them."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import is_one_of
from ..tool_destinations.base import dtd_names, has_other_routes


class ToolRulesNeverAsked(Rule):
    """A tool with rules whose jobs never come to them.

    ## What it does
    Finds tools in the tool_destinations.yml that the job_conf does not send to a destination of
    the type `dtd`, where only single tools are sent there.

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
    name = "tool-rules-never-asked"
    effect = "silent"
    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the tools that are not sent there."""
        conf, tools = context.job_conf, context.tool_destinations
        if conf is None or tools is None:
            return
        names = dtd_names(conf)
        ways = [
            tool for tool in conf.tools if tool.destination and is_one_of(tool.destination, names)
        ]
        if not ways or any(tool.id is None for tool in ways) or has_other_routes(conf, names):
            return
        sent = {part for tool in ways if tool.id for part in str(tool.id.data).lower().split("/")}
        for tool in tools.tools:
            name = str(tool.id.data)
            if "/" not in name and name.lower() not in sent:
                message = (
                    f"The job_conf does not send '{name}' here: its rules are never used."
                    " Remove them, or send it here."
                )
                yield self.finding(tool.id.place, message)
