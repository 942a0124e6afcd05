# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ209: Rule, tool or user that Galaxy skips."""

from __future__ import annotations

from ....diagnostic import Diagnostic, DiagnosticKind
from ....tool_destinations.read import RULE_TYPES
from ...edits import did_you_mean_fix
from ...finding import Fix
from ...rule import IgnoredRule

_MESSAGES: dict[DiagnosticKind, str] = {
    "no-destination": "'{}' is not the name of a destination. Galaxy ignores it.",
    "no-email": "'{}' is not an email address. Galaxy ignores it.",
    "not-a-mapping": "'{}' is not a mapping. Galaxy ignores it.",
    "rule-without-arguments": "Skipped rule: it requires a mapping 'arguments'.",
    "rule-without-bounds": "Skipped rule: it requires 'lower_bound' and 'upper_bound'.",
    "rule-without-type": "Skipped rule: it requires a 'rule_type'.",
    "rule-without-users": "Skipped rule: none of its 'users' is an email address.",
    "rules-not-a-list": "The rules of '{}' are not a list. Galaxy skips them.",
    "tool-without-rules": "Tool '{}' has neither 'rules' nor a 'default_destination'.",
    "unknown-rule-type": "Unknown rule type '{}': Galaxy skips the rule. Expected 'file_size', "
    "'num_input_datasets', 'records' or 'arguments'.",
    "user-without-priority": "User '{}' has no valid priority. Expected the name of one.",
}


class SkippedRule(IgnoredRule):
    """Rule, tool or user that Galaxy skips.

    ## What it does
    Finds rules that lack a required key, tools without rules, users without a valid priority, and
    destinations that are not names.

    ## Why is this bad
    Galaxy skips them, and at most logs it. Their jobs go to the default destination.

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
    name = "skipped-rule"
    effect = "silent"
    needs = ("tool_destinations",)
    kinds = frozenset(_MESSAGES)

    def message(self, ignored: Diagnostic) -> str:
        """Return what Galaxy skips, and why."""
        return _MESSAGES[ignored.kind].format(ignored.name)

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return a fix for a misspelled rule type."""
        if ignored.kind != "unknown-rule-type":
            return None
        return did_you_mean_fix(ignored.value, RULE_TYPES, one_letter=True)
