# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ503: Unused tool_destinations.yml."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....tool_destinations.model import ToolDestinations
from ...finding import Finding
from ...usage import is_open_ended
from .base import JobConfAndToolDestinationsRule


class UnusedToolDestinations(JobConfAndToolDestinationsRule):
    """Unused tool_destinations.yml.

    ## What it does
    Checks that the job_conf has a dynamic destination of type `dtd`, or a rule function that may
    use the file.

    ## Why is this bad
    Without one, Galaxy does not read the tool_destinations.yml.

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
    name = "unused-tool-destinations"
    effect = "silent"

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        """Yield a document that Galaxy does not read."""
        if not is_open_ended(conf):
            message = "Unused file: the job_conf has no dynamic destination of type 'dtd'."
            yield self.finding(tool_destinations.place, message)
