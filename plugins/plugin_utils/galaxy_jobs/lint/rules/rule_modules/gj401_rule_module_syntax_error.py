# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ401: Syntax error in a rule module."""

from __future__ import annotations

from ...rule import ProblemRule


class RuleModuleSyntaxError(ProblemRule):
    """Syntax error in a rule module.

    ## What it does
    Reports rule modules that are not valid Python. No code is run.

    ## Why is this bad
    Galaxy skips the module with a log message. Jobs that need one of its rules fail: no rule
    function of that name is found.

    ## Example
    ```python rules/by_size.py
    def by_size(job:
        return "small"
    ```

    ## Use instead
    ```python rules/by_size.py
    def by_size(job):
        return "small"
    ```

    ## References
    - galaxy/util/submodules.py
    """

    code = "GJ401"
    name = "rule-module-syntax-error"
    effect = "job"
    needs = ("rules",)
    kinds = frozenset({"encoding", "not-python"})
    consequences = frozenset({"job"})
