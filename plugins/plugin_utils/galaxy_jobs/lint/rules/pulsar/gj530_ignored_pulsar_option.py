# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ530: Ignored option in Pulsar's app.yml."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.check import find_faults
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class IgnoredPulsarOption(Rule):
    """Ignored option in Pulsar's app.yml.

    ## What it does
    Checks that each option in Pulsar's app.yml exists and is at the right level: some options
    belong at the top level, some in a manager, some only in managers of one type. Also finds
    duplicate options.

    ## Why is this bad
    Pulsar ignores options that it does not know, without a message.

    ## Example
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    min_polling_interval: 5
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## Use instead
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm, min_polling_interval: 5}
    ```

    ## References
    - pulsar/manager_factory.py, _get_default_options
    - pulsar/managers/stateful.py
    """

    code = "GJ530"
    name = "ignored-pulsar-option"
    effect = "silent"
    needs = ("pulsars",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the options that Pulsar ignores."""
        for app in context.pulsars or ():
            for problem in app.problems:
                yield self.finding(problem.place, problem.message)
            for fault in find_faults(app.options):
                if fault.ignored:
                    yield self.finding(app.place(fault.keys, name=True), fault.message)
