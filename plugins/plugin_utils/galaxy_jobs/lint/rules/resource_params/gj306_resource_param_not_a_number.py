# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ306: A default, minimum or maximum that is no number."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...resources import numbers_of, shown
from ...rule import Rule


class ResourceParamNotANumber(Rule):
    """A default, minimum or maximum that is no number.

    ## What it does
    Checks `value`, `min` and `max` of parameters of the types `integer` and `float`.

    ## Why is this bad
    No tool that shows the parameter can be loaded: with the default group, no tool at all.

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
    name = "resource-param-not-a-number"
    effect = "job"
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what is no number."""
        for param in shown(context):
            for name, (value, number) in numbers_of(param).items():
                if number is None and param.type is not None:
                    message = f"{name} is '{value.data}': expected a number for the type"
                    yield self.finding(value.place, f"{message} '{param.type.data}'.")
