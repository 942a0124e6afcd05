# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ511: A resource parameter that no group names."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import nearest
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class UnusedResourceParam(Rule):
    """A resource parameter that no group names.

    ## What it does
    Compares the parameters of the job_resource_params_conf.xml with the fields of all groups.

    ## Why is this bad
    No form shows it.

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
    needs = ("job_conf", "resource_params")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the parameters that are in no group."""
        conf, params = context.job_conf, context.resource_params
        if conf is None or params is None:
            return
        fields = [
            str(field.plain()).strip() for group in conf.resource_groups for field in group.fields
        ]
        known = {param.name.data for param in params.params if param.name.data is not None}
        # Those that a misspelt field means are not unused.
        used = {*fields, *(nearest(field, known) for field in fields if field not in known)}
        for param in params.params:
            if param.name.data is not None and param.name.data not in used:
                message = (
                    f"No resource group of the job_conf names '{param.name.data}'."
                    " Remove it, or name it in one."
                )
                yield self.finding(param.name.place, message)
