# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ510: Unknown parameter in a resource group."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....resource_params.model import ResourceParams
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...resources import used_groups
from ...usage import is_one_of
from .base import JobConfAndResourceParamsRule


class UnknownResourceParam(JobConfAndResourceParamsRule):
    """Unknown parameter in a resource group.

    ## What it does
    Checks the fields of the resource groups that tools use against the
    job_resource_params_conf.xml.

    ## Why is this bad
    Tools with this group fail to load. If it is the default group, all tools fail.

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
        all: [cores, memroy]
    tools:
      - {id: bwa, resources: all}
    ```
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="memory" type="integer" label="GB" value="4"/>
    </parameters>
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
        all: [cores, memory]
    tools:
      - {id: bwa, resources: all}
    ```
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="memory" type="integer" label="GB" value="4"/>
    </parameters>
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_tool_resource_xml
    """

    code = "GJ510"
    name = "unknown-resource-param"
    effect = "job"

    def check_both(self, conf: JobConf, resource_params: ResourceParams) -> Iterator[Finding]:
        """Yield the fields that are not resource parameters."""
        known = [param.name.data for param in resource_params.params if param.name.data is not None]
        for group in used_groups(conf):
            for field in group.fields:
                name = field.plain()
                # GJ183 reports names with surrounding whitespace.
                if is_one_of(field, known) or (isinstance(name, str) and name != name.strip()):
                    continue
                message = f"Unknown resource parameter '{name}'.{did_you_mean(name, known)}"
                yield self.finding(field.place, message, did_you_mean_fix(field, known))
