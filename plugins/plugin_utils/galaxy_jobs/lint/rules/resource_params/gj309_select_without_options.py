# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ309: Select without options."""

from __future__ import annotations

from collections.abc import Iterator

from ....resource_params.model import ResourceParam
from ...finding import Finding
from .base import ResourceParamRule


class SelectWithoutOptions(ResourceParamRule):
    """Select without options.

    ## What it does
    Finds parameters of type `select` without `<option>`, unless they are optional or get their
    options from elsewhere.

    ## Why is this bad
    There is nothing to choose, so Galaxy rejects jobs with resource parameters.

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

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield a select without options."""
        is_select = param.type is not None and param.type.data == "select"
        if not is_select or param.options or "<options" in param.place.text:
            return
        if not param.attributes.keys() & {"dynamic_options", "optional", "multiple"}:
            message = f"Select '{param.name.data}' has no <option>. Add one."
            yield self.finding(param.name.place, message)
