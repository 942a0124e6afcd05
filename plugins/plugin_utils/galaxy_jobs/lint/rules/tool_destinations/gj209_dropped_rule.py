# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ209: A rule, a tool or a user that Galaxy drops."""

from __future__ import annotations

from ....text import Unread
from ....tool_destinations.read import RULE_TYPES
from ...edits import respelt
from ...finding import Fix
from ...rule import UnreadRule

_WHY = {
    "no-destination": "'{}' names no destination and is dropped.",
    "no-email": "'{}' is no email address: Galaxy drops it.",
    "not-a-mapping": "'{}' is no mapping: Galaxy does not read it.",
    "rule-without-arguments": "This rule is dropped: it needs a mapping 'arguments'.",
    "rule-without-bounds": "This rule is dropped: it needs 'lower_bound' and 'upper_bound'.",
    "rule-without-type": "This rule is dropped: it needs a 'rule_type'.",
    "rule-without-users": "This rule is dropped: none of its 'users' is an email address.",
    "rules-not-a-list": "The rules of '{}' are no list: Galaxy does not read them.",
    "tool-without-rules": "The tool '{}' has neither rules nor a default_destination.",
    "unknown-rule-type": "No rule type '{}': expected 'file_size', 'num_input_datasets',"
    " 'records' or 'arguments'. The rule is dropped.",
    "user-without-priority": "The user '{}' has no priority that is a name.",
}


class DroppedRule(UnreadRule):
    """A rule, a tool or a user that Galaxy drops.

    ## What it does
    Finds rules without what they need, tools without rules, users without a priority and
    destinations that are no names.

    ## Why is this bad
    Galaxy says so in a log at most, and goes on without: the jobs go to the default destination.

    ## Example
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    tools:
      bwa:
        rules:
          - {rule_type: file_size, lower_bound: 0, destination: small}
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

    code = "GJ209"
    name = "dropped-rule"
    effect = "silent"
    needs = ("tool_destinations",)
    kinds = frozenset(_WHY)

    def message(self, unread: Unread) -> str:
        """Return what is dropped and why."""
        return _WHY[unread.kind].format(unread.name)

    def fix(self, unread: Unread) -> Fix | None:
        """Return the type of rule that is meant."""
        if unread.kind != "unknown-rule-type":
            return None
        return respelt(unread.value, RULE_TYPES, one_letter=True)
