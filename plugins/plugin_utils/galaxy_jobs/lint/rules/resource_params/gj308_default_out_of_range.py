# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ308: A default that the parameter itself refuses."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...resources import numbers_of, shown
from ...rule import Rule


class DefaultOutOfRange(Rule):
    """A default that the parameter itself refuses.

    ## What it does
    Compares the `value` of numbers with their `min` and `max`.

    ## Why is this bad
    The form shows the default and does not accept it: users must change it before a job can run.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="1" max="8" value="16"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" min="1" max="16" value="16"/>
    </parameters>
    ```

    ## References
    - galaxy/tools/parameters/basic.py, IntegerToolParameter
    """

    code = "GJ308"
    name = "default-out-of-range"
    effect = "silent"
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the defaults that are out of range."""
        for param in shown(context):
            found = numbers_of(param)
            numbers = {
                name: number for name, (value, number) in found.items() if number is not None
            }
            if len(numbers) < len(found) or "value" not in numbers:
                continue
            least = numbers.get("min", -math.inf)
            most = numbers.get("max", math.inf)
            if least <= most and not least <= numbers["value"] <= most:
                value = found["value"][0]
                message = f"The default '{value.data}' is not between min and max."
                yield self.finding(value.place, message)
