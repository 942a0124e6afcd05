# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ146: Docker runs with sudo by default."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, is_enabled
from ....job_conf.write_xml import is_default_sudo
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class ImplicitDockerSudo(JobConfRule):
    """Docker runs with sudo by default.

    ## What it does
    Finds destinations of a job_conf.xml with `docker_enabled` and without `docker_sudo`.
    Runners that leave containers to another system are skipped.

    ## Why is this bad
    `docker_sudo` defaults to true in XML, but to false in YAML. Jobs run `sudo docker` and fail
    if Galaxy's user must not use sudo.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local">
          <param id="docker_enabled">true</param>
        </destination>
      </destinations>
    </job_conf>
    ```

    ## Use instead
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local">
          <param id="docker_enabled">true</param>
          <param id="docker_sudo">false</param>
        </destination>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, job_config_xml_to_dict
    """

    code = "GJ146"
    name = "implicit-docker-sudo"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations that get sudo."""
        for destination, runner_class in destinations_with_class(conf):
            enabled = destination.params.get("docker_enabled")
            if enabled is None or not enabled.fixed or not is_enabled(enabled):
                continue
            has_default = is_default_sudo(destination.params.get("docker_sudo"))
            if has_default and runner_class.load.startswith(_DOCKER_RUNNERS):
                message = (
                    "Jobs run 'sudo docker': in XML 'docker_sudo' defaults to true. Set it to "
                    "false or true."
                )
                yield self.finding(enabled.name.place, message)


_DOCKER_RUNNERS = tuple(
    f"galaxy.jobs.runners.{name}:"
    for name in ("local", "drmaa", "slurm", "univa", "pbs", "cli", "condor", "htcondor")
)
