# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ302: Unnamed resource parameter."""

from __future__ import annotations

from ...rule import ProblemRule


class UnnamedResourceParam(ProblemRule):
    """Unnamed resource parameter.

    ## What it does
    Finds `<param>` without `name`.

    ## Why is this bad
    No resource group can include the parameter, so no form shows it.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param type="text" label="Queue"/>
    </parameters>
    ```

    ## Use instead
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1"/>
      <param name="queue" type="text" label="Queue"/>
    </parameters>
    ```

    ## References
    - galaxy/util/__init__.py, parse_resource_parameters
    """

    code = "GJ302"
    name = "unnamed-resource-param"
    effect = "silent"
    needs = ("resource_params",)
    kinds = frozenset({"param-without-name"})
    consequences = frozenset({"silent"})
