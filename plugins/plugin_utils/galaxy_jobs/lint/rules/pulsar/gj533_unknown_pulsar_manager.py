# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ533: A manager that Pulsar does not have."""

from __future__ import annotations

from collections.abc import Iterator

from ....words import did_you_mean, quoted
from ...finding import Finding
from .base import End, PulsarRule


class UnknownPulsarManager(PulsarRule):
    """A manager that Pulsar does not have.

    ## What it does
    Checks the manager that Galaxy names, in the url, as `manager` of a destination, or, with a
    message queue, as `manager` of the runner, against the app.yml. Who names none gets
    `_default_`.

    ## Why is this bad
    Through HTTP every job fails; through a message queue it waits for ever, since nobody reads
    its queue.

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

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a manager that is not there."""
        known, name = end.managers, end.manager
        if not known or name is None or name in known:
            return
        hint = did_you_mean(name, known) or f" It has {quoted(known)}."
        who = "" if end.manager_param else f"'{end.name}' names no manager, and "
        message = f"{who}Pulsar has no manager '{name}'.{hint}"
        yield self.finding(end.place(end.manager_param), message)
