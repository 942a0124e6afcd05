# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ536: Message queue that Pulsar does not read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ...finding import Finding
from .base import Connection, PulsarRule

_AMQP = re.compile(r"(?:py)?amqps?://[^/?#]*(?P<path>[^?#]*)")


class PulsarQueueMismatch(PulsarRule):
    """Message queue that Pulsar does not read.

    ## What it does
    Compares the virtual host in the `amqp_url` of a runner, and its `amqp_key_prefix`, with those
    in the app.yml. User, password, host and port may differ. Also checks that Pulsar declares
    durable queues, as Galaxy does.

    ## Why is this bad
    Jobs wait forever, because no one reads their queue.

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
    name = "pulsar-queue-mismatch"
    effect = "job"

    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield the options with which Galaxy and Pulsar use different queues."""
        if not connection.uses_queue:
            return
        options = connection.app.options
        galaxy_host = _virtual_host(connection.runner_text("amqp_url"))
        pulsar_host = _virtual_host(options.get("message_queue_url"))
        if galaxy_host and pulsar_host and galaxy_host != pulsar_host:
            message = f"Virtual host '{galaxy_host}' does not match Pulsar's '{pulsar_host}'."
            yield self.finding(connection.runner.params["amqp_url"].value.place, message)
        yield from self._check_prefix(connection)
        if str(options.get("amqp_durable", True)).lower() not in ("true", "1", "yes", "on"):
            message = (
                "Galaxy declares the queues durable; the second client to declare them gets a"
                " channel error. Remove amqp_durable."
            )
            yield self.finding(connection.app.place(("amqp_durable",)), message)

    def _check_prefix(self, connection: Connection) -> Iterator[Finding]:
        param = connection.runner.params.get("amqp_key_prefix")
        prefix = connection.runner_text("amqp_key_prefix") if param else ""
        expected = str(connection.app.options.get("amqp_key_prefix") or "")
        if prefix is not None and prefix != expected:
            place = param.value.place if param else connection.runner.id.place
            here, there = (f"'{name}'" if name else "missing" for name in (prefix, expected))
            message = f"amqp_key_prefix is {here} here, but {there} in Pulsar's app.yml."
            yield self.finding(place, message)


def _virtual_host(url: object) -> str | None:
    """Return the virtual host in the URL of a message queue, None for other URLs."""
    match = _AMQP.match(url) if isinstance(url, str) else None
    return (unquote(match["path"][1:]) or "/") if match else None
