# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ156: An argument of the CLI runner that its job plugin does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....runners import CLI_JOBS
from ....words import did_you_mean, quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, enabled_destinations, runner_of, text_of


class UnknownCliArgument(JobConfRule):
    """An argument of the CLI runner that its job plugin does not have.

    ## What it does
    Checks the parameters of CLI destinations that begin with `job_` against the arguments of the
    job plugin. Those with a dash, such as `job_--mem`, are passed on as they are.

    ## Why is this bad
    Galaxy logs a warning with each job and submits it without the argument.

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
            of = class_of(runner_of(conf, destination))
            plugin = text_of(destination.params.get("job_plugin"))
            if of is None or of.load != _CLI or plugin not in CLI_JOBS:
                continue
            known = CLI_JOBS[plugin]
            for name, param in destination.params.items():
                argument = str(name)[len("job_") :] if str(name).startswith("job_") else "plugin"
                if argument not in ("plugin", *known) and not argument.startswith("-"):
                    hint = did_you_mean(argument, known) or f" Expected {quoted(known[:8])}."
                    message = f"The job plugin '{plugin}' has no argument '{argument}'.{hint}"
                    names = (f"job_{each}" for each in known)
                    free = [each for each in names if each not in destination.params]
                    fix = did_you_mean_fix(param.name, free, one_letter=True)
                    yield self.finding(param.name.place, message, fix)


_CLI = "galaxy.jobs.runners.cli:ShellJobRunner"
