# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ001: Unused suppression."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding, Fix
from ...noqa import removal
from ...rule import Rule


class UnusedSuppression(Rule):
    """Unused suppression.

    ## What it does
    Finds codes in `noqa` comments that are not reported on their line, and codes in the
    configuration file `.galaxy-jobs.yml` that are not reported in any matching file. Codes of
    other tools are not checked. Neither are codes of rules that were skipped because a document
    is missing.

    ## Why is this bad
    Nothing breaks. But the comment claims that there is a problem, and would hide a new one.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}  # noqa: GJ150
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - rules of this collection: `galaxy-jobs rules`
    """

    code = "GJ001"
    name = "unused-suppression"
    effect = "style"

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the suppressions that the engine found unused."""
        for suppression in context.unused:
            prefix = "noqa: " if suppression.comment else ""
            message = f"Unused suppression '{prefix}{suppression.code}'. Remove it."
            fix = Fix("Remove it.", removal(suppression), safe=True)
            yield self.finding(suppression.place, message, fix)
