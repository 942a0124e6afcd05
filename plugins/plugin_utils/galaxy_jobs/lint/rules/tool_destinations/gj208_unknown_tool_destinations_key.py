# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ208: Unknown key in tool_destinations.yml."""

from __future__ import annotations

from .....spelling import did_you_mean
from ....diagnostic import Diagnostic
from ....tool_destinations.read import SECTIONS
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import IgnoredRule

_KNOWN = (
    *SECTIONS,
    "rules",
    "rule_type",
    "nice_value",
    "destination",
    "fail_message",
    "users",
    "lower_bound",
    "upper_bound",
    "arguments",
)


class UnknownToolDestinationsKey(IgnoredRule):
    """Unknown key in tool_destinations.yml.

    ## What it does
    Finds keys that have no meaning at their level.

    ## Why is this bad
    Galaxy ignores them without a message.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, nice: -5, upper_bound: 10 GB, destination: small}
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: small,
             nice_value: -5}
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py
    """

    code = "GJ208"
    name = "unknown-tool-destinations-key"
    effect = "silent"
    needs = ("tool_destinations",)
    kinds = frozenset({"key"})

    def message(self, ignored: Diagnostic) -> str:
        """Return the message, with the key that may be meant."""
        hint = did_you_mean(ignored.name, _KNOWN)
        if not hint and ignored.known:
            hint = f" Other keys allowed here: {quoted(ignored.known)}."
        return f"Unknown key '{ignored.name}': Galaxy ignores it here.{hint}"

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return a fix for a misspelled key."""
        return did_you_mean_fix(ignored.value, ignored.known, one_letter=True)
