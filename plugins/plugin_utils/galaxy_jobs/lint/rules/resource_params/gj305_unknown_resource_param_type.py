# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ305: A resource parameter whose type is missing or unknown."""

from __future__ import annotations

from collections.abc import Iterator

from ....resource_params.model import TYPES
from ....words import did_you_mean
from ...context import Context
from ...edits import respelt
from ...finding import Finding
from ...resources import shown
from ...rule import Rule


class UnknownResourceParamType(Rule):
    """A resource parameter whose type is missing or unknown.

    ## What it does
    Checks the `type` of parameters.

    ## Why is this bad
    No tool that shows the parameter can be loaded: with the default group, no tool at all.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="int" label="Cores" value="1"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
    </parameters>
    ```

    ## References
    - galaxy/tools/parameters/basic.py, ToolParameter.build
    """

    code = "GJ305"
    name = "unknown-resource-param-type"
    effect = "job"
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the types that are missing or unknown."""
        for param in shown(context):
            if param.type is None or not param.type.data:
                message = f"The param '{param.name.data}' has no type."
                yield self.finding((param.type or param.name).place, message)
            elif param.type.data not in TYPES:
                hint = did_you_mean(param.type.data, TYPES)
                message = f"There is no type '{param.type.data}' of parameters.{hint}"
                fix = respelt(param.type, TYPES, one_letter=True)
                yield self.finding(param.type.place, message, fix)
