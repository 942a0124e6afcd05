# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ160: A dynamic runner without a rules module."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Place
from ...finding import Finding
from ...rule import JobConfRule


class DynamicWithoutRulesModule(JobConfRule):
    """A dynamic runner without a rules module.

    ## What it does
    Looks for `rules_module` among the parameters of the runner `dynamic`. Without such a runner
    Galaxy looks for rules in `galaxy.jobs.rules`.

    ## Why is this bad
    Every job fails, dynamic or not: KeyError 'rules_module'.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
      dynamic: {workers: 1}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
      dynamic: {rules_module: galaxy.jobs.rules}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/mapper.py, JobRunnerMapper.__init__
    """

    code = "GJ160"
    name = "dynamic-without-rules-module"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding when there is a dynamic runner and no module."""
        if conf.dynamic is not None and "rules_module" not in conf.dynamic:
            message = (
                "The runner 'dynamic' names no 'rules_module': every job fails."
                " Name the package with the rules."
            )
            yield self.finding(_place(conf), message)


_WRITTEN = re.compile(
    r"""(?:\bid\s*=\s*|^\s*|[{,]\s*)["']?(?P<name>dynamic)["']?\s*[:/>\s]""", re.M
)


def _place(conf: JobConf) -> Place:
    """Return where the runner is, as near as the document tells."""
    found = _WRITTEN.search(conf.source.text, conf.place.start)
    return conf.source.place(*found.span("name")) if found else conf.place
