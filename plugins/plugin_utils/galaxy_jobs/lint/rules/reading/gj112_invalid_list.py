# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ112: String or mapping instead of a list."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....yaml import is_plain
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


class InvalidList(ProblemRule):
    """String or mapping instead of a list.

    ## What it does
    Finds tags, plugins of handlers, and resource groups in YAML that are not lists.

    ## Why is this bad
    Galaxy splits a string into its letters: `tags: a,b` gives the tags `a`, `,` and `b`. Of a
    mapping, it uses only the keys.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, tags: "small,big"}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, tags: [small, big]}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ112"
    name = "invalid-list"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"mapping-for-list", "text-for-list"})
    consequences = frozenset({"silent"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return a fix that turns a comma-separated string into a list."""
        value = problem.value
        if problem.kind != "text-for-list" or value is None:
            return None
        names = [part.strip() for part in value.data.split(",") if part.strip()]
        text = f"[{', '.join(names)}]"
        if not value.verbatim or not all(is_plain(name) for name in names):
            return Fix("Write a list.")
        safe = " " not in "".join(names)  # 'a b' may be one name or two
        return Fix(f"Write {text}.", (Edit(value.place, text),), safe)
