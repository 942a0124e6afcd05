# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ205: A bound or nice value that is no number."""

from __future__ import annotations

import re

from ....text import Problem
from ....tool_destinations.bounds import UNITS
from ...context import Document
from ...edits import instead, unquoted
from ...finding import Fix
from ...rule import ProblemRule


class UnreadableNumber(ProblemRule):
    """A bound or nice value that is no number.

    ## What it does
    Checks the bounds and nice values of rules. A size is a number, or a number, a blank and a
    unit.

    ## Why is this bad
    One such value makes every job that comes here fail, whatever its tool.

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
    name = "unreadable-number"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"not-a-number", "unreadable-bound"})
    from_effects = frozenset({"job"})

    def fix(self, problem: Problem, document: Document) -> Fix | None:
        """Return a blank before the unit, or the number without its quotes."""
        value = problem.value
        if value is None or not isinstance(value.data, str):
            return None
        if _NUMBER.fullmatch(value.data):
            return unquoted(value, value.data)
        size = _SIZE.fullmatch(value.data)
        if problem.kind != "unreadable-bound" or size is None or size[2].upper() not in UNITS:
            return None
        text = f"{size[1]} {size[2]}"
        return Fix(f"Write '{text}'.", instead(value, text), safe=True)


_NUMBER = re.compile(r"-?[1-9]\d*|0")
_SIZE = re.compile(r"(\d+)([A-Za-z]+)")
