# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ132: A plugin parameter with a value that the runner class refuses."""

from __future__ import annotations

from collections.abc import Iterator

from ..._job_conf.model import JobConf, Param
from ..._job_conf.runners import RunnerParam
from ..._job_conf.values import as_int
from ..edits import respelt
from ..finding import Finding
from ..rule import JobConfRule
from ..usage import class_of, loaded
from ..words import quoted


class UnreadablePluginValue(JobConfRule):
    """A plugin parameter with a value that the runner class refuses.

    ## What it does
    Checks numbers and choices among the parameters of runners, and two parameters that no value
    fits: `k8s_timeout_seconds_job_deletion`, whose check is broken in Galaxy 26.1, and
    `amqp_publish_priority` in XML.

    ## Why is this bad
    Every handler that loads the runner refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, internalexception_state: failed}
    execution:
      default: main
      environments:
        main: {runner: slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, internalexception_state: error}
    execution:
      default: main
      environments:
        main: {runner: slurm}
    ```

    ## References
    - galaxy/util/params_with_specs.py
    - galaxy/jobs/runners/kubernetes.py
    """

    code = "GJ132"
    name = "unreadable-plugin-value"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that a class does not take."""
        for runner in loaded(conf):
            of = class_of(runner)
            for name, param in runner.params.items() if of else ():
                spec = of.plugin_param(name) if of and isinstance(name, str) else None
                reason = _reason(spec, param, conf.syntax) if spec else None
                if spec and reason:
                    fix = respelt(param.value, spec.choices, one_letter=True)
                    yield self.finding(param.value.place, f"'{name}' {reason}.", fix)


def _reason(spec: RunnerParam, param: Param, syntax: str) -> str | None:
    """Return why no handler starts with this, None when it does as far as one can tell."""
    if spec.name == "k8s_timeout_seconds_job_deletion":
        return "cannot be set in Galaxy 26.1, whose check of it is broken: leave it out"
    if spec.name == "amqp_publish_priority" and syntax == "xml":
        return "cannot be set in XML: Galaxy 26.1 compares the text with a number"
    data = param.value.data
    if not param.fixed or data is None or data in ("", "None") or spec.secret:
        return None
    if spec.choices and data not in spec.choices:
        return f"is '{param.value.plain()}': expected {quoted(spec.choices)}"
    if spec.kind not in ("int", "count"):
        return None
    try:
        number = as_int(data)
    except ValueError:
        return "must be a whole number"
    return "must not be below 0" if spec.kind == "count" and number < 0 else None
