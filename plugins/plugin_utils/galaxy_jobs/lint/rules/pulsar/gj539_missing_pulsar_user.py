# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ539: Missing user for the jobs of a Pulsar."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.submit import USER, needs_user
from ...context import Context
from ...finding import Finding
from ...usage import is_open_ended
from .base import Connection, PulsarRule


class MissingPulsarUser(PulsarRule):
    """Missing user for the jobs of a Pulsar.

    ## What it does
    Checks for `submit_user` if the manager has the type `queued_external_drmaa`.

    ## Why is this bad
    This manager rejects jobs without a user, so every job fails.

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
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_external_drmaa}
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
          submit_user: $__user_name__
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_external_drmaa}
    ```

    ## References
    - pulsar/managers/queued_external_drmaa.py, ExternalDrmaaQueueManager
    - galaxy/jobs/runners/pulsar.py, PulsarJobRunner.get_client_from_wrapper
    """

    code = "GJ539"
    name = "missing-pulsar-user"
    effect = "job"

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations without a user, unless a rule may add one."""
        if context.job_conf and not is_open_ended(context.job_conf):
            yield from super().check(context)

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield a destination without a user."""
        options = connection.manager_options
        if options is not None and needs_user(options) and connection.param(USER) is None:
            message = (
                f"'{connection.name}' has no {USER}, but its manager requires one."
                " Add one, such as '$__user_name__'."
            )
            yield self.finding(connection.destination.id.place, message)
