# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ135: Destination without a required parameter."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class, is_open_ended


class MissingDestinationParameter(JobConfRule):
    """Destination without a required parameter.

    ## What it does
    Checks the required parameters of destinations that get jobs by default or from tools. Rules
    can add parameters, so a job_conf with rules is skipped.

    ## Why is this bad
    Every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main: {runner: pulsar}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main: {runner: pulsar, params: {url: "https://pulsar.example.org:8913/"}}
    ```

    ## References
    - galaxy/jobs/runners/pulsar.py
    """

    code = "GJ135"
    name = "missing-destination-parameter"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the destinations that lack a parameter."""
        if is_open_ended(conf):
            return
        for destination, runner_class in destinations_with_class(conf):
            for param in runner_class.destination:
                if param.required and param.name not in destination.params:
                    message = (
                        f"The runner of '{destination.id.data}' requires '{param.name}'. Add it."
                    )
                    yield self.finding(destination.id.place, message)
