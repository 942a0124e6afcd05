# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ160: Dynamic runner without a rules module."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Span
from ...finding import Finding
from ...rule import JobConfRule


class MissingRulesModule(JobConfRule):
    """Dynamic runner without a rules module.

    ## What it does
    Checks that the runner `dynamic` has the parameter `rules_module`. Without a runner
    `dynamic` Galaxy looks for rules in `galaxy.jobs.rules`.

    ## Why is this bad
    Every job fails, even those that are not dynamic: `KeyError: 'rules_module'`.

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
    name = "missing-rules-module"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding if there is a dynamic runner without a module."""
        if conf.dynamic is not None and "rules_module" not in conf.dynamic:
            message = (
                "The runner 'dynamic' has no 'rules_module', so every job fails. Add the package "
                "with the rules."
            )
            yield self.finding(_place(conf), message)


_WRITTEN = re.compile(
    r"""(?:\bid\s*=\s*|^\s*|[{,]\s*)["']?(?P<name>dynamic)["']?\s*[:/>\s]""", re.M
)


def _place(conf: JobConf) -> Span:
    """Return where the runner is defined, else the whole document."""
    match = _WRITTEN.search(conf.source.text, conf.place.start)
    return conf.source.span(*match.span("name")) if match else conf.place
