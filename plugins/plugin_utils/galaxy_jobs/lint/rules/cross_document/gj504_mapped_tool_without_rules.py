# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ504: Tool of a `dtd` destination without an entry in tool_destinations.yml."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from ...usage import is_one_of
from ..tool_destinations.base import dtd_names
from .base import JobConfAndToolDestinationsRule


class MappedToolWithoutRules(JobConfAndToolDestinationsRule):
    """Tool of a `dtd` destination without an entry in tool_destinations.yml.

    ## What it does
    Finds tools that the job_conf maps to a destination of type `dtd` and that tool_destinations.yml
    does not list.

    ## Why is this bad
    Their jobs go to the global default destination, which the job_conf could name directly. Often,
    a name is misspelled.

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

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield the mapped tools without an entry."""
        names = dtd_names(conf)
        known = {str(tool.id.data).lower() for tool in tool_destinations.tools}
        for tool in conf.tools:
            if tool.id is None or tool.destination is None:
                continue
            parts = str(tool.id.data).lower().split("/")
            if is_one_of(tool.destination, names) and not known & {*parts, "/".join(parts)}:
                hint = did_you_mean(tool.id.data, known)
                message = f"Tool '{tool.id.data}' has no entry in tool_destinations.yml.{hint}"
                yield self.finding(tool.id.place, message)
