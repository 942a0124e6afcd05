# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ170: Invalid `env` entry."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import Env, JobConf
from ....job_conf.values import FALSE, TRUE, as_bool
from ....words import shape_of
from ...edits import quoted_fix
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import reachable_destinations


class InvalidEnvEntry(JobConfRule):
    """Invalid `env` entry.

    ## What it does
    Checks `env` of the destinations that may get jobs. An entry needs a file, a command to
    execute, or a name and a string. In YAML, numbers and booleans require quotes.

    ## Why is this bad
    Galaxy cannot write the job script: every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: local
          env: [{name: THREADS, value: 4}]
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: local
          env: [{name: THREADS, value: "4"}]
    ```

    ## References
    - galaxy/jobs/runners/util/env.py
    """

    code = "GJ170"
    name = "invalid-env-entry"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the entries that Galaxy cannot write to the job script."""
        for destination in reachable_destinations(conf):
            # Jobs do not get the environment of a dynamic destination.
            for env in () if destination.is_dynamic else destination.env:
                reason = _reason(env, conf.syntax)
                if reason:
                    place = env.value.place if env.value and env.name else env.place
                    yield self.finding(place, reason, quoted_fix(env.value) if env.name else None)


def _reason(env: Env, syntax: str) -> str | None:
    """Return why Galaxy cannot write an entry, None if it can."""
    if env.file is not None and env.file.data:
        return (
            None if _is_text(env.file.data, env) else "Invalid file to source: expected a string."
        )
    if env.execute is not None and env.execute.data:
        return None
    if env.name is None:
        key = "'id'" if syntax == "xml" else "'name'"
        return f"Missing {key}, file to source, or command to execute."
    if env.value is None or (env.value.data is None and not _is_text(None, env)):
        key = "text" if syntax == "xml" else "'value'"
        return f"Missing {key} of the variable '{env.name.plain()}'."
    if not _is_text(env.value.data, env):
        hint = " Put it in quotes." if syntax == "yaml" else ""
        shape = shape_of(env.value)
        return f"Invalid value of '{env.name.plain()}': expected a string, not {shape}.{hint}"
    return None


def _is_text(data: object, env: Env) -> bool:
    raw = env.raw.data if env.raw else None
    is_raw = as_bool(raw) if isinstance(raw, str) and raw.lower() in TRUE | FALSE else bool(raw)
    return is_raw or isinstance(data, str)
