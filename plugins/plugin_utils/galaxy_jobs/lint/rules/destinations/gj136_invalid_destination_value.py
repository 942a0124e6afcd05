# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ136: Invalid value of a destination's parameter."""

from __future__ import annotations

from collections.abc import Iterator

from .....spelling import did_you_mean
from ....job_conf.model import Destination, JobConf, Param, is_enabled
from ....job_conf.start import CONTAINERS
from ....job_conf.values import is_bool
from ....runners import RunnerParam
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class


class InvalidDestinationValue(JobConfRule):
    """Invalid value of a destination's parameter.

    ## What it does
    Checks booleans of containers and runners, Pulsar's file actions and dependency resolution,
    and plugins of the CLI runner. Galaxy looks for these plugins only in its own package. If
    you added one there, suppress this rule with `noqa`.

    ## Why is this bad
    Every job of the destination fails.

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
    name = "invalid-destination-value"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that Galaxy does not accept."""
        for destination, runner_class in destinations_with_class(conf):
            for name, param in destination.params.items():
                spec = runner_class.destination_param(name) if isinstance(name, str) else None
                if spec and param.fixed:
                    yield from self._check(spec, param, destination)

    def _check(
        self, spec: RunnerParam, param: Param, destination: Destination
    ) -> Iterator[Finding]:
        data = param.value.data
        if spec.name in _CHOICES and isinstance(data, str) and data not in spec.choices:
            hint = did_you_mean(data, spec.choices) or f" Expected one of {quoted(spec.choices)}."
            fix = did_you_mean_fix(param.value, spec.choices, one_letter=True)
            message = f"Invalid value '{data}' of '{spec.name}'.{hint}"
            yield self.finding(param.value.place, message, fix)
        if _is_read_as_bool(spec, destination) and not is_bool(data):
            fix = did_you_mean_fix(param.value, ("true", "false"), of_any_type=True)
            message = f"Invalid value of '{spec.name}': expected 'true' or 'false'."
            yield self.finding(param.value.place, message, fix)


_CHOICES = ("default_file_action", "dependency_resolution", "job_plugin", "shell_plugin")


def _is_read_as_bool(spec: RunnerParam, destination: Destination) -> bool:
    """Return whether jobs fail if this is not a boolean. Unused containers do not matter."""
    if spec.kind != "bool" or spec.name in CONTAINERS:
        return False
    container = spec.name.partition("_")[0]
    if f"{container}_enabled" not in CONTAINERS:
        return spec.name == "embed_metadata_in_job"
    enabled = destination.params.get(f"{container}_enabled")
    return enabled is not None and enabled.fixed and is_enabled(enabled)
