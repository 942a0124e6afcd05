# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ510: A field of a resource group that is no resource parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean
from ...context import Context
from ...edits import respelt
from ...finding import Finding
from ...resources import used_groups
from ...rule import Rule
from ...usage import is_one_of


class UnknownResourceParam(Rule):
    """A field of a resource group that is no resource parameter.

    ## What it does
    Checks the fields of the groups that tools use against the job_resource_params_conf.xml.

    ## Why is this bad
    No tool with this group can be loaded: with the default group, no tool at all.

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
    needs = ("job_conf", "resource_params")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the fields that are no parameter."""
        conf, params = context.job_conf, context.resource_params
        if conf is None or params is None:
            return
        known = [param.name.data for param in params.params if param.name.data is not None]
        for group in used_groups(conf):
            for field in group.fields:
                name = field.plain()
                # One with blanks around it is for another rule.
                if is_one_of(field, known) or (isinstance(name, str) and name != name.strip()):
                    continue
                message = f"There is no resource parameter '{name}'.{did_you_mean(name, known)}"
                yield self.finding(field.place, message, respelt(field, known))
