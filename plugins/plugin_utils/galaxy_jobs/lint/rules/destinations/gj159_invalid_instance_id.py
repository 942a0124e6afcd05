# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ159: Invalid Galaxy instance id for Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_runners, text_of


class InvalidInstanceId(JobConfRule):
    """Invalid Galaxy instance id for Kubernetes.

    ## What it does
    Checks `k8s_galaxy_instance_id`: 1 to 20 lowercase letters, digits and hyphens, with no
    hyphen at either end.

    ## Why is this bad
    Galaxy logs an error and ignores the id: jobs of several Galaxy servers in one namespace get
    the same names.

    ## Example
    ```yaml job_conf.yml
    runners:
      k8s:
        load: galaxy.jobs.runners.kubernetes:KubernetesJobRunner
        k8s_galaxy_instance_id: Galaxy_Main
    execution:
      default: main
      environments:
        main: {runner: k8s, docker_enabled: true}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      k8s:
        load: galaxy.jobs.runners.kubernetes:KubernetesJobRunner
        k8s_galaxy_instance_id: galaxy-main
    execution:
      default: main
      environments:
        main: {runner: k8s, docker_enabled: true}
    ```

    ## References
    - galaxy/jobs/runners/util/pykube_util.py, galaxy_instance_id
    """

    code = "GJ159"
    name = "invalid-instance-id"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the ids that are ignored."""
        for runner in enabled_runners(conf):
            param = runner.params.get("k8s_galaxy_instance_id")
            text = text_of(param)
            if param is not None and text is not None and not _ID.match(text):
                message = (
                    f"Invalid 'k8s_galaxy_instance_id' '{text}' is ignored: expected 1 to 20 of "
                    "a-z, 0-9 and '-', without '-' at either end."
                )
                yield self.finding(param.value.place, message)


_ID = re.compile(r"(?!-)[a-z\d-]{1,20}(?<!-)$")
