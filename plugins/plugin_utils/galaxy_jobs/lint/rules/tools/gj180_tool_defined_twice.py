# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ180: A tool that is configured twice."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import tools_twice


class ToolDefinedTwice(JobConfRule):
    """A tool that is configured twice.

    ## What it does
    Finds ids and classes of tools that occur twice; ids are compared as Galaxy does, without
    case.

    ## Why is this bad
    The entries are not joined. Galaxy takes the first one without parameters, and the others have
    no effect.

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
    name = "tool-defined-twice"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the entries that are not used; those with parameters are found by trackster."""
        for name, tools in tools_twice(conf):
            plain = [tool for tool in tools if not tool.params]
            for tool in plain[1:]:
                line = plain[0].place.position.line
                message = (
                    f"'{name}' is configured in line {line}; this entry has no effect."
                    " Make them one."
                )
                yield self.finding(tool.place, message)
