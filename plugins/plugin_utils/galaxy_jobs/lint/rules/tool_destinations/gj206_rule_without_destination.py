# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ206: Rule without destination."""

from __future__ import annotations

from ...rule import ProblemRule


class RuleWithoutDestination(ProblemRule):
    """Rule without destination.

    ## What it does
    Finds rules with neither `destination` nor `fail_message`.

    ## Why is this bad
    Galaxy logs that it ignores the rule, but keeps it: jobs that match the rule fail.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB}
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
    - galaxy/jobs/dynamic_tool_destination.py, RuleValidator
    """

    code = "GJ206"
    name = "rule-without-destination"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"rule-without-destination"})
    consequences = frozenset({"job"})
