# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ301: A job_resource_params_conf.xml that is not well-formed."""

from __future__ import annotations

from ...rule import ProblemRule


class ResourceParamsNotParsed(ProblemRule):
    """A job_resource_params_conf.xml that is not well-formed.

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
    name = "resource-params-not-parsed"
    effect = "startup"
    needs = ("resource_params",)
    kinds = frozenset({"encoding", "not-well-formed"})
