# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ148: XML's implicit `docker_sudo` ends up in HTCondor submit files."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.write_xml import is_default_sudo
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class DockerSudoInSubmitFile(JobConfRule):
    """XML's implicit `docker_sudo` ends up in HTCondor submit files.

    ## What it does
    Finds destinations of a job_conf.xml with an HTCondor runner. In XML Galaxy adds
    `docker_sudo` to every destination, and these runners write every parameter to the submit
    file.

    ## Why is this bad
    HTCondor does not know `docker_sudo` and warns about it for every job. The jobs still run.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="condor" type="runner" load="galaxy.jobs.runners.condor:CondorJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="condor"/>
      </destinations>
    </job_conf>
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      condor: {load: galaxy.jobs.runners.condor:CondorJobRunner}
    execution:
      default: main
      environments:
        main: {runner: condor}
    ```

    ## References
    - galaxy/jobs/__init__.py, job_config_xml_to_dict
    - galaxy/jobs/runners/util/condor/__init__.py, submission_params
    """

    code = "GJ148"
    name = "docker-sudo-in-submit-file"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations of HTCondor that get the parameter."""
        for destination, runner_class in destinations_with_class(conf):
            is_condor = runner_class.load.startswith(_CONDOR)
            if is_condor and is_default_sudo(destination.params.get("docker_sudo")):
                message = (
                    f"'{destination.id.data}' writes 'docker_sudo = true', the default of XML, to "
                    "HTCondor's submit files. YAML has no such default."
                )
                yield self.finding(destination.id.place, message)


_CONDOR = ("galaxy.jobs.runners.condor:", "galaxy.jobs.runners.htcondor:")
