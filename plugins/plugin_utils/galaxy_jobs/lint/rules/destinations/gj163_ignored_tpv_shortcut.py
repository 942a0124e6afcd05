# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ163: Ignored `dynamic_tpv` shortcut."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import reachable_destinations


class IgnoredTpvShortcut(JobConfRule):
    """Ignored `dynamic_tpv` shortcut.

    ## What it does
    Finds `runner: dynamic_tpv` together with `params` in YAML, and in XML, where Galaxy does
    not support the shortcut.

    ## Why is this bad
    Galaxy reads `dynamic_tpv` as `dynamic` only. It looks for a rule with the name of the tool
    and finds none: every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: dynamic_tpv, params: {tpv_config_files: [tpv.yml]}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: dynamic_tpv, tpv_config_files: [tpv.yml]}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ163"
    name = "ignored-tpv-shortcut"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations whose runner is dynamic_tpv and that have no function."""
        for destination in reachable_destinations(conf):
            runner = destination.runner
            if runner is None or "function" in destination.params or not destination.is_dynamic:
                continue
            if runner.place.text.strip("\"'") == "dynamic_tpv":
                yield self.finding(runner.place, _MESSAGES[conf.syntax])


_MESSAGES = {
    "yaml": "'dynamic_tpv' is ignored if 'params' is set. Move the parameters from 'params' "
    "next to 'runner'.",
    "xml": "'dynamic_tpv' is ignored in XML. Write 'dynamic', and add the params function "
    "'map_tool_to_destination' and rules_module 'tpv.rules'.",
}
