# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ540: Requirements of tools that the other end is thought to care for."""

from __future__ import annotations

from collections.abc import Iterator

from ...finding import Finding
from .base import End, PulsarRule

_RESOLVERS = ("dependency_resolution", "dependency_resolvers_config_file")


class OtherDependencyResolution(PulsarRule):
    """Requirements of tools that the other end is thought to care for.

    ## What it does
    Compares the `dependency_resolution` of a destination with what the app.yml says of resolvers
    and of `tool_dependency_dir`.

    ## Why is this bad
    With `remote` Pulsar is asked for what a tool requires; where it has its resolvers switched off,
    the job runs without. With `local` Galaxy looks on its own host, and Pulsar's resolvers are
    never asked.

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
    name = "other-dependency-resolution"
    effect = "silent"

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a destination that leaves requirements to nobody."""
        default = "local" if end.kind == "Legacy" else "remote"
        given, app = end.text("dependency_resolution", default), end.app.options
        place = end.place(end.param("dependency_resolution"))
        installs = str(app.get("conda_auto_install")).lower() == "true"
        if given == "local" and (installs or any(name in app for name in _RESOLVERS)):
            message = (
                f"dependency_resolution of '{end.name}' is 'local': Pulsar's resolvers are never "
                "asked. Expected 'remote'."
            )
            yield self.finding(place, message)
        directory = str(app.get("tool_dependency_dir", "")).lower()
        used = str(app.get("use_tool_dependencies", True)).lower()
        if given == "remote" and (directory == "none" or used == "false"):
            message = (
                f"dependency_resolution of '{end.name}' is 'remote', but Pulsar has its resolvers "
                "switched off. Expected 'none', or a tool_dependency_dir of Pulsar's."
            )
            yield self.finding(place, message)
