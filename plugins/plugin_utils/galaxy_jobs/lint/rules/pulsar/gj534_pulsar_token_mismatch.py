# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ534: Missing or different token for a Pulsar."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...usage import is_open_ended
from .base import Connection, PulsarRule, connections


class PulsarTokenMismatch(PulsarRule):
    """Missing or different token for a Pulsar.

    ## What it does
    Compares the `private_token` of a destination with the one in the app.yml. Reports nothing if
    the app.yml has none: the token may be in the environment of Pulsar.

    ## Why is this bad
    Pulsar rejects every request: 401 Unauthorized.

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
          private_token: 4f0c9d8e
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    private_token: 4f0c9d8f
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
          private_token: 4f0c9d8f
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    private_token: 4f0c9d8f
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/web/routes.py, PulsarController
    - pulsar/client/server_interface.py, HttpPulsarInterface
    """

    code = "GJ534"
    name = "pulsar-token-mismatch"
    effect = "job"

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations whose requests Pulsar rejects, unless a rule may add a token."""
        conf = context.job_conf
        for connection in connections(context):
            if connection.param("private_token") or not (conf and is_open_ended(conf)):
                yield from self.check_connection(connection)

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield a missing or different token. The message shows neither token."""
        expected = connection.app.options.get("private_token")
        param = connection.param("private_token")
        if connection.uses_queue or not isinstance(expected, str) or (param and not param.fixed):
            return
        if param is None or param.value.data is None:
            message = f"'{connection.name}' has no private_token, but its Pulsar requires one."
            yield self.finding(connection.place(param), message)
        elif str(param.value.plain()) != expected:
            message = "This private_token differs from the one in Pulsar's app.yml."
            yield self.finding(param.value.place, message)
