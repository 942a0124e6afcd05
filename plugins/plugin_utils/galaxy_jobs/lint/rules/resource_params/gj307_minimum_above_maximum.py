# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ307: Minimum above the maximum."""

from __future__ import annotations

from collections.abc import Iterator

from ....resource_params.model import ResourceParam
from ...finding import Finding
from ...resources import parse_numbers
from .base import ResourceParamRule


class MinimumAboveMaximum(ResourceParamRule):
    """Minimum above the maximum.

    ## What it does
    Compares `min` and `max` of parameters of type `integer` or `float`.

    ## Why is this bad
    Tools that show the parameter fail to load. If it is in the default group, all tools fail.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="8" max="1" value="1"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="1" max="8" value="1"/>
    </parameters>
    ```

    ## References
    - galaxy/tool_util_models/parameter_validators.py, InRangeParameterValidatorModel
    """

    code = "GJ307"
    name = "minimum-above-maximum"
    effect = "job"

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield a minimum above the maximum."""
        numbers = parse_numbers(param)
        if "min" not in numbers or "max" not in numbers:
            return
        (low, minimum), (high, maximum) = numbers["min"], numbers["max"]
        if minimum is not None and maximum is not None and minimum > maximum:
            message = f"min '{low.data}' is above max '{high.data}'."
            yield self.finding(low.place, message)
