# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ304: Duplicate resource parameter."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class DuplicateResourceParam(IgnoredRule):
    """Duplicate resource parameter.

    ## What it does
    Finds parameters with the same name.

    ## Why is this bad
    Galaxy uses the last one and ignores the others without a message.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="cores" type="text"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
    </parameters>
    ```

    ## References
    - galaxy/util/__init__.py, parse_resource_parameters
    """

    code = "GJ304"
    name = "duplicate-resource-param"
    effect = "silent"
    needs = ("resource_params",)
    kinds = frozenset({"duplicate"})

    def message(self, ignored: Diagnostic) -> str:
        """Return the message for a parameter that is not used."""
        name = ignored.name.partition(" ")[2]
        return f"Duplicate parameter '{name}': a later one overrides this one. Remove one."
