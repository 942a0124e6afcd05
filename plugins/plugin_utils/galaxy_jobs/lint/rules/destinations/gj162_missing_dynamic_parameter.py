# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ162: Dynamic destination without a required parameter."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import Destination, JobConf
from ....runners import DYNAMIC
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import dynamic_type, reachable_destinations


class MissingDynamicParameter(JobConfRule):
    """Dynamic destination without a required parameter.

    ## What it does
    Checks dynamic destinations of the types `choose_one`, `burst` and `docker_dispatch`.

    ## Why is this bad
    Every job of the destination fails because an argument of the rule is missing.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        any: {runner: dynamic, type: choose_one, destinations: main}
    tools:
      - {id: bwa, environment: any}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
        any: {runner: dynamic, type: choose_one, destination_ids: main}
    tools:
      - {id: bwa, environment: any}
    ```

    ## References
    - galaxy/jobs/stock_rules.py
    """

    code = "GJ162"
    name = "missing-dynamic-parameter"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that are missing."""
        for destination in reachable_destinations(conf):
            kind = dynamic_type(destination) if destination.is_dynamic else None
            for param in DYNAMIC.get(kind, ()) if isinstance(kind, str) else ():
                if param.required and param.name not in destination.params:
                    message = f"'{destination.id.data}' requires '{param.name}' for type '{kind}'."
                    yield self.finding(
                        destination.id.place, f"{message}{_hint(param.name, destination)}"
                    )


def _hint(name: str, destination: Destination) -> str:
    near = [param for param in destination.params if did_you_mean(param, [name])]
    return f" Rename '{near[0]}' to '{name}'?" if near else " Add it."
