# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ224: A value of 'verbose' that is no boolean."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.values import as_bool
from ....text import Value
from ...context import Context
from ...edits import unquoted
from ...finding import Finding, Fix
from ...rule import Rule


class VerboseNotBoolean(Rule):
    """A value of 'verbose' that is no boolean.

    ## What it does
    Checks that `verbose` is `true` or `false`.

    ## Why is this bad
    Anything else is taken for true.

    ## Example
    ```yaml tool_destinations.yml
    verbose: "no"
    default_destination: main
    ```

    ## Use instead
    ```yaml tool_destinations.yml
    verbose: false
    default_destination: main
    ```

    ## References
    - galaxy/jobs/dynamic_tool_destination.py, validate_config
    """

    code = "GJ224"
    name = "verbose-not-boolean"
    effect = "silent"
    needs = ("tool_destinations",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a 'verbose' that is not read."""
        conf = context.tool_destinations
        value = conf.verbose if conf else None
        if value is not None and not isinstance(value.data, bool):
            message = (
                f"verbose is '{value.plain()}', which is taken for true: expected true or false."
            )
            yield self.finding(value.place, message, _fix(value))


def _fix(value: Value) -> Fix | None:
    try:
        return unquoted(value, str(as_bool(value.plain())).lower())
    except ValueError:
        return None
