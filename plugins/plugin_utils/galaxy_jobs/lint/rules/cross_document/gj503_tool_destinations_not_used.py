# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ503: Tool destinations that the job_conf does not use."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import anything_goes


class ToolDestinationsNotUsed(Rule):
    """Tool destinations that the job_conf does not use.

    ## What it does
    Looks in the job_conf for a dynamic destination of the type `dtd`.

    ## Why is this bad
    Without one Galaxy does not read the tool_destinations.yml.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: main}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        by_size: {runner: dynamic, type: dtd}
    ```
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: main}
    ```

    ## References
    - galaxy/jobs/mapper.py
    """

    code = "GJ503"
    name = "tool-destinations-not-used"
    effect = "silent"
    needs = ("job_conf", "tool_destinations")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a document that is not read."""
        conf, tools = context.job_conf, context.tool_destinations
        if conf is None or tools is None:
            return
        # One of the type dtd, or a rule of one's own that may ask for it.
        if not anything_goes(conf):
            message = "Not used: the job_conf has no dynamic destination of the type 'dtd'."
            yield self.finding(tools.place, message)
