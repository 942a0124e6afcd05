# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ163: A destination for TPV without what the shortcut stands for."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import is_dynamic, reachable_destinations


class TpvShortcutLost(JobConfRule):
    """A destination for TPV without what the shortcut stands for.

    ## What it does
    Finds `runner: dynamic_tpv` beside `params` in YAML, and in XML, where Galaxy knows no such
    shortcut.

    ## Why is this bad
    Of `dynamic_tpv` nothing but `dynamic` is left: Galaxy looks for a rule with the name of the
    tool and finds none, and every job that goes there fails.

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
    name = "tpv-shortcut-lost"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations whose runner says TPV and that have no function."""
        for destination in reachable_destinations(conf):
            runner = destination.runner
            if runner is None or "function" in destination.params or not is_dynamic(destination):
                continue
            if runner.place.text.strip("\"'") == "dynamic_tpv":
                yield self.finding(runner.place, _MESSAGES[conf.syntax])


_MESSAGES = {
    "yaml": "'dynamic_tpv' has no effect beside 'params'. Put what is in 'params' beside 'runner'.",
    "xml": "'dynamic_tpv' has no effect in XML. Write 'dynamic', and as params the function "
    "'map_tool_to_destination' and the rules_module 'tpv.rules'.",
}
