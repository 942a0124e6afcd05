# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ131: Unknown runner parameter."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import JobConf
from ....runners import RunnerClass
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, enabled_runners


class UnknownRunnerParameter(JobConfRule):
    """Unknown runner parameter.

    ## What it does
    Checks the parameters of runners against the parameters of their class. Destination
    parameters are covered by other rules.

    ## Why is this bad
    Every handler that loads the runner refuses to start: `Invalid job runner parameter for this
    plugin`.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner, local_slots: 4}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, local_slots: 4}
    ```

    ## References
    - galaxy/jobs/runners/__init__.py, BaseJobRunner.__init__
    """

    code = "GJ131"
    name = "unknown-runner-parameter"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that a runner class rejects."""
        for runner in enabled_runners(conf):
            runner_class = class_of(runner)
            if runner_class is None:
                continue
            known = [param.name for param in runner_class.plugin]
            for name, param in runner.params.items():
                if not isinstance(name, str) or runner_class.plugin_param(name) is None:
                    message = f"The runner '{runner.id.data}' rejects {_reason(name, runner_class)}"
                    unused = [other for other in known if other not in runner.params]
                    fix = did_you_mean_fix(param.name, unused, one_letter=True)
                    yield self.finding(param.name.place, message, fix)


def _reason(name: object, runner_class: RunnerClass) -> str:
    """Return the end of the message: the parameter, and what was expected."""
    if not isinstance(name, str):
        return "a parameter without a name."
    known = [param.name for param in runner_class.plugin]
    if not known:
        return f"'{name}': its class has no parameters."
    if runner_class.destination_param(name):
        return f"'{name}': it is a destination parameter. Move it to the destinations."
    hint = did_you_mean(name, known)
    return f"'{name}'.{hint or f' Expected {quoted(known[:8])}.'}"
