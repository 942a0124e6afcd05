# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ156: Unknown argument of a CLI job plugin."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import Destination, JobConf, Param
from ....runners import CLI_JOBS
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, enabled_destinations, runner_of, text_of


class UnknownCliArgument(JobConfRule):
    """Unknown argument of a CLI job plugin.

    ## What it does
    Checks the `job_` parameters of destinations with the CLI runner against the arguments of
    the job plugin. Names with a dash, such as `job_--mem`, are passed on unchanged.

    ## Why is this bad
    Galaxy logs a warning for each job and submits it without the argument.

    ## Example
    ```yaml job_conf.yml
    runners:
      cluster: {load: galaxy.jobs.runners.cli:ShellJobRunner}
    execution:
      default: main
      environments:
        main: {runner: cluster, job_plugin: Slurm, job_cpus: 4}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      cluster: {load: galaxy.jobs.runners.cli:ShellJobRunner}
    execution:
      default: main
      environments:
        main: {runner: cluster, job_plugin: Slurm, job_ncpus: 4}
    ```

    ## References
    - galaxy/jobs/runners/util/cli/job/
    """

    code = "GJ156"
    name = "unknown-cli-argument"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the arguments that are not passed on."""
        for destination in enabled_destinations(conf):
            runner_class = class_of(runner_of(conf, destination))
            plugin = text_of(destination.params.get("job_plugin"))
            if runner_class is None or runner_class.load != _CLI or plugin not in CLI_JOBS:
                continue
            for name, param in destination.params.items():
                if str(name).startswith("job_") and name != "job_plugin":
                    yield from self._check(plugin, str(name)[len("job_") :], param, destination)

    def _check(
        self, plugin: str, argument: str, param: Param, destination: Destination
    ) -> Iterator[Finding]:
        known = CLI_JOBS[plugin]
        if argument in known or argument.startswith("-"):
            return
        hint = did_you_mean(argument, known) or f" Expected {quoted(known[:8])}."
        message = f"Unknown argument '{argument}' of the job plugin '{plugin}'.{hint}"
        names = (f"job_{name}" for name in known)
        free = [name for name in names if name not in destination.params]
        fix = did_you_mean_fix(param.name, free, one_letter=True)
        yield self.finding(param.name.place, message, fix)


_CLI = "galaxy.jobs.runners.cli:ShellJobRunner"
