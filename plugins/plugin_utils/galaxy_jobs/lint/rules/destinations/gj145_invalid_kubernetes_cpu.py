# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ145: Kubernetes CPU amount that is not a plain number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import destinations_with_class, text_of


class InvalidKubernetesCpu(JobConfRule):
    """Kubernetes CPU amount that is not a plain number.

    ## What it does
    Checks `requests_cpu` of destinations with the Kubernetes runner, or `limits_cpu` if they
    request nothing.

    ## Why is this bad
    Galaxy computes GALAXY_SLOTS from the amount and accepts only numbers: with `500m` every job
    fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      k8s: {load: galaxy.jobs.runners.kubernetes:KubernetesJobRunner}
    execution:
      default: main
      environments:
        main: {runner: k8s, docker_enabled: true, limits_cpu: 500m}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      k8s: {load: galaxy.jobs.runners.kubernetes:KubernetesJobRunner}
    execution:
      default: main
      environments:
        main: {runner: k8s, docker_enabled: true, limits_cpu: 0.5}
    ```

    ## References
    - galaxy/jobs/runners/kubernetes.py
    """

    code = "GJ145"
    name = "invalid-kubernetes-cpu"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the amounts that are not numbers."""
        for destination, runner_class in destinations_with_class(conf):
            if runner_class.load != _KUBERNETES:
                continue
            requests = any(
                name in destination.params for name in ("requests_cpu", "requests_memory")
            )
            name = "requests_cpu" if requests else "limits_cpu"
            text = text_of(destination.params.get(name))
            if text and not _is_number(text):
                value = destination.params[name].value
                message = f"Invalid value '{text}' of '{name}': expected a number such as '0.5'."
                yield self.finding(value.place, message, _from_millicores(value))


_KUBERNETES = "galaxy.jobs.runners.kubernetes:KubernetesJobRunner"


def _from_millicores(value: Value) -> Fix | None:
    """Return the fix of an amount such as '500m'."""
    match = re.fullmatch(r"(\d+)m", str(value.data))
    if match is None:
        return None
    number = f"{int(match[1]) / 1000:g}"
    return Fix(f"Write '{number}'.", replacement(value, number), safe=True)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
