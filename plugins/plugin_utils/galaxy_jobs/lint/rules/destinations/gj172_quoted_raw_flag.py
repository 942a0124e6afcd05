# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ172: Quoted `raw` that is always true."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ....job_conf.values import FALSE
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import enabled_destinations


class QuotedRawFlag(JobConfRule):
    """Quoted `raw` that is always true.

    ## What it does
    Finds `raw: 'false'` and similar texts in `env` of a job_conf.yml.

    ## Why is this bad
    Galaxy treats any non-empty text as true and writes the value to the job script without
    quotes.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, env: [{name: A, value: a b, raw: "false"}]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, env: [{name: A, value: a b, raw: false}]}
    ```

    ## References
    - galaxy/jobs/runners/util/env.py, env_to_statement
    """

    code = "GJ172"
    name = "quoted-raw-flag"
    effect = "silent"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the texts that mean false."""
        for destination in enabled_destinations(conf) if conf.syntax == "yaml" else ():
            for env in destination.env:
                raw = env.raw
                if raw is not None and isinstance(raw.data, str) and raw.data.lower() in FALSE:
                    message = f"Galaxy reads the text '{raw.data}' as true. Remove the quotes."
                    yield self.finding(raw.place, message)
