# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ204: A tool_destinations.yml without a default destination."""

from __future__ import annotations

from ...rule import ProblemRule


class NoDefaultForTools(ProblemRule):
    """A tool_destinations.yml without a default destination.

    ## What it does
    Looks for the key `default_destination` at the top.

    ## Why is this bad
    Jobs that no rule matches fail, and so does the whole file: Galaxy wants a default for all
    tools.

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
    name = "no-default-for-tools"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"no-default"})
    from_effects = frozenset({"job"})
