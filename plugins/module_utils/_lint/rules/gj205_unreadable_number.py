# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ205: A bound or nice value that is no number."""

from __future__ import annotations

from ..rule import ProblemRule


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
