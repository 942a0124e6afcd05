# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ182: A group of resource parameters that is not there."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import did_you_mean
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_one_of


class UnknownResourceGroup(JobConfRule):
    """A group of resource parameters that is not there.

    ## What it does
    Checks the groups that tools name, and the default group.

    ## Why is this bad
    Galaxy does not check it: the tool's form shows no resource parameters.

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
        """Yield the names of groups that are not there."""
        known = {group.id.data: group for group in conf.resource_groups}
        for named in (conf.default_resource_group, *(tool.resources for tool in conf.tools)):
            if named is None or named.data is None or is_one_of(named, known):
                continue
            hint = did_you_mean(named.plain(), known)
            message = f"There is no resource group '{named.plain()}'.{hint}"
            yield self.finding(named.place, message, respelt(named, known))
