# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ310: A select with a value."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...resources import shown
from ...rule import Rule


class SelectWithValue(Rule):
    """A select with a value.

    ## What it does
    Finds parameters of the type `select` with a `value`.

    ## Why is this bad
    Galaxy does not read it: the default is the option with `selected="true"`, or the first one.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="queue" type="select" label="Queue" value="long">
        <option value="short"/>
        <option value="long"/>
      </param>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="queue" type="select" label="Queue">
        <option value="short"/>
        <option value="long" selected="true"/>
      </param>
    </parameters>
    ```

    ## References
    - galaxy/tools/parameters/basic.py, SelectToolParameter
    """

    code = "GJ310"
    name = "select-with-value"
    effect = "silent"
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the values that are not read."""
        for param in shown(context):
            value = param.get("value")
            if value is not None and value.data and param.type and param.type.data == "select":
                options = param.options
                if options and options[0].value.data == value.data and not options[0].selected:
                    continue
                message = "A select does not read 'value': mark the option with selected=\"true\"."
                yield self.finding(value.place, message)
