# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ535: A jobs_directory that is not where Pulsar has its jobs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...finding import Finding
from .base import End, PulsarRule


class OtherJobsDirectory(PulsarRule):
    """A jobs_directory that is not where Pulsar has its jobs.

    ## What it does
    Compares the `jobs_directory` of a destination with the `staging_directory` of the manager, or
    else that of the whole Pulsar.

    ## Why is this bad
    Galaxy writes paths below it into the commands of the jobs, which then find none of their
    files.

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
          jobs_directory: /srv/pulsar/files/staging
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
          jobs_directory: /srv/pulsar/jobs/staging
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/client/client.py, BaseJobClient
    - pulsar/client/setup_handler.py, LocalSetupHandler
    - pulsar/managers/base/__init__.py, BaseManager
    """

    code = "GJ535"
    name = "other-jobs-directory"
    effect = "job"

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a directory that is another one."""
        given, param = end.text("jobs_directory"), end.param("jobs_directory")
        options = end.options
        if param is None or not given or options is None or end.param("remote_sep"):
            return
        expected = options.get("staging_directory") or end.app.options.get("staging_directory")
        # A relative one is below the directory that Pulsar is started in.
        if not isinstance(expected, str) or not posixpath.isabs(expected):
            return
        if posixpath.normpath(given) != posixpath.normpath(expected):
            message = f"Pulsar has the directories of its jobs in '{expected}', not '{given}'."
            yield self.finding(param.value.place, message)
