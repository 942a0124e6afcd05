# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ536: A message queue that Pulsar does not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ...finding import Finding
from .base import End, PulsarRule

_AMQP = re.compile(r"(?:py)?amqps?://[^/?#]*(?P<path>[^?#]*)")


class OtherPulsarQueue(PulsarRule):
    """A message queue that Pulsar does not read.

    ## What it does
    Compares the virtual host in the `amqp_url` of a runner, and its `amqp_key_prefix`, with those
    in the app.yml. User, password, host and port may be others on the way from Galaxy.

    ## Why is this bad
    Jobs wait for ever, since nobody reads their queue.

    ## Example
    ```yaml job_conf.yml
    runners:
      pulsar:
        load: galaxy.jobs.runners.pulsar:PulsarMQJobRunner
        amqp_url: amqp://galaxy:secret@mq.example.org/galaxy
        galaxy_url: https://galaxy.example.org
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          jobs_directory: /srv/pulsar/jobs/staging
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    message_queue_url: amqp://pulsar:secret@mq.example.org/pulsar
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      pulsar:
        load: galaxy.jobs.runners.pulsar:PulsarMQJobRunner
        amqp_url: amqp://galaxy:secret@mq.example.org/pulsar
        galaxy_url: https://galaxy.example.org
    execution:
      default: main
      environments:
        main:
          runner: pulsar
          jobs_directory: /srv/pulsar/jobs/staging
    ```
    ```yaml app.yml
    staging_directory: /srv/pulsar/jobs/staging
    message_queue_url: amqp://pulsar:secret@mq.example.org/pulsar
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
    ```

    ## References
    - pulsar/client/amqp_exchange.py, PulsarExchange
    - pulsar/client/amqp_exchange_factory.py, get_exchange
    """

    code = "GJ536"
    name = "other-pulsar-queue"
    effect = "job"

    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield what makes the queues of the two others."""
        if not end.by_queue:
            return
        params = end.runner.params
        ours = _virtual_host(end.of_runner("amqp_url"))
        theirs = _virtual_host(end.app.options.get("message_queue_url"))
        if ours and theirs and ours != theirs:
            message = (
                f"Pulsar reads the virtual host '{theirs}' of the message queue, not '{ours}'."
            )
            yield self.finding(params["amqp_url"].value.place, message)
        yield from self._prefix(end)
        if str(end.app.options.get("amqp_durable", True)).lower() not in ("true", "1", "yes", "on"):
            message = "Galaxy declares its queues durable: whoever comes second is refused."
            yield self.finding(end.app.place(("amqp_durable",)), message)

    def _prefix(self, end: End) -> Iterator[Finding]:
        param = end.runner.params.get("amqp_key_prefix")
        ours = end.of_runner("amqp_key_prefix") if param else ""
        theirs = str(end.app.options.get("amqp_key_prefix") or "")
        if ours is not None and ours != theirs:
            place = param.value.place if param else end.runner.id.place
            expected = f"'{theirs}'" if theirs else "none"
            message = f"amqp_key_prefix is '{ours}' here, for Pulsar it is {expected}."
            yield self.finding(place, message)


def _virtual_host(url: object) -> str | None:
    """Return the virtual host in the URL of a message queue, None when there is none to tell."""
    found = _AMQP.match(url) if isinstance(url, str) else None
    return (unquote(found["path"][1:]) or "/") if found else None
