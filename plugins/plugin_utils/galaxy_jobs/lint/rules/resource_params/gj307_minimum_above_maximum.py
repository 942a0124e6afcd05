# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ307: A resource parameter whose minimum is above its maximum."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...resources import numbers_of, shown
from ...rule import Rule


class MinimumAboveMaximum(Rule):
    """A resource parameter whose minimum is above its maximum.

    ## What it does
    Compares `min` and `max` of parameters of the types `integer` and `float`.

    ## Why is this bad
    No tool that shows the parameter can be loaded: with the default group, no tool at all.

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
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the minima that are above the maximum."""
        for param in shown(context):
            found = numbers_of(param)
            if "min" not in found or "max" not in found:
                continue
            (low, least), (high, most) = found["min"], found["max"]
            if least is not None and most is not None and least > most:
                message = f"min is '{low.data}', which is above max '{high.data}'."
                yield self.finding(low.place, message)
