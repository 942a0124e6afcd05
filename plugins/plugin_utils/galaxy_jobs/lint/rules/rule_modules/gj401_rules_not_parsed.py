# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ401: A module of rules that Python cannot parse."""

from __future__ import annotations

from ...rule import ProblemRule


class RulesNotParsed(ProblemRule):
    """A module of rules that Python cannot parse.

    ## What it does
    Reports modules below a rules module that are not Python. Nothing of them is run.

    ## Why is this bad
    Galaxy skips the module with a line in its log. Jobs that want one of its rules fail: no rule
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
    name = "rules-not-parsed"
    effect = "job"
    needs = ("rules",)
    kinds = frozenset({"encoding", "not-python"})
    consequences = frozenset({"job"})
