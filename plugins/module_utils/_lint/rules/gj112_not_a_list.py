# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ112: A text or a mapping where a list is wanted."""

from __future__ import annotations

from ..rule import ProblemRule


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
    from_effects = frozenset({"silent"})
