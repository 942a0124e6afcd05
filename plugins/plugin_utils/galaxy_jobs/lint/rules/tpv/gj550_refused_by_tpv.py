# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ550: What TPV's own linter says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...tpv import remarks


class RefusedByTpv(Rule):
    """What TPV's own linter says.

    ## What it does
    Shows what `tpv lint` says of the files of TPV (total-perspective-vortex), where that command
    is installed; its warnings are warnings here. URLs are never fetched: that a parent does not
    exist is a warning as well when it may be in a file that was left out.

    ## Why is this bad
    TPV does not load the file, and then all jobs that it routes fail; or it routes them otherwise
    than was meant.

    ## Example
    ```yaml tpv.yml
    tools:
      bwa: {inherits: large, cores: 8, mem: 32}
    ```
    ```text tpv-lint.txt
    ERROR: tpv.commands.linter: Linting failed due to syntax errors in yaml file: The specified parent: large for entity: bwa does not exist
    INFO : tpv.commands.shell: lint failed.
    ```

    ## Use instead
    ```yaml tpv.yml
    tools:
      large: {abstract: true, params: {native_specification: --partition=large}}
      bwa: {inherits: large, cores: 8, mem: 32}
    ```
    ```text tpv-lint.txt
    INFO : tpv.commands.shell: lint successful.
    ```

    ## References
    - total-perspective-vortex, tpv/commands/linter.py, TPVConfigLinter
    """  # noqa: E501

    code = "GJ550"
    name = "refused-by-tpv"
    effect = "job"
    needs = ("tpv",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what TPV says."""
        for checked in context.tpv or ():
            for remark in remarks(checked):
                message = f"TPV: {remark.message}"
                yield replace(self.finding(remark.place, message), effect=remark.effect)
