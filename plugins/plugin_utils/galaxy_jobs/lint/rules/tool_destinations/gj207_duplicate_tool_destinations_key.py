# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ207: Duplicate key in tool_destinations.yml."""

from __future__ import annotations

from ...rule import ProblemRule


class DuplicateToolDestinationsKey(ProblemRule):
    """Duplicate key in tool_destinations.yml.

    ## What it does
    Finds keys that occur more than once in a mapping.

    ## Why is this bad
    Only the last value is used. The others are ignored without a message: often all rules of a
    tool.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small}
      bwa: {default_destination: big}
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
    - PyYAML, SafeConstructor.construct_mapping
    """

    code = "GJ207"
    name = "duplicate-tool-destinations-key"
    effect = "silent"
    needs = ("tool_destinations",)
    kinds = frozenset({"duplicate-key"})
    consequences = frozenset({"silent"})
