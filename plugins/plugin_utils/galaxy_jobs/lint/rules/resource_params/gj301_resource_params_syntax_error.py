# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ301: Syntax error in job_resource_params_conf.xml."""

from __future__ import annotations

from ...rule import ProblemRule


class ResourceParamsSyntaxError(ProblemRule):
    """Syntax error in job_resource_params_conf.xml.

    ## What it does
    Reports XML that cannot be parsed.

    ## Why is this bad
    Galaxy refuses to start.

    ## Example
    ```xml job_resource_params_conf.xml
    <parameters>
      <param name="cores" type="integer" label="Cores" value="1">
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

    code = "GJ301"
    name = "resource-params-syntax-error"
    effect = "startup"
    needs = ("resource_params",)
    kinds = frozenset({"encoding", "not-well-formed"})
