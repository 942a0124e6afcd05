# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ136: A parameter of a destination with a value that jobs fail with."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import Destination, JobConf, Param, is_enabled
from ....job_conf.start import CONTAINERS
from ....job_conf.values import is_bool
from ....runners import RunnerParam
from ....words import did_you_mean, quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, reachable_destinations, runner_of


class UnknownDestinationValue(JobConfRule):
    """A parameter of a destination with a value that jobs fail with.

    ## What it does
    Checks booleans of containers and runners, the file actions and dependency resolution of
    Pulsar, and the plugins of the CLI runner. Galaxy looks for those in its own package alone, so
    that a site can have another one only by putting a file there: `noqa` is for who did.

    ## Why is this bad
    Every job that goes there fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, embed_metadata_in_job: flase}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, embed_metadata_in_job: false}
    ```

    ## References
    - galaxy/jobs/runners/pulsar.py
    - galaxy/jobs/runners/cli.py
    - galaxy/jobs/runners/util/cli/__init__.py, CliInterface
    """

    code = "GJ136"
    name = "unknown-destination-value"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that are none of those expected."""
        for destination in reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            for name, param in destination.params.items() if of else ():
                spec = of.destination_param(name) if of and isinstance(name, str) else None
                if spec and param.fixed:
                    yield from self._check(spec, param, destination)

    def _check(
        self, spec: RunnerParam, param: Param, destination: Destination
    ) -> Iterator[Finding]:
        data = param.value.data
        if spec.name in _CHOSEN and isinstance(data, str) and data not in spec.choices:
            hint = did_you_mean(data, spec.choices) or f" Expected {quoted(spec.choices)}."
            fix = did_you_mean_fix(param.value, spec.choices, one_letter=True)
            yield self.finding(param.value.place, f"No '{data}' for '{spec.name}'.{hint}", fix)
        if _is_read_as_bool(spec, destination) and not is_bool(data):
            fix = did_you_mean_fix(param.value, ("true", "false"), of_any_type=True)
            yield self.finding(param.value.place, f"'{spec.name}' must be 'true' or 'false'.", fix)


_CHOSEN = ("default_file_action", "dependency_resolution", "job_plugin", "shell_plugin")


def _is_read_as_bool(spec: RunnerParam, destination: Destination) -> bool:
    """Return whether jobs fail when this is no boolean: of containers only those in use."""
    if spec.kind != "bool" or spec.name in CONTAINERS:
        return False
    container = spec.name.partition("_")[0]
    if f"{container}_enabled" not in CONTAINERS:
        return spec.name == "embed_metadata_in_job"
    enabled = destination.params.get(f"{container}_enabled")
    return enabled is not None and enabled.fixed and is_enabled(enabled)
