# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ001: A suppression that suppresses nothing."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding, Fix
from ...noqa import removal
from ...rule import Rule


class UnusedSuppression(Rule):
    """A suppression that suppresses nothing.

    ## What it does
    Finds `noqa` comments with a code that is not reported on their line. Codes of other tools are
    left alone, and so are codes of rules that had not all documents they need. Finds the same in
    the configuration file `.galaxy-jobs.yml`.

    ## Why is this bad
    Nothing goes wrong. But the comment says that there is a fault, and would hide a new one.

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
        """Yield the suppressions that the engine found idle."""
        for suppression in context.unused:
            written = "noqa: " if suppression.comment else ""
            message = f"'{written}{suppression.code}' suppresses nothing. Remove it."
            fix = Fix("Remove it.", removal(suppression), safe=True)
            yield self.finding(suppression.place, message, fix)
