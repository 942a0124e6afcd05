# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ121: Element skipped because of an attribute."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class SkippedElement(IgnoredRule):
    """Element skipped because of an attribute.

    ## What it does
    Finds plugins, handlers, destinations, groups, limits and params of a job_conf.xml that lack
    a required attribute, and plugins that are not runners.

    ## Why is this bad
    Galaxy logs a warning among hundreds and skips the element.

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
    name = "skipped-element"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"no-id", "no-load", "no-runner", "no-type", "plugin-type"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is skipped and why."""
        if ignored.kind == "plugin-type":
            return f"<plugin> of type '{ignored.name}' is skipped. Expected 'runner'."
        missing = ignored.kind[len("no-") :]
        if ignored.name == "param":
            return "<param> without 'id' has no name and is ignored. Add the attribute."
        return f"<{ignored.name}> without '{missing}' is skipped. Add the attribute."
