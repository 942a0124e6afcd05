# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ122: Duplicate definition."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class DuplicateDefinition(IgnoredRule):
    """Duplicate definition.

    ## What it does
    Finds plugins, handlers, params and groups of a job_conf.xml with the same id, and duplicate
    sections. Also finds handlers whose id is already a tag.

    ## Why is this bad
    Of plugins, params and groups, the last definition overrides the others. Of handlers and
    sections, the first one is used. The others are silently ignored.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local">
          <param id="local_slots">2</param>
          <param id="local_slots">4</param>
        </destination>
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
        <destination id="main" runner="local">
          <param id="local_slots">4</param>
        </destination>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, job_config_xml_to_dict
    """

    code = "GJ122"
    name = "duplicate-definition"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"duplicate", "handler-named-as-tag", "second-section"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is ignored."""
        if ignored.kind == "second-section":
            return f"Duplicate section <{ignored.name}>: Galaxy reads only the first. Merge them."
        if ignored.kind == "handler-named-as-tag":
            return f"The handler '{ignored.name}' is ignored: its id is already a tag. Rename it."
        element, _space, name = ignored.name.partition(" ")
        return f"Duplicate {element} '{name}': this one is ignored. Remove one of them."
