# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ121: An element that Galaxy drops for want of an attribute."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class DroppedElement(IgnoredRule):
    """An element that Galaxy drops for want of an attribute.

    ## What it does
    Finds plugins, handlers, destinations, groups, limits and params of a job_conf.xml without an
    attribute they need, and plugins that are no runners.

    ## Why is this bad
    Galaxy logs a warning among hundreds and goes on without the element.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
        <destination id="small"/>
      </destinations>
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
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, job_config_xml_to_dict
    """

    code = "GJ121"
    name = "dropped-element"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"no-id", "no-load", "no-runner", "no-type", "plugin-type"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is dropped and why."""
        if ignored.kind == "plugin-type":
            return f"A plugin of type '{ignored.name}' is dropped: expected 'runner'."
        missing = ignored.kind[len("no-") :]
        if ignored.name == "param":
            return "A <param> without 'id' is a parameter without a name: nothing reads it."
        return f"<{ignored.name}> without '{missing}' is dropped."
