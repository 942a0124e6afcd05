# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ303: An element of a job_resource_params_conf.xml that Galaxy does not read."""

from __future__ import annotations

from ....text import Unread
from ...rule import UnreadRule


class UnreadElement(UnreadRule):
    """An element of a job_resource_params_conf.xml that Galaxy does not read.

    ## What it does
    Finds elements right below the root that are no `<param>`.

    ## Why is this bad
    Galaxy passes over them: macros are not expanded here, and params in sections are not found.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <section><param name="queue" type="text"/></section>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="queue" type="text"/>
    </parameters>
    ```

    ## References
    - galaxy/util/__init__.py, parse_resource_parameters
    """

    code = "GJ303"
    name = "unread-element"
    effect = "silent"
    needs = ("resource_params",)
    kinds = frozenset({"element"})

    def message(self, unread: Unread) -> str:
        """Return what is not read."""
        return f"Galaxy does not read <{unread.name}> here: expected <param>."
