# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ305: Missing or unknown type of a resource parameter."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....resource_params.model import TYPES, ResourceParam
from ...edits import did_you_mean_fix
from ...finding import Finding
from .base import ResourceParamRule


class UnknownResourceParamType(ResourceParamRule):
    """Missing or unknown type of a resource parameter.

    ## What it does
    Checks the `type` of each parameter.

    ## Why is this bad
    Tools that show the parameter fail to load. If it is in the default group, all tools fail.

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

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield a type that is missing or unknown."""
        if param.type is None or not param.type.data:
            message = f"Parameter '{param.name.data}' has no type. Add one, such as 'integer'."
            yield self.finding((param.type or param.name).place, message)
        elif param.type.data not in TYPES:
            hint = did_you_mean(param.type.data, TYPES)
            message = f"Unknown parameter type '{param.type.data}'.{hint}"
            fix = did_you_mean_fix(param.type, TYPES, one_letter=True)
            yield self.finding(param.type.place, message, fix)
