# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ520: Resource parameter in a rule that no form has."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class UnreachableResourceParam(Rule):
    """Resource parameter in a rule that no form has.

    ## What it does
    Compares the names that rule functions look up in `resource_params` with the parameters in
    job_resource_params_conf.xml.

    ## Why is this bad
    Users cannot choose a value, so the rule always behaves as if the parameter was left empty.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" value="1" label="Cores"/>
    </parameters>
    ```
    ```python rules/by_cores.py
    def by_cores(resource_params):
        return "big" if int(resource_params.get("core", 1)) > 8 else "main"
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" value="1" label="Cores"/>
    </parameters>
    ```
    ```python rules/by_cores.py
    def by_cores(resource_params):
        return "big" if int(resource_params.get("cores", 1)) > 8 else "main"
    ```

    ## References
    - galaxy/jobs/__init__.py, get_resource_parameters
    """

    code = "GJ520"
    name = "unreachable-resource-param"
    effect = "silent"
    needs = ("resource_params", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the names that are not resource parameters."""
        params = context.resource_params.params if context.resource_params else ()
        known = {param.name.data for param in params if param.name.data is not None}
        for module in context.rules or ():
            for function in module.functions:
                for name in function.resources:
                    if name.data not in known and not name.data.startswith("__"):
                        hint = did_you_mean(name.data, known)
                        message = f"No form has a resource parameter '{name.data}'.{hint}"
                        yield self.finding(name.place, message)
