# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ530: An option of app.yml that Pulsar does not read."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.check import find_faults
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class UnreadPulsarOption(Rule):
    """An option of app.yml that Pulsar does not read.

    ## What it does
    Checks the names in the app.yml of a Pulsar, and whether they stand where Pulsar looks for
    them: some are read at the top, some of a manager, some of managers of one type.

    ## Why is this bad
    Pulsar passes over what it does not know, without a word.

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
    name = "unread-pulsar-option"
    effect = "silent"
    needs = ("pulsars",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what Pulsar passes over."""
        for app in context.pulsars or ():
            for problem in app.problems:
                yield self.finding(problem.place, problem.message)
            for fault in find_faults(app.options):
                if fault.ignored:
                    yield self.finding(app.place(fault.keys, name=True), fault.message)
