# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ135: A destination without a parameter that its runner needs."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, is_open_ended, reachable_destinations, runner_of


class MissingDestinationParameter(JobConfRule):
    """A destination without a parameter that its runner needs.

    ## What it does
    Checks the destinations that get jobs by the default or by tools. Rules can add parameters: a
    job_conf with rules is left alone.

    ## Why is this bad
    Every job that goes there fails.

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
        """Yield the parameters that are missing."""
        for destination in () if is_open_ended(conf) else reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            for param in of.destination if of else ():
                if param.required and param.name not in destination.params:
                    name = destination.id
                    message = f"'{name.data}' lacks '{param.name}', which its runner needs."
                    yield self.finding(name.place, message)
