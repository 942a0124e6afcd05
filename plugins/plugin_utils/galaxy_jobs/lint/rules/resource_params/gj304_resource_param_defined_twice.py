# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ304: A resource parameter that is defined twice."""

from __future__ import annotations

from ....text import Unread
from ...rule import UnreadRule


class ResourceParamDefinedTwice(UnreadRule):
    """A resource parameter that is defined twice.

    ## What it does
    Finds params whose name occurs twice.

    ## Why is this bad
    The last one holds, the other is gone without a word.

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
    name = "resource-param-defined-twice"
    effect = "silent"
    needs = ("resource_params",)
    kinds = frozenset({"duplicate"})

    def message(self, unread: Unread) -> str:
        """Return what is not used."""
        name = unread.name.partition(" ")[2]
        return f"The param '{name}' is defined twice: this one is not used. Remove one."
