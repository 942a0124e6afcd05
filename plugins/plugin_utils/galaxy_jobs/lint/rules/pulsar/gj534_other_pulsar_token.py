# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ534: A destination without the token of its Pulsar, or with another one."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...usage import anything_goes
from .base import End, PulsarRule, ends


class OtherPulsarToken(PulsarRule):
    """A destination without the token of its Pulsar, or with another one.

    ## What it does
    Compares the `private_token` of a destination with that in the app.yml. Where the app.yml has
    none, nothing is said: it may be in Pulsar's environment.

    ## Why is this bad
    Pulsar refuses every call: 401 Unauthorized.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/
          private_token: 4f0c9d8e
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    private_token: 4f0c9d8f
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar: {load: galaxy.jobs.runners.pulsar:PulsarRESTJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          url: https://pulsar.example.org:8913/
          private_token: 4f0c9d8f
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    private_token: 4f0c9d8f
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/web/routes.py, PulsarController
    - pulsar/client/server_interface.py, HttpPulsarInterface
    """

    code = "GJ534"
    name = "other-pulsar-token"
    effect = "job"

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the destinations that are refused; rules may add a token."""
        conf = context.job_conf
        for end in ends(context):
            if end.param("private_token") or not (conf and anything_goes(conf)):
                yield from self.check_end(end)

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield a token that is not Pulsar's, without showing either."""
        expected, param = end.app.options.get("private_token"), end.param("private_token")
        if end.by_queue or not isinstance(expected, str) or (param and not param.fixed):
            return
        if param is None or param.value.data is None:
            message = f"'{end.name}' has no private_token, and its Pulsar wants one."
            yield self.finding(end.place(param), message)
        elif str(param.value.plain()) != expected:
            yield self.finding(param.value.place, "This is another token than that of Pulsar.")
