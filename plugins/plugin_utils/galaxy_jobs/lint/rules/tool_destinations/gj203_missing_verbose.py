# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ203: Missing `verbose` in tool_destinations.yml."""

from __future__ import annotations

from collections.abc import Mapping

from ....diagnostic import Diagnostic
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


class MissingVerbose(ProblemRule):
    """Missing `verbose` in tool_destinations.yml.

    ## What it does
    Checks for the key `verbose`.

    ## Why is this bad
    Every job of a destination of type `dtd` fails with `KeyError: 'verbose'`. Galaxy's own
    validator reports the file as valid.

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
    name = "missing-verbose"
    effect = "job"
    needs = ("tool_destinations",)
    kinds = frozenset({"no-verbose"})
    consequences = frozenset({"job"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that inserts 'verbose: false' at the top."""
        value = problem.value
        if value is None or not value.verbatim or not isinstance(value.data, Mapping):
            return Fix(_FIX_MESSAGE)
        source, start = value.place.source, value.place.start
        indent = source.text[:start].rpartition("\n")[2]
        if value.place.text.startswith("{"):
            edits = (Edit(source.span(start + 1, start + 1), "verbose: false, "),)
        elif indent.strip() or value.place.text.startswith(("!", "&")):
            return Fix(_FIX_MESSAGE)
        else:
            end = "\r\n" if "\r\n" in source.text else "\n"
            edits = (Edit(source.span(start, start), f"verbose: false{end}{indent}"),)
        return Fix(_FIX_MESSAGE, edits, safe=True)


_FIX_MESSAGE = "Add 'verbose: false'."
