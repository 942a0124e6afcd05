# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ533: Unknown Pulsar manager."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....words import quoted
from ...finding import Finding
from .base import Connection, PulsarRule


class UnknownPulsarManager(PulsarRule):
    """Unknown Pulsar manager.

    ## What it does
    Checks the manager that Galaxy uses against the app.yml: the one in the `url`, the `manager` of
    the destination or, with a message queue, the `manager` of the runner. The default is
    `_default_`.

    ## Why is this bad
    With HTTP, every job fails. With a message queue, jobs wait forever, because no manager reads
    their queue.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/managers/slrum/
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      slurm: {type: queued_cli, job_plugin: Slurm}
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
          url: https://pulsar.example.org:8913/managers/slurm/
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      slurm: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/web/routes.py, PulsarController
    - pulsar/client/server_interface.py, HttpPulsarInterface
    - pulsar/client/amqp_exchange.py, PulsarExchange
    """

    code = "GJ533"
    name = "unknown-pulsar-manager"
    effect = "job"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield an unknown manager."""
        known, name = connection.managers, connection.manager
        if not known or name is None or name in known:
            return
        hint = did_you_mean(name, known) or f" Expected one of {quoted(known)}."
        if connection.manager_param:
            message = f"Unknown Pulsar manager '{name}'.{hint}"
        else:
            message = f"'{connection.name}' names no manager, and Pulsar has no '{name}'.{hint}"
        yield self.finding(connection.place(connection.manager_param), message)
