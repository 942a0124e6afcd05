# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ308: Default outside the range of a resource parameter."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ....resource_params.model import ResourceParam
from ...finding import Finding
from ...resources import parse_numbers
from .base import ResourceParamRule


class DefaultOutsideRange(ResourceParamRule):
    """Default outside the range of a resource parameter.

    ## What it does
    Compares `value` of a number with its `min` and `max`.

    ## Why is this bad
    The form shows the default but rejects it, so users must change it before a job can run.

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
    name = "default-outside-range"
    effect = "silent"

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield a default below the minimum or above the maximum."""
        attributes = parse_numbers(param)
        numbers = {
            name: number for name, (_text, number) in attributes.items() if number is not None
        }
        if len(numbers) < len(attributes) or "value" not in numbers:
            return
        minimum = numbers.get("min", -math.inf)
        maximum = numbers.get("max", math.inf)
        if minimum <= maximum and not minimum <= numbers["value"] <= maximum:
            value = attributes["value"][0]
            message = f"The default '{value.data}' is not between min and max."
            yield self.finding(value.place, message)
