# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ112: A text or a mapping where a list is wanted."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....yaml import is_plain
from ...context import Document
from ...finding import Edit, Fix
from ...rule import ProblemRule


class NotAList(ProblemRule):
    """A text or a mapping where a list is wanted.

    ## What it does
    Finds tags, plugins of handlers and groups of resource parameters in YAML that are no lists.

    ## Why is this bad
    Of a text Galaxy takes each letter as an item: `tags: a,b` gives the tags `a`, `,` and `b`.

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
    name = "not-a-list"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"mapping-for-list", "text-for-list"})
    consequences = frozenset({"silent"})

    def fix(self, problem: Diagnostic, document: Document) -> Fix | None:
        """Return the list that a text with commas means."""
        value = problem.value
        if problem.kind != "text-for-list" or value is None:
            return None
        names = [part.strip() for part in value.data.split(",") if part.strip()]
        text = f"[{', '.join(names)}]"
        if not value.verbatim or not all(is_plain(name) for name in names):
            return Fix("Write a list.")
        safe = " " not in "".join(names)  # is 'a b' one name or two?
        return Fix(f"Write {text}.", (Edit(value.place, text),), safe)
