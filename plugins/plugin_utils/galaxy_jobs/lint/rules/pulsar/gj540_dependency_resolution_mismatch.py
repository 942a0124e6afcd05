# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ540: Galaxy and Pulsar each leave dependency resolution to the other."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from .base import Connection, PulsarRule

_RESOLVERS = ("dependency_resolution", "dependency_resolvers_config_file")


class DependencyResolutionMismatch(PulsarRule):
    """Galaxy and Pulsar each leave dependency resolution to the other.

    ## What it does
    Compares the `dependency_resolution` of a destination with the resolvers and the
    `tool_dependency_dir` in the app.yml.

    ## Why is this bad
    With `remote`, Galaxy relies on the resolvers of Pulsar. If they are disabled, the job runs
    without its dependencies. With `local`, Galaxy resolves them on its own host, and Pulsar's
    resolvers are never used.

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
          dependency_resolution: local
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    conda_auto_install: true
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
          dependency_resolution: remote
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    conda_auto_install: true
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - galaxy/jobs/runners/pulsar.py, PulsarJobRunner
    - galaxy/tool_util/deps/__init__.py, build_dependency_manager
    """

    code = "GJ540"
    name = "dependency-resolution-mismatch"
    effect = "silent"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield a destination whose dependencies are resolved on the wrong side, or not at all."""
        default = "local" if connection.kind == "Legacy" else "remote"
        resolution, app = connection.text("dependency_resolution", default), connection.app.options
        place = connection.place(connection.param("dependency_resolution"))
        subject = f"dependency_resolution of '{connection.name}' is '{resolution}'"
        installs = str(app.get("conda_auto_install")).lower() == "true"
        if resolution == "local" and (installs or any(name in app for name in _RESOLVERS)):
            message = f"{subject}, so Pulsar's resolvers are never used. Expected 'remote'."
            yield self.finding(place, message)
        directory = str(app.get("tool_dependency_dir", "")).lower()
        is_enabled = str(app.get("use_tool_dependencies", True)).lower() != "false"
        if resolution == "remote" and (directory == "none" or not is_enabled):
            message = (
                f"{subject}, but Pulsar's resolvers are disabled."
                " Expected 'none', or a tool_dependency_dir in Pulsar's app.yml."
            )
            yield self.finding(place, message)
