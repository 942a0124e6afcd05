# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ184: A group of resource parameters that no tool uses."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class UnusedResourceGroup(JobConfRule):
    """A group of resource parameters that no tool uses.

    ## What it does
    Finds groups that are neither the default one nor named by a tool.

    ## Why is this bad
    No form shows it: often a name is misspelt.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    resources:
      groups:
        all: [cores]
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    resources:
      groups:
        all: [cores]
    tools:
      - {id: bwa, resources: all}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_tool_resource_xml
    """

    code = "GJ184"
    name = "unused-resource-group"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the groups that nothing names."""
        named = (conf.default_resource_group, *(tool.resources for tool in conf.tools))
        used = [group.plain() for group in named if group is not None and group.data is not None]
        known = [group.id.data for group in conf.resource_groups]
        # A name that is not there may mean any of them.
        for group in conf.resource_groups if all(name in known for name in used) else ():
            if group.id.data is not None and group.id.data not in used:
                message = (
                    f"No tool uses the resource group '{group.id.data}'."
                    " Name it for one, or remove it."
                )
                yield self.finding(group.id.place, message)
