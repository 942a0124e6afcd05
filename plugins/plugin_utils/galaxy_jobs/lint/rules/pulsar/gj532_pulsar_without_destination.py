# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ532: A Pulsar to which no destination leads."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule
from .base import ends


class PulsarWithoutDestination(Rule):
    """A Pulsar to which no destination leads.

    ## What it does
    Checks that a destination with a runner of Pulsar belongs to each app.yml that is given:
    either its id or that of its runner fits the pattern that was given with the app.yml.

    ## Why is this bad
    Nothing was compared. The pattern, or the id of a runner, may be misspelt.

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
        """Yield the Pulsars that nothing leads to."""
        led_to = {end.app for end in ends(context)}
        for app in context.pulsars or ():
            if app not in led_to:
                whose = "" if app.pattern == "*" else f" whose id, or runner, is '{app.pattern}'"
                message = f"No destination{whose} leads jobs to this Pulsar."
                yield self.finding(app.place(("managers",), name=True), message)
