# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ182: Unknown resource group."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of
from .base import group_references


class UnknownResourceGroup(JobConfRule):
    """Unknown resource group.

    ## What it does
    Checks the resource groups of tools, and the default group, against the defined groups.

    ## Why is this bad
    Galaxy does not check the name: the tool form shows no resource parameters.

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
    tools:
      - {id: bwa, resources: al}
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

    code = "GJ182"
    name = "unknown-resource-group"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the references to undefined groups."""
        known = [group.id.data for group in conf.resource_groups]
        for group in group_references(conf):
            if not is_one_of(group, known):
                hint = did_you_mean(group.plain(), known)
                message = f"Unknown resource group '{group.plain()}'.{hint}"
                yield self.finding(group.place, message, did_you_mean_fix(group, known))
