# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ502: Tool destinations that send jobs back to themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.lookup import destinations_by_name
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import enabled
from ..tool_destinations.base import is_dtd, required_destinations


class ToolDestinationsInACircle(Rule):
    """Tool destinations that send jobs back to themselves.

    ## What it does
    Finds destinations in the tool_destinations.yml that are of the type `dtd`.

    ## Why is this bad
    Galaxy asks the same rules again without end: the jobs fail with a RecursionError.

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
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: by_size}
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
    - galaxy/jobs/mapper.py
    """

    code = "GJ502"
    name = "tool-destinations-in-a-circle"
    effect = "job"
    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations that lead back."""
        conf, tools = context.job_conf, context.tool_destinations
        if conf is None or tools is None:
            return
        named = destinations_by_name(conf)
        # With a path of its own a destination may be of other rules.
        if any(is_dtd(each) and "path" in each.params for each in enabled(conf)):
            return
        for value in required_destinations(tools):
            those = named.get(value.data)
            if those and all(is_dtd(each) for each in those):
                message = (
                    f"'{value.data}' leads back to the tool destinations."
                    " Name a destination with a runner."
                )
                yield self.finding(value.place, message)
