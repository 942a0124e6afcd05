# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ531: A value in app.yml with which Pulsar does not start, or jobs fail."""

from __future__ import annotations

from collections.abc import Iterator

from ....pulsar.check import find_faults, find_token_faults
from ...context import Context
from ...finding import Finding
from ...rule import Rule


class RefusedByPulsar(Rule):
    """A value in app.yml with which Pulsar does not start, or jobs fail.

    ## What it does
    Checks the managers in the app.yml of a Pulsar, their types and plugins, and values that must
    have a certain form.

    ## Why is this bad
    Pulsar does not start, and says why only in its log; or it starts and refuses every call.

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
    name = "refused-by-pulsar"
    effect = "job"
    needs = ("pulsars",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield what Pulsar cannot use."""
        for app in context.pulsars or ():
            for fault in find_faults(app.options):
                if not fault.ignored:
                    yield self.finding(app.place(fault.keys), fault.message)
            token = app.options.get("private_token")
            if token is not None:
                for message in find_token_faults(token, exposed=False, name="private_token"):
                    yield self.finding(app.place(("private_token",)), message)
