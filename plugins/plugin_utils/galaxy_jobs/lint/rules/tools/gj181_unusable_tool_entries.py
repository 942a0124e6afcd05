# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ181: Duplicate tool whose entries all have parameters."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import quoted
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import duplicate_tools


class UnusableToolEntries(JobConfRule):
    """Duplicate tool whose entries all have parameters.

    ## What it does
    Finds tool ids and tool classes that are configured more than once, but never without
    parameters. In YAML, every key other than `id`, `handler`, `environment` and `resources` is
    a parameter, including `destination` and `class`.

    ## Why is this bad
    Galaxy looks for an entry without parameters. There is none, so every job of the tool fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        small: {runner: local}
    tools:
      - {id: bwa, destination: main}
      - {id: bwa, destination: small}
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
      - {id: bwa, environment: main}
    ```

    ## References
    - galaxy/tools/__init__.py, Tool.get_configured_job_handler
    """

    code = "GJ181"
    name = "unusable-tool-entries"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the second entry of each of these tools."""
        for name, tools in duplicate_tools(conf):
            if all(tool.params for tool in tools):
                params = quoted(dict.fromkeys(key for tool in tools for key in tool.params))
                message = (
                    f"All entries of tool '{name}' have parameters ({params}): its jobs fail."
                    " Keep one entry without parameters."
                )
                yield self.finding(tools[1].place, message)
