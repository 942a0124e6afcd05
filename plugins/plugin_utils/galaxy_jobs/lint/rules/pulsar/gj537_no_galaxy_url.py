# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ537: A runner that does not say where Pulsar fetches files from."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from .base import End, PulsarRule


class NoGalaxyUrl(PulsarRule):
    """A runner that does not say where Pulsar fetches files from.

    ## What it does
    Looks for the `galaxy_url` of runners whose jobs have Pulsar fetch and bring their files: those
    with a message queue, and those with `remote_transfer`.

    ## Why is this bad
    Galaxy then names its `galaxy_infrastructure_url`, which is `http://localhost:8080` where the
    galaxy.yml does not say otherwise: on another host Pulsar does not find Galaxy there, and the
    jobs fail.

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
    name = "no-galaxy-url"
    effect = "silent"

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a runner whose jobs need the URL."""
        default = "remote_transfer" if end.by_queue else "transfer"
        action = end.text("default_file_action", default) or ""
        given = end.runner.params.get("galaxy_url")
        if action.startswith("remote_transfer") and (given is None or not given.value.data):
            message = (
                f"'{end.runner.id.data}' has no galaxy_url, and the jobs of '{end.name}' have "
                f"Pulsar fetch their files from Galaxy ({action})."
            )
            yield self.finding(end.runner.id.place, message)
