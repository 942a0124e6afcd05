# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ203: A tool_destinations.yml without verbose."""

from __future__ import annotations

from ..rule import ProblemRule


class NoVerbose(ProblemRule):
    """A tool_destinations.yml without verbose.

    ## What it does
    Looks for the key `verbose`.

    ## Why is this bad
    Every job that comes here fails with KeyError 'verbose'. Galaxy's own validator calls the file
    valid.

    ## Example
    ```yaml tool_destinations.yml
    default_destination: main
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
    - galaxy/jobs/dynamic_tool_destination.py, map_tool_to_destination
    """

    code = "GJ203"
    name = "no-verbose"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"no-verbose"})
    from_effects = frozenset({"job"})
