# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ132: A plugin parameter with a value that the runner class refuses."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator

from ....job_conf.model import JobConf, Param
from ....job_conf.values import as_bool, as_int
from ....runners import RunnerParam
from ....words import quoted
from ...edits import respelt
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import class_of, loaded


class UnreadablePluginValue(JobConfRule):
    """A plugin parameter with a value that the runner class refuses.

    ## What it does
    Checks numbers and choices among the parameters of runners, and two parameters that no value
    fits: `k8s_timeout_seconds_job_deletion`, whose check is broken in Galaxy 26.1, and
    `amqp_publish_priority` in XML.

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
    name = "unreadable-plugin-value"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the values that a class does not take."""
        for runner in loaded(conf):
            of = class_of(runner)
            for name, param in runner.params.items() if of else ():
                spec = of.plugin_param(name) if of and isinstance(name, str) else None
                reason = _reason(spec, param, conf.syntax) if spec else None
                if spec and reason:
                    fix = respelt(param.value, spec.choices, one_letter=True)
                    yield self.finding(param.value.place, f"'{name}' {reason}.", fix)


def _reason(spec: RunnerParam, param: Param, syntax: str) -> str | None:
    """Return why no handler starts with this, None when it does as far as one can tell."""
    if spec.name == "k8s_timeout_seconds_job_deletion":
        return "cannot be set in Galaxy 26.1, whose check of it is broken: leave it out"
    if spec.name == "amqp_publish_priority" and syntax == "xml":
        return "cannot be set in XML: Galaxy 26.1 compares the text with a number"
    data = param.value.plain()
    if not param.fixed or spec.secret or _is_unset(spec, data):
        return None
    if spec.choices and (not isinstance(data, str) or data not in spec.choices):
        return f"is '{data}': expected {quoted(spec.choices)}"
    reading, expected = _READ.get(spec.kind, (str, ""))
    try:
        reading(data)
    except (ValueError, TypeError, OverflowError):
        return f"must be {expected}"
    return None


def _is_unset(spec: RunnerParam, data: object) -> bool:
    """Return whether Galaxy takes this for no value."""
    if not spec.nullable:
        return False
    return data is None if spec.choices else data == "None"


def _count(data: t.Any) -> None:
    if as_int(data) < 0:
        raise ValueError(data)


def _priority(data: t.Any) -> None:
    if not 0 <= data <= 9:
        raise ValueError(data)


def _user(data: t.Any) -> None:
    _number_or(data, "$uid")


def _group(data: t.Any) -> None:
    _number_or(data, "$gid")


def _number_or(data: t.Any, word: str) -> None:
    known = not data or data == word or isinstance(data, int)
    if not known and not str(data).isdigit():
        raise ValueError(data)


_READ: dict[str, tuple[t.Callable[[t.Any], object], str]] = {
    "int": (as_int, "a whole number"),
    "count": (_count, "a whole number from 0 up"),
    "float": (float, "a number"),
    "bool": (as_bool, "'true' or 'false'"),
    "priority": (_priority, "a number from 0 to 9, without quotes"),
    "user": (_user, "a number or '$uid'"),
    "group": (_group, "a number or '$gid'"),
}
