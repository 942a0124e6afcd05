# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ531: Invalid option in Pulsar's app.yml."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.check import find_faults, find_token_faults
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class InvalidPulsarOption(Rule):
    """Invalid option in Pulsar's app.yml.

    ## What it does
    Checks the managers in Pulsar's app.yml, with their types and plugins, and the values of options
    that require a certain type.

    ## Why is this bad
    Pulsar does not start and logs the reason only in its own log, or it starts and jobs or requests
    fail.

    ## Example
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_slurm}
    ```

    ## Use instead
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/manager_factory.py, build_managers
    - pulsar/web/routes.py, PulsarController
    """

    code = "GJ531"
    name = "invalid-pulsar-option"
    effect = "job"
    needs = ("pulsars",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the options that Pulsar cannot use."""
        for app in context.pulsars or ():
            for fault in find_faults(app.options):
                if not fault.ignored:
                    yield self.finding(app.place(fault.keys), fault.message)
            token = app.options.get("private_token")
            if token is not None:
                for message in find_token_faults(token, exposed=False, name="private_token"):
                    yield self.finding(app.place(("private_token",)), message)
