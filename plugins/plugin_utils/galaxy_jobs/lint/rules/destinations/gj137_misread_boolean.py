# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ137: Boolean that Galaxy reads as its opposite."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, Param
from ....job_conf.values import TRUE
from ....runners import RunnerParam
from ....words import split_names
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import class_of, destinations_with_class, enabled_runners, text_of


class MisreadBoolean(JobConfRule):
    """Boolean that Galaxy reads as its opposite.

    ## What it does
    Checks parameters of runners and destinations that Galaxy does not parse like other
    booleans. Some are true only for 'true', 'yes' and 'on', some for any text, even 'false'.

    ## Why is this bad
    The setting has the opposite of the written value.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main: {runner: pulsar, params: {url: "https://pulsar/", rewrite_parameters: "1"}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main: {runner: pulsar, params: {url: "https://pulsar/", rewrite_parameters: true}}
    ```

    ## References
    - galaxy/util/__init__.py, string_as_bool_or_none
    - galaxy/jobs/runners/kubernetes.py, runner_param_specs
    """

    code = "GJ137"
    name = "misread-boolean"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the booleans that are misread."""
        for runner in enabled_runners(conf):
            runner_class = class_of(runner)
            for name, param in runner.params.items() if runner_class else ():
                if runner_class and isinstance(name, str):
                    yield from self._check(runner_class.plugin_param(name), param)
        for destination, runner_class in destinations_with_class(conf):
            for name, param in destination.params.items():
                if isinstance(name, str):
                    yield from self._check(runner_class.destination_param(name), param)

    def _check(self, spec: RunnerParam | None, param: Param) -> Iterator[Finding]:
        word = (text_of(param) or "").strip().lower()
        if spec and spec.kind == "lenient" and word in _NOT_TRUE:
            message = (
                f"Galaxy reads '{word}' as false: '{spec.name}' is true only for 'true', 'yes' and "
                "'on'."
            )
            fix = Fix("Write 'true'.", replacement(param.value, "true"), word in TRUE)
            yield self.finding(param.value.place, message, fix)
        if spec and spec.kind == "truthy" and word in _NOT_FALSE:
            message = (
                f"Galaxy reads '{word}' as true: '{spec.name}' is true for any text. Remove it."
            )
            yield self.finding(param.value.place, message)


_NOT_TRUE = split_names("1 t y enabled treu ture yse")
_NOT_FALSE = split_names("false no off n f 0")
