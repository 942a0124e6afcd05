# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ207: A key that stands twice in a mapping of a tool_destinations.yml."""

from __future__ import annotations

from ...rule import ProblemRule


class ToolDestinationsDuplicateKey(ProblemRule):
    """A key that stands twice in a mapping of a tool_destinations.yml.

    ## What it does
    Finds keys that occur twice in one mapping.

    ## Why is this bad
    The last one holds, the others are gone without a word: often all rules of a tool.

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
    name = "tool-destinations-duplicate-key"
    effect = "silent"
    needs = ("tool_destinations",)
    kinds = frozenset({"duplicate-key"})
    from_effects = frozenset({"silent"})
