# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ184: Unused resource group."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from .base import group_references


class UnusedResourceGroup(JobConfRule):
    """Unused resource group.

    ## What it does
    Finds groups that are not the default and that no tool uses.

    ## Why is this bad
    No tool form shows these parameters. Often a name is misspelled.

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
        """Yield the groups without a reference."""
        used = [group.plain() for group in group_references(conf)]
        known = [group.id.data for group in conf.resource_groups]
        # An unknown name may be a misspelling of any group.
        for group in conf.resource_groups if all(name in known for name in used) else ():
            if group.id.data is not None and group.id.data not in used:
                message = (
                    f"Unused resource group '{group.id.data}': no tool uses it."
                    " Assign it to a tool, or remove it."
                )
                yield self.finding(group.id.place, message)
