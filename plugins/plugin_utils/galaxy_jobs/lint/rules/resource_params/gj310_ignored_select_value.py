# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ310: Ignored `value` of a select."""

from __future__ import annotations

from collections.abc import Iterator

from ....resource_params.model import ResourceParam, SelectOption
from ...finding import Finding
from .base import ResourceParamRule


class IgnoredSelectValue(ResourceParamRule):
    """Ignored `value` of a select.

    ## What it does
    Finds parameters of type `select` with a `value`.

    ## Why is this bad
    Galaxy ignores it: the default is the option with `selected="true"`, or the first one.

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
    name = "ignored-select-value"
    effect = "silent"

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        """Yield a value that Galaxy ignores."""
        value = param.get("value")
        if value is None or not value.data or param.type is None or param.type.data != "select":
            return
        default = _default(param.options)
        if default is None or default.value.data != value.data:
            message = (
                f"Galaxy ignores value '{value.data}' of a select. "
                'Mark the default option with selected="true".'
            )
            yield self.finding(value.place, message)


def _default(options: tuple[SelectOption, ...]) -> SelectOption | None:
    """Return the option that Galaxy selects: the first one marked as selected, or the first one."""
    selected = (option for option in options if option.is_selected)
    return next(selected, options[0] if options else None)
