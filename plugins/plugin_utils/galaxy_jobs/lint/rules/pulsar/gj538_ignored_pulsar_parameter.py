# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ538: Parameter that the Pulsar manager ignores."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.submit import PREFIX, why_ignored
from ...finding import Finding
from .base import Connection, PulsarRule


class IgnoredPulsarParameter(PulsarRule):
    """Parameter that the Pulsar manager ignores.

    ## What it does
    Checks the `submit_*` parameters of destinations against the type and the options of the manager
    in the app.yml. Also finds a `manager` parameter if Galaxy reads the manager from the runner or
    the url.

    ## Why is this bad
    Jobs do not get the cores, memory or time that the destination requests.

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
    name = "ignored-pulsar-parameter"
    effect = "silent"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield the parameters that are ignored."""
        options = connection.manager_options
        for name, param in connection.destination.params.items() if options is not None else ():
            if isinstance(name, str) and name.startswith(PREFIX):
                reason = why_ignored(options or {}, name)
                if reason:
                    yield self.finding(param.name.place, f"'{name}' {reason}.")
        manager = connection.param("manager")
        if manager is not None and manager is not connection.manager_param:
            source = "the runner" if connection.uses_queue else "the url"
            message = f"'manager' is ignored: Galaxy reads the manager from {source}."
            yield self.finding(manager.name.place, message)
