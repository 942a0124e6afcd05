# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ183: Whitespace around a resource field name."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...edits import is_xml, replacement
from ...finding import Edit, Finding, Fix
from ...rule import JobConfRule
from .base import group_references


class ResourceFieldWhitespace(JobConfRule):
    """Whitespace around a resource field name.

    ## What it does
    Checks the fields of the default resource group and of the groups that tools use. Galaxy
    splits the list at commas and keeps the whitespace.

    ## Why is this bad
    Every tool that uses the group fails to load with the KeyError `Failed to find field for
    resource`. The default group is used by all tools.

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
    name = "resource-field-whitespace"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the fields with leading or trailing whitespace."""
        used = [group.plain() for group in group_references(conf)]
        for group in conf.resource_groups:
            for field in group.fields if group.id.data in used else ():
                if isinstance(field.data, str) and field.data != field.data.strip():
                    message = (
                        f"The field {field.data!r} contains whitespace, so it matches no resource"
                        " parameter. Remove the whitespace."
                    )
                    fix = Fix("Remove the whitespace.", _strip(field), safe=True)
                    yield self.finding(field.place, message, fix)


def _strip(field: Value) -> tuple[Edit, ...]:
    """Return the edit that removes the whitespace. In XML it is outside the field's place."""
    name, source = field.data.strip(), field.place.source
    if not is_xml(source):
        return replacement(field, name)
    before = len(field.data) - len(field.data.lstrip())
    start = field.place.start - before
    place = source.span(start, start + len(field.data))
    return (Edit(place, name),) if field.verbatim and place.text == field.data else ()
