# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ303: Ignored element in job_resource_params_conf.xml."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class IgnoredResourceParamsElement(IgnoredRule):
    """Ignored element in job_resource_params_conf.xml.

    ## What it does
    Finds elements other than `<param>` directly below the root.

    ## Why is this bad
    Galaxy ignores them: macros are not expanded, and parameters in sections are not found.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <section><param name="queue" type="text"/></section>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="queue" type="text"/>
    </parameters>
    ```

    ## References
    - galaxy/util/__init__.py, parse_resource_parameters
    """

    code = "GJ303"
    name = "ignored-resource-params-element"
    effect = "silent"
    needs = ("resource_params",)
    kinds = frozenset({"element"})

    def message(self, ignored: Diagnostic) -> str:
        """Return the message for an ignored element."""
        return f"Galaxy ignores <{ignored.name}> here. Expected <param>."
