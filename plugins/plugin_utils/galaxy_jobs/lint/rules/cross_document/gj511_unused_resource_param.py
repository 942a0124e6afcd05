# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ511: Unused resource parameter."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import nearest
from ....job_conf.model import JobConf
from ....resource_params.model import ResourceParams
from ...finding import Finding
from .base import JobConfAndResourceParamsRule


class UnusedResourceParam(JobConfAndResourceParamsRule):
    """Unused resource parameter.

    ## What it does
    Compares the parameters in job_resource_params_conf.xml with the fields of all resource groups.

    ## Why is this bad
    No form shows the parameter.

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
        all: [cores]
    tools:
      - {id: bwa, resources: all}
    ```
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
    </parameters>
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_tool_resource_xml
    """

    code = "GJ511"
    name = "unused-resource-param"
    effect = "style"

    def check_both(self, conf: JobConf, resource_params: ResourceParams) -> Iterator[Finding]:
        """Yield the parameters that no group includes."""
        fields = [
            str(field.plain()).strip() for group in conf.resource_groups for field in group.fields
        ]
        params = [param for param in resource_params.params if param.name.data is not None]
        known = {param.name.data for param in params}
        # A misspelled field uses the parameter that it probably means.
        used = {*fields, *(nearest(field, known) for field in fields if field not in known)}
        for param in params:
            if param.name.data not in used:
                message = (
                    f"Unused resource parameter '{param.name.data}': no resource group of the"
                    " job_conf includes it. Add it to a group, or remove it."
                )
                yield self.finding(param.name.place, message)
