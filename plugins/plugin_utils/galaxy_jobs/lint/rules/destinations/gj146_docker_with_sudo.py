# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ146: Docker that is run with sudo because nothing else is said."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import Destination, JobConf, is_enabled
from ....runners import RunnerClass
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of


class DockerWithSudo(JobConfRule):
    """Docker that is run with sudo because nothing else is said.

    ## What it does
    Finds destinations of a job_conf.xml with `docker_enabled` and without `docker_sudo`. Runners
    that leave containers to another system are not meant.

    ## Why is this bad
    In XML `docker_sudo` is true unless it is set, in YAML it is false. Jobs run `sudo docker`, and
    fail where Galaxy's user may not.

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
    name = "docker-with-sudo"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations that get sudo."""
        for destination in reachable_destinations(conf) if conf.syntax == "xml" else ():
            enabled = destination.params.get("docker_enabled")
            if enabled is None or not enabled.fixed or not is_enabled(enabled):
                continue
            if _is_added(destination) and _runs_docker(class_of(runner_of(conf, destination))):
                message = (
                    "Jobs here run 'sudo docker': in XML docker_sudo is true unless it is set."
                    " Set it, to false or true."
                )
                yield self.finding(enabled.name.place, message)


def _is_added(destination: Destination) -> bool:
    """Return whether the reader has added docker_sudo, as Galaxy does: it stands nowhere."""
    param = destination.params["docker_sudo"]
    return param.name.place == param.value.place


def _runs_docker(of: RunnerClass | None) -> bool:
    modules = ("local", "drmaa", "slurm", "univa", "pbs", "cli", "condor", "htcondor")
    return of is not None and of.load.startswith(
        tuple(f"galaxy.jobs.runners.{m}:" for m in modules)
    )
