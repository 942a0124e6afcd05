# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ183: A resource parameter with a blank in its name."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...edits import instead, is_xml
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule


class BlankInResourceGroup(JobConfRule):
    """A resource parameter with a blank in its name.

    ## What it does
    Checks the fields of resource groups that tools use or that are the default. Galaxy splits
    them at the commas and keeps the blanks.

    ## Why is this bad
    The tools that use the group fail to load, with the default group every tool: KeyError `Failed
    to find field for resource`.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
      <resources default="all">
        <group id="all" fields="cores, memory"/>
      </resources>
    </job_conf>
    ```

    ## Use instead
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
      <resources default="all">
        <group id="all" fields="cores,memory"/>
      </resources>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.get_tool_resource_xml
    """

    code = "GJ183"
    name = "blank-in-resource-group"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the fields with blanks around them."""
        named = (conf.default_resource_group, *(tool.resources for tool in conf.tools))
        used = [group.plain() for group in named if group is not None]
        for group in conf.resource_groups:
            for field in group.fields if group.id.data in used else ():
                if isinstance(field.data, str) and field.data != field.data.strip():
                    message = (
                        f"The field '{field.data}' keeps its blank: no parameter is called so."
                        " Remove the blank."
                    )
                    fix = Fix("Remove the blank.", _stripped(field), safe=True)
                    yield self.finding(field.place, message, fix)


def _stripped(field: Value) -> tuple[Edit, ...]:
    """Return the edit that takes the blanks away: in XML they stand around the place."""
    name, source = field.data.strip(), field.place.source
    if not is_xml(source):
        return instead(field, name)
    before = len(field.data) - len(field.data.lstrip())
    start = field.place.start - before
    place = source.place(start, start + len(field.data))
    return (Edit(place, name),) if field.verbatim and place.text == field.data else ()
