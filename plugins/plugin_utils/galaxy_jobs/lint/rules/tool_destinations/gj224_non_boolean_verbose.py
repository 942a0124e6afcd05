# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ224: Non-boolean `verbose`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ....job_conf.values import as_bool
from ....text import Value
from ....tool_destinations.model import ToolDestinations
from ...edits import unquoted_fix
from ...finding import Finding, Fix
from .base import ToolDestinationsRule


class NonBooleanVerbose(ToolDestinationsRule):
    """Non-boolean `verbose`.

    ## What it does
    Checks that `verbose` is `true` or `false`.

    ## Why is this bad
    Galaxy treats any other value as true.

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
    name = "non-boolean-verbose"
    effect = "silent"

    def check_tool_destinations(self, conf: ToolDestinations) -> Iterator[Finding]:
        """Yield a 'verbose' that is not a boolean."""
        value = conf.verbose
        if value is not None and not isinstance(value.data, bool):
            message = (
                f"Invalid verbose '{value.plain()}': Galaxy treats it as true."
                " Expected true or false."
            )
            yield self.finding(value.place, message, _fix(value))


def _fix(value: Value) -> Fix | None:
    if isinstance(value.data, (tuple, Mapping)):
        return None
    try:
        return unquoted_fix(value, str(as_bool(value.plain())).lower())
    except ValueError:
        return None
