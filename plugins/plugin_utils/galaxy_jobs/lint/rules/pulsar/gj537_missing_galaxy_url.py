# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ537: Missing `galaxy_url` of a Pulsar runner."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from .base import Connection, PulsarRule


class MissingGalaxyUrl(PulsarRule):
    """Missing `galaxy_url` of a Pulsar runner.

    ## What it does
    Checks the `galaxy_url` of runners with which Pulsar transfers files itself: those with a
    message queue, and those with `remote_transfer`.

    ## Why is this bad
    Galaxy then uses its `galaxy_infrastructure_url`, which defaults to `http://localhost:8080`.
    From another host, Pulsar does not reach Galaxy there, and jobs fail.

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
          default_file_action: remote_transfer
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar:
        load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner
        galaxy_url: https://galaxy.example.org
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/
          default_file_action: remote_transfer
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - galaxy/jobs/runners/pulsar.py, PulsarJobRunner
    """

    code = "GJ537"
    name = "missing-galaxy-url"
    effect = "silent"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield a runner without the URL that its jobs need."""
        default = "remote_transfer" if connection.uses_queue else "transfer"
        action = connection.text("default_file_action", default) or ""
        url = connection.runner.params.get("galaxy_url")
        if action.startswith("remote_transfer") and (url is None or not url.value.data):
            message = (
                f"Runner '{connection.runner.id.data}' has no galaxy_url, but Pulsar transfers the "
                f"files of '{connection.name}' from and to Galaxy ({action}). Add one."
            )
            yield self.finding(connection.runner.id.place, message)
