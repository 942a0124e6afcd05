# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ137: A boolean that Galaxy takes for the contrary."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, Param
from ....job_conf.values import TRUE
from ....runners import RunnerParam
from ....words import split_names
from ...edits import replacement
from ...finding import Finding, Fix
from ...rule import JobConfRule
from ...usage import class_of, enabled_runners, reachable_destinations, runner_of, text_of


class MisreadBoolean(JobConfRule):
    """A boolean that Galaxy takes for the contrary.

    ## What it does
    Checks the parameters of runners and destinations that Galaxy does not read as it reads other
    booleans: some are true for 'true', 'yes' and 'on' alone, some for any text, 'false' included.

    ## Why is this bad
    The setting is the contrary of what is written.

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
            of = class_of(runner)
            for name, param in runner.params.items() if of else ():
                if of and isinstance(name, str):
                    yield from self._check(of.plugin_param(name), param)
        for destination in reachable_destinations(conf):
            of = class_of(runner_of(conf, destination))
            for name, param in destination.params.items() if of else ():
                if of and isinstance(name, str):
                    yield from self._check(of.destination_param(name), param)

    def _check(self, spec: RunnerParam | None, param: Param) -> Iterator[Finding]:
        word = (text_of(param) or "").strip().lower()
        if spec and spec.kind == "lenient" and word in _NOT_TRUE:
            message = f"'{spec.name}' is false with '{word}': Galaxy takes 'true', 'yes' and 'on'."
            fix = Fix("Write 'true'.", replacement(param.value, "true"), word in TRUE)
            yield self.finding(param.value.place, message, fix)
        if spec and spec.kind == "truthy" and word in _NOT_FALSE:
            message = f"'{spec.name}' is true with any text, '{word}' included. Leave it out."
            yield self.finding(param.value.place, message)


_NOT_TRUE = split_names("1 t y enabled treu ture yse")
_NOT_FALSE = split_names("false no off n f 0")
