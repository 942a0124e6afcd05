# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ501: A destination of tools that the job_conf does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ....words import did_you_mean
from ...context import Context
from ...edits import respelt
from ...finding import Finding
from ...rule import Rule
from ...usage import is_one_of, reached
from ..tool_destinations.base import is_dtd, required_destinations


class UnknownToolDestination(Rule):
    """A destination of tools that the job_conf does not have.

    ## What it does
    Checks the destinations in the tool_destinations.yml against the ids and tags of the job_conf.

    ## Why is this bad
    Galaxy asks for all of them for each job: every job that comes to the tool destinations fails,
    whatever its tool.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        small: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: smal}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        small: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, validate_destination
    """

    code = "GJ501"
    name = "unknown-tool-destination"
    effect = "job"
    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations that are no id and no tag."""
        conf, tools = context.job_conf, context.tool_destinations
        if conf is None or tools is None:
            return
        if not any(is_dtd(destination) for destination in reached(conf)):
            return
        known = destinations_by_name(conf)
        for value in required_destinations(tools):
            # 'fail' as a default is wrong whatever the job_conf has: another rule says so.
            if not is_one_of(value, known) and value.data != "fail":
                hint = did_you_mean(value.data, known)
                message = f"No destination of the job_conf has the id or tag '{value.data}'.{hint}"
                yield self.finding(value.place, message, respelt(value, known))
