# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ532: Pulsar without a destination in Galaxy."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import connections


class PulsarWithoutDestination(Rule):
    """Pulsar without a destination in Galaxy.

    ## What it does
    Checks that each app.yml belongs to a destination with a Pulsar runner. The pattern that was
    given with the app.yml must match the id of the destination or of its runner.

    ## Why is this bad
    No option was compared with the job_conf. The pattern, or the id of a runner, may be misspelled.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
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
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - galaxy/jobs/runners/pulsar.py
    """

    code = "GJ532"
    name = "pulsar-without-destination"
    effect = "silent"
    needs = ("job_conf", "pulsars")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the Pulsars that no destination uses."""
        used = {connection.app for connection in connections(context)}
        for app in context.pulsars or ():
            if app not in used:
                message = "No destination uses this Pulsar."
                if app.pattern != "*":
                    message += f" Expected a destination or runner id that matches '{app.pattern}'."
                yield self.finding(app.place(("managers",), name=True), message)
