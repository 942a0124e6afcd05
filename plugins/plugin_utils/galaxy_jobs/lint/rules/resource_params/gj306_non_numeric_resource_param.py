# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ306: Non-numeric default, minimum or maximum."""

from __future__ import annotations

from collections.abc import Iterator

from ....resource_params.model import ResourceParam
from ...finding import Finding
from ...resources import parse_numbers
from .base import ResourceParamRule


class NonNumericResourceParam(ResourceParamRule):
    """Non-numeric default, minimum or maximum.

    ## What it does
    Checks `value`, `min` and `max` of parameters of type `integer` or `float`.

    ## Why is this bad
    Tools that show the parameter fail to load. If it is in the default group, all tools fail.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="one" value="1"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="1" value="1"/>
    </parameters>
    ```

    ## References
    - galaxy/tools/parameters/basic.py, IntegerToolParameter
    """

    code = "GJ306"
    name = "non-numeric-resource-param"
    effect = "job"

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield the attributes that are not numbers."""
        for name, (value, number) in parse_numbers(param).items():
            if number is None and param.type is not None:
                message = (
                    f"Invalid {name} '{value.data}'. Expected a number of type '{param.type.data}'."
                )
                yield self.finding(value.place, message)
