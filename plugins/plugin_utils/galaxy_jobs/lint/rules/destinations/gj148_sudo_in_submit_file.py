# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ148: A line in HTCondor's submit files that nobody has written."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.write_xml import is_default_sudo
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of


class SudoInSubmitFile(JobConfRule):
    """A line in HTCondor's submit files that nobody has written.

    ## What it does
    Finds destinations of a job_conf.xml whose runner is HTCondor. In XML Galaxy adds
    `docker_sudo` to every destination, and these runners write every parameter into the submit
    file.

    ## Why is this bad
    HTCondor does not know `docker_sudo` and warns of it for every job; the jobs run.

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
    name = "sudo-in-submit-file"
    effect = "style"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations of HTCondor that get the parameter."""
        for destination in reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            if of is None or not of.load.startswith(_CONDOR):
                continue
            if is_default_sudo(destination.params.get("docker_sudo")):
                message = (
                    f"'{destination.id.data}' writes 'docker_sudo = true', which XML adds, into "
                    "HTCondor's submit files. In YAML nothing is added."
                )
                yield self.finding(destination.id.place, message)


_CONDOR = ("galaxy.jobs.runners.condor:", "galaxy.jobs.runners.htcondor:")
