# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ309: A select without options."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...resources import shown
from ...rule import Rule


class SelectWithoutOptions(Rule):
    """A select without options.

    ## What it does
    Finds parameters of the type `select` without `<option>`, unless they are optional or their
    options come from elsewhere.

    ## Why is this bad
    There is nothing to choose: jobs with resource parameters are refused.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="queue" type="select" label="Queue"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="queue" type="select" label="Queue"><option value="long"/></param>
    </parameters>
    ```

    ## References
    - galaxy/tools/parameters/basic.py, SelectToolParameter
    """

    code = "GJ309"
    name = "select-without-options"
    effect = "job"
    needs = ("resource_params",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the selects without options."""
        for param in shown(context):
            is_select = param.type is not None and param.type.data == "select"
            if not is_select or param.options or "<options" in param.place.text:
                continue
            if not param.attributes.keys() & {"dynamic_options", "optional", "multiple"}:
                message = f"The select '{param.name.data}' has no <option>. Add one."
                yield self.finding(param.name.place, message)
