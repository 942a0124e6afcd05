# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ550: Error or warning of TPV's own linter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...tpv import remarks


class TpvLintFinding(Rule):
    """Error or warning of TPV's own linter.

    ## What it does
    Reports what `tpv lint` finds in the files of TPV (total-perspective-vortex), if that
    command is installed; its warnings are warnings here. URLs are never fetched. An unknown
    parent is also a warning if it may be defined in a file that was left out.

    ## Why is this bad
    TPV does not load the file, and all jobs that it routes fail; or it routes them differently
    than intended.

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
    name = "tpv-lint-finding"
    effect = "job"
    needs = ("tpv",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings of TPV."""
        for checked in context.tpv or ():
            for remark in remarks(checked):
                message = f"TPV: {remark.message}"
                yield replace(self.finding(remark.place, message), effect=remark.effect)
