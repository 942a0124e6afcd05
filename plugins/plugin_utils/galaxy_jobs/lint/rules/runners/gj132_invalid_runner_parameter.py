# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ132: Invalid value of a runner parameter."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator

from ....job_conf.model import JobConf, Param
from ....job_conf.values import as_bool, as_int
from ....runners import RunnerParam
from ....words import quoted
from ...edits import did_you_mean_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, enabled_runners


class InvalidRunnerParameter(JobConfRule):
    """Invalid value of a runner parameter.

    ## What it does
    Checks the numbers, booleans and choices among the runner parameters. Also reports two
    parameters for which Galaxy 26.1 rejects every value: `k8s_timeout_seconds_job_deletion`,
    whose validation is broken, and `amqp_publish_priority` in XML.

    ## Why is this bad
    Every handler that loads the runner refuses to start.

    ## Example
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, internalexception_state: failed}
    execution:
      default: main
      environments:
        main: {runner: slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, internalexception_state: error}
    execution:
      default: main
      environments:
        main: {runner: slurm}
    ```

    ## References
    - galaxy/util/__init__.py, ParamsWithSpecs
    - galaxy/jobs/runners/kubernetes.py
    """

    code = "GJ132"
    name = "invalid-runner-parameter"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that a runner class rejects."""
        for runner in enabled_runners(conf):
            runner_class = class_of(runner)
            if runner_class is None:
                continue
            for name, param in runner.params.items():
                spec = runner_class.plugin_param(name) if isinstance(name, str) else None
                reason = _rejection(spec, param, conf.syntax) if spec else None
                if spec and reason:
                    fix = did_you_mean_fix(param.value, spec.choices, one_letter=True)
                    yield self.finding(param.value.place, f"'{name}' {reason}.", fix)


def _rejection(spec: RunnerParam, param: Param, syntax: str) -> str | None:
    """Return why handlers refuse to start with this value, None if it is valid or not known."""
    if spec.name == "k8s_timeout_seconds_job_deletion":
        return "cannot be set: its validation is broken in Galaxy 26.1. Remove it"
    if spec.name == "amqp_publish_priority" and syntax == "xml":
        return "cannot be set in XML: Galaxy 26.1 compares the string with a number"
    data = param.value.plain()
    if not param.fixed or spec.secret or _is_unset(spec, data):
        return None
    if spec.choices and (not isinstance(data, str) or data not in spec.choices):
        return f"is '{data}'; expected {quoted(spec.choices)}"
    parse, expected = _PARSERS.get(spec.kind, (str, ""))
    try:
        parse(data)
    except (ValueError, TypeError, OverflowError):
        return f"is '{data}'; expected {expected}"
    return None


def _is_unset(spec: RunnerParam, data: object) -> bool:
    """Return whether Galaxy treats this as no value."""
    if not spec.nullable:
        return False
    return data is None if spec.choices else data == "None"


def _check_count(data: t.Any) -> None:
    if as_int(data) < 0:
        raise ValueError(data)


def _check_priority(data: t.Any) -> None:
    if not 0 <= data <= 9:
        raise ValueError(data)


def _check_user(data: t.Any) -> None:
    _check_id(data, "$uid")


def _check_group(data: t.Any) -> None:
    _check_id(data, "$gid")


def _check_id(data: t.Any, placeholder: str) -> None:
    is_valid = not data or data == placeholder or isinstance(data, int)
    if not is_valid and not str(data).isdigit():
        raise ValueError(data)


_PARSERS: dict[str, tuple[t.Callable[[t.Any], object], str]] = {
    "int": (as_int, "a whole number"),
    "count": (_check_count, "a whole number, 0 or more"),
    "float": (float, "a number"),
    "bool": (as_bool, "'true' or 'false'"),
    "priority": (_check_priority, "a number from 0 to 9, without quotes"),
    "user": (_check_user, "a number or '$uid'"),
    "group": (_check_group, "a number or '$gid'"),
}
