# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ145: An amount of CPU for Kubernetes that is no plain number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....text import Value
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of, text_of


class CpuNotANumber(JobConfRule):
    """An amount of CPU for Kubernetes that is no plain number.

    ## What it does
    Checks `requests_cpu` of destinations of the Kubernetes runner, and `limits_cpu` of those that
    request nothing.

    ## Why is this bad
    Galaxy works out GALAXY_SLOTS from it and takes numbers alone: with `500m` every job fails.

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
    name = "cpu-not-a-number"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the amounts that are no numbers."""
        for destination in reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            if of is None or of.load != _KUBERNETES:
                continue
            asks = any(name in destination.params for name in ("requests_cpu", "requests_memory"))
            name = "requests_cpu" if asks else "limits_cpu"
            text = text_of(destination.params.get(name))
            if text and not _is_number(text):
                value = destination.params[name].value
                message = f"'{name}' is '{text}': expected a number, as '0.5'."
                yield self.finding(value.place, message, _of_thousandths(value))


_KUBERNETES = "galaxy.jobs.runners.kubernetes:KubernetesJobRunner"


def _of_thousandths(value: Value) -> Fix | None:
    """Return the number that an amount such as '500m' is for Kubernetes."""
    found = re.fullmatch(r"(\d+)m", str(value.data))
    if found is None:
        return None
    number = f"{int(found[1]) / 1000:g}"
    return Fix(f"Write '{number}'.", replacement(value, number), safe=True)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
