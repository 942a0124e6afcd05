# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ535: `jobs_directory` that differs from Pulsar's staging directory."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ...finding import Finding
from .base import Connection, PulsarRule


class JobsDirectoryMismatch(PulsarRule):
    """`jobs_directory` that differs from Pulsar's staging directory.

    ## What it does
    Compares the `jobs_directory` of a destination with the `staging_directory` of its manager, or
    else with the one at the top level of the app.yml.

    ## Why is this bad
    Galaxy writes paths below this directory into the commands of the jobs, so jobs do not find
    their files.

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
    name = "jobs-directory-mismatch"
    effect = "job"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield a jobs_directory that differs."""
        path, param = connection.text("jobs_directory"), connection.param("jobs_directory")
        options = connection.manager_options
        if param is None or not path or options is None or connection.param("remote_sep"):
            return
        expected = options.get("staging_directory")
        expected = expected or connection.app.options.get("staging_directory")
        # A relative path depends on the working directory of Pulsar.
        if not isinstance(expected, str) or not posixpath.isabs(expected):
            return
        if posixpath.normpath(path) != posixpath.normpath(expected):
            message = f"'{path}' is not Pulsar's staging_directory. Expected '{expected}'."
            yield self.finding(param.value.place, message)
