# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ164: A name in XML with blanks or line ends around it."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import split_names
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import reachable_destinations, text_of


class BlanksAroundName(JobConfRule):
    """A name in XML with blanks or line ends around it.

    ## What it does
    Checks parameters of destinations that are names: functions, modules, types and plugins of the
    CLI runner. Galaxy does not strip the text of XML.

    ## Why is this bad
    Galaxy looks for the name with the blanks, does not find it, and every job that goes there
    fails.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="dynamic">
          <param id="function">
            by_size
          </param>
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
        <destination id="main" runner="dynamic">
          <param id="function">by_size</param>
        </destination>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/util/__init__.py, parse_xml
    """

    code = "GJ164"
    name = "blanks-around-name"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the names with blanks around them."""
        for destination in reachable_destinations(conf) if conf.syntax == "xml" else ():
            for name, param in destination.params.items():
                text = text_of(param)
                if name in _NAMES and text and text != text.strip():
                    edits = replacement(param.value, text.strip())
                    message = (
                        f"'{name}' has blanks around '{text.strip()}': Galaxy keeps them."
                        " Remove them."
                    )
                    yield self.finding(param.value.place, message, Fix("Remove them.", edits, True))


_NAMES = split_names("function rules_module type job_plugin shell_plugin to_destination_id")
