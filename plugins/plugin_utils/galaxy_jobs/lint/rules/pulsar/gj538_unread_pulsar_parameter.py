# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ538: A parameter for the manager of a Pulsar, which does not read it."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.submit import PREFIX, why_ignored
from ...finding import Finding
from .base import End, PulsarRule


class UnreadPulsarParameter(PulsarRule):
    """A parameter for the manager of a Pulsar, which does not read it.

    ## What it does
    Checks the parameters `submit_...` of destinations against the type of the manager in the
    app.yml and what it says itself; and `manager` where Galaxy takes the manager from the runner or
    the url.

    ## Why is this bad
    Jobs do not get the cores, memory or time that they were to have.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/
          submit_native_specification: --cpus-per-task=4
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm, job_ncpus: 4}
    ```

    ## References
    - pulsar/managers/queued_cli.py, CliQueueManager
    - pulsar/managers/base/base_drmaa.py, BaseDrmaaManager
    - pulsar/managers/queued_condor.py, CondorQueueManager
    """

    code = "GJ538"
    name = "unread-pulsar-parameter"
    effect = "silent"

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield the parameters that have no effect."""
        for name, param in end.destination.params.items() if end.options is not None else ():
            if isinstance(name, str) and name.startswith(PREFIX):
                reason = why_ignored(end.options or {}, name)
                if reason:
                    yield self.finding(param.name.place, f"'{name}' {reason}.")
        idle = end.param("manager")
        if idle is not None and idle is not end.manager_param:
            where = "its runner" if end.by_queue else "the url"
            message = f"'manager' has no effect: Galaxy takes it from {where}."
            yield self.finding(idle.name.place, message)
