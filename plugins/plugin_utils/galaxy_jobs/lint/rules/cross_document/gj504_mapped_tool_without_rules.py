# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ504: A tool that is sent to tool destinations and has none."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import is_one_of
from ..tool_destinations.base import dtd_names


class MappedToolWithoutRules(Rule):
    """A tool that is sent to tool destinations and has none.

    ## What it does
    Finds tools whose destination in the job_conf is of the type `dtd` and that the
    tool_destinations.yml does not name.

    ## Why is this bad
    Their jobs go to the default destination of all tools, which the job_conf could say itself;
    often a name is misspelt.

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
      - {id: bwa_mem, environment: by_size}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa: {default_destination: main}
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
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa: {default_destination: main}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ504"
    name = "mapped-tool-without-rules"
    effect = "style"
    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the tools without rules."""
        conf, tools = context.job_conf, context.tool_destinations
        if conf is None or tools is None:
            return
        names = dtd_names(conf)
        known = {str(tool.id.data).lower() for tool in tools.tools}
        for tool in conf.tools:
            if (
                tool.id is None
                or tool.destination is None
                or not is_one_of(tool.destination, names)
            ):
                continue
            parts = str(tool.id.data).lower().split("/")
            if not known & {*parts, "/".join(parts)}:
                hint = did_you_mean(tool.id.data, known)
                message = f"The tool_destinations.yml does not name '{tool.id.data}'.{hint}"
                yield self.finding(tool.id.place, message)
