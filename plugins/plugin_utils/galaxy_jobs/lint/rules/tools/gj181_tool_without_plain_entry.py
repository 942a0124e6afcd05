# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ181: A tool of several entries that all have parameters."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import quoted
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import tools_twice


class ToolWithoutPlainEntry(JobConfRule):
    """A tool of several entries that all have parameters.

    ## What it does
    Finds ids and classes of tools with several entries, none without parameters. In YAML every
    key that is not `id`, `handler`, `environment` or `resources` is a parameter, `destination`
    and `class` included.

    ## Why is this bad
    Galaxy looks for an entry without parameters: every job of the tool fails.

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
    name = "tool-without-plain-entry"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the second entry of each such tool."""
        for name, tools in tools_twice(conf):
            if all(tool.params for tool in tools):
                params = quoted(dict.fromkeys(key for tool in tools for key in tool.params))
                message = f"All entries of '{name}' have parameters ({params}): its jobs fail."
                yield self.finding(tools[1].place, message)
