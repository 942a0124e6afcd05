# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ122: Something that a later definition takes the place of."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class DefinedTwice(IgnoredRule):
    """Something that a later definition takes the place of.

    ## What it does
    Finds plugins, handlers, params and groups of a job_conf.xml whose id occurs twice, and
    sections that occur twice.

    ## Why is this bad
    Of two plugins, params or groups the last holds, of two handlers or sections the first; the
    other is gone without a word.

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
    name = "defined-twice"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"duplicate", "handler-named-as-tag", "second-section"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is not used."""
        if ignored.kind == "second-section":
            return f"A second <{ignored.name}>: Galaxy reads the first alone."
        if ignored.kind == "handler-named-as-tag":
            return f"The handler '{ignored.name}' is dropped: a tag has this name already."
        what, name = ignored.name.partition(" ")[::2]
        return f"The {what} '{name}' is defined twice: this one is not used. Remove one."
