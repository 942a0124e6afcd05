# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ204: Missing global `default_destination` in tool_destinations.yml."""

from __future__ import annotations

from ...rule import ProblemRule


class MissingGlobalDefaultDestination(ProblemRule):
    """Missing global `default_destination` in tool_destinations.yml.

    ## What it does
    Checks for the key `default_destination` at the top level.

    ## Why is this bad
    Galaxy requires a global default. Without it, every job of a destination of type `dtd` fails,
    even if a rule matches it.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
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
    - galaxy/jobs/dynamic_tool_destination.py, validate_config
    """

    code = "GJ204"
    name = "missing-global-default-destination"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"no-default"})
    consequences = frozenset({"job"})
