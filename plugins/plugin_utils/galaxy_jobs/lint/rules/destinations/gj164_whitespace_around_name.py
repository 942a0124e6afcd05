# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ164: Whitespace around a name in XML."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....words import split_names
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import reachable_destinations, text_of


class WhitespaceAroundName(JobConfRule):
    """Whitespace around a name in XML.

    ## What it does
    Checks parameters of destinations that are names: functions, modules, types and plugins of
    the CLI runner. Galaxy does not strip text in XML.

    ## Why is this bad
    Galaxy looks for the name including the whitespace and does not find it: every job of the
    destination fails.

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
    name = "whitespace-around-name"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the names with whitespace around them."""
        for destination in reachable_destinations(conf) if conf.syntax == "xml" else ():
            for name, param in destination.params.items():
                text = text_of(param)
                if name in _NAMES and text and text != text.strip():
                    edits = replacement(param.value, text.strip())
                    message = (
                        f"'{name}' has whitespace around '{text.strip()}', which Galaxy keeps. "
                        "Remove it."
                    )
                    yield self.finding(param.value.place, message, Fix("Remove it.", edits, True))


_NAMES = split_names("function rules_module type job_plugin shell_plugin to_destination_id")
