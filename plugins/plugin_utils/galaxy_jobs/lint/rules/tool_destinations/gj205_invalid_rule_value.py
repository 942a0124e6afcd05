# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ205: Invalid bound or `nice_value` of a rule."""

from __future__ import annotations

import re

from ....diagnostic import Diagnostic
from ....tool_destinations.bounds import UNITS
from ...context import Document
from ...edits import replacement, unquoted_fix
from ...finding import Fix
from ...rule import ProblemRule


class InvalidRuleValue(ProblemRule):
    """Invalid bound or `nice_value` of a rule.

    ## What it does
    Checks the bounds and the `nice_value` of each rule. A size is a number, or a number, a space
    and a unit.

    ## Why is this bad
    One invalid value fails every job of a destination of type `dtd`, whatever its tool.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10GB, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, str_to_bytes
    """

    code = "GJ205"
    name = "invalid-rule-value"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"not-a-number", "unreadable-bound"})
    consequences = frozenset({"job"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that inserts the space before the unit, or removes the quotes."""
        value = problem.value
        if value is None or not isinstance(value.data, str):
            return None
        if _NUMBER.fullmatch(value.data):
            return unquoted_fix(value, value.data)
        size = _SIZE.fullmatch(value.data)
        if problem.kind != "unreadable-bound" or size is None or size[2].upper() not in UNITS:
            return None
        text = f"{size[1]} {size[2]}"
        return Fix(f"Write '{text}'.", replacement(value, text), safe=True)


_NUMBER = re.compile(r"-?[1-9]\d*|0")
_SIZE = re.compile(r"(\d+)([A-Za-z]+)")
