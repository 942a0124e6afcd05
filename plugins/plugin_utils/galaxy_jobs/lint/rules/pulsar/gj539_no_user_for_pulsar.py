# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ539: A destination that does not say as whom Pulsar is to run its jobs."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.submit import USER, needs_user
from ...context import Context
from ...finding import Finding
from ...usage import anything_goes
from .base import End, PulsarRule


class NoUserForPulsar(PulsarRule):
    """A destination that does not say as whom Pulsar is to run its jobs.

    ## What it does
    Looks for `submit_user` where the manager is of type `queued_external_drmaa`.

    ## Why is this bad
    That manager refuses jobs without a user: all of them fail.

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
    name = "no-user-for-pulsar"
    effect = "job"

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations without a user; rules may add one."""
        if context.job_conf and not anything_goes(context.job_conf):
            yield from super().check(context)

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a destination without a user."""
        if end.options is not None and needs_user(end.options) and end.param(USER) is None:
            message = (
                f"'{end.name}' has no {USER}, such as '$__user_name__', and its manager wants one."
            )
            yield self.finding(end.destination.id.place, message)
