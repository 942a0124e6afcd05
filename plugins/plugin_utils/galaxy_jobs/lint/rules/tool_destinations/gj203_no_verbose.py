# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ203: A tool_destinations.yml without verbose."""

from __future__ import annotations

from collections.abc import Mapping

from ....text import Problem
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


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

    def fix(self, problem: Problem, document: Document) -> Fix | None:
        """Return 'verbose: false' before all else."""
        value = problem.value
        if value is None or not value.verbatim or not isinstance(value.data, Mapping):
            return Fix(_SENTENCE)
        source, start = value.place.source, value.place.start
        indent = source.text[:start].rpartition("\n")[2]
        if value.place.text.startswith("{"):
            edits = (Edit(source.place(start + 1, start + 1), "verbose: false, "),)
        elif indent.strip() or value.place.text.startswith(("!", "&")):
            return Fix(_SENTENCE)
        else:
            end = "\r\n" if "\r\n" in source.text else "\n"
            edits = (Edit(source.place(start, start), f"verbose: false{end}{indent}"),)
        return Fix(_SENTENCE, edits, safe=True)


_SENTENCE = "Add 'verbose: false'."
