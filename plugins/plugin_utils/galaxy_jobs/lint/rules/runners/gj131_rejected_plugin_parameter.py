# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ131: A plugin parameter that the runner class rejects."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....runners import RunnerClass
from ....words import did_you_mean, quoted
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, loaded


class RejectedPluginParameter(JobConfRule):
    """A plugin parameter that the runner class rejects.

    ## What it does
    Checks the parameters of runners against those their class takes. Destinations have parameters
    of their own, and those are not checked here.

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
    name = "rejected-plugin-parameter"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that a class does not take."""
        for runner in loaded(conf):
            of = class_of(runner)
            for name, param in runner.params.items() if of else ():
                if of and (not isinstance(name, str) or of.plugin_param(name) is None):
                    message = f"The runner '{runner.id.data}' rejects {_expected(name, of)}"
                    free = [each.name for each in of.plugin if each.name not in runner.params]
                    fix = respelt(param.name, free, one_letter=True)
                    yield self.finding(param.name.place, message, fix)


def _expected(name: object, of: RunnerClass) -> str:
    if not isinstance(name, str):
        return "a parameter without a name."
    known = [param.name for param in of.plugin]
    if not known:
        return f"'{name}': its class takes no parameters."
    if of.destination_param(name):
        return f"'{name}': it is a parameter of destinations. Move it there."
    hint = did_you_mean(name, known)
    return f"'{name}'.{hint or f' Its class takes {quoted(known[:8])}.'}"
