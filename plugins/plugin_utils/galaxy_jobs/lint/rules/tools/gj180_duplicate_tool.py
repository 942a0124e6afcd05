# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ180: Duplicate tool."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import duplicate_tools


class DuplicateTool(JobConfRule):
    """Duplicate tool.

    ## What it does
    Finds tool ids and tool classes that are configured more than once. Ids are compared without
    regard to case, as Galaxy does.

    ## Why is this bad
    Galaxy does not merge the entries. It uses the first entry without parameters and ignores
    the others.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, handler: special}
      - {id: bwa, environment: main}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools:
      - {id: bwa, handler: special, environment: main}
    ```

    ## References
    - galaxy/jobs/__init__.py, get_job_tool_configurations
    """

    code = "GJ180"
    name = "duplicate-tool"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the ignored entries. Those with parameters do not count: trackster uses them."""
        for name, tools in duplicate_tools(conf):
            plain = [tool for tool in tools if not tool.params]
            for tool in plain[1:]:
                line = plain[0].place.position.line
                message = (
                    f"Duplicate tool '{name}': the entry in line {line} is used, this one is"
                    " ignored. Merge them."
                )
                yield self.finding(tool.place, message)
