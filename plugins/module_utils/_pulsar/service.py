# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Scripts and parsers for checking a running Pulsar."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

# A line of systemd's EnvironmentFile as the action pulsar_conf writes it.
_LINE = re.compile(r'^(\w+)="(.*)"$', re.MULTILINE)
_PREFIX = "PULSAR_CONFIG_OVERRIDE_"

# Both scripts run with the Python of Pulsar's virtual environment. They get the secret from their
# environment, because every user of the host can read their arguments.
# Pulsar 0.16.0, messaging/bind_amqp.py: a manager consumes these three queues.
COUNT_CONSUMERS = """
import json, os, sys, yaml
from kombu import Connection
from pulsar.client.amqp_exchange_factory import parse_amqp_connect_ssl_params
with open(sys.argv[1]) as file:
    app = yaml.safe_load(file)
counts = {}
url, ssl = os.environ["PULSAR_URL"], parse_amqp_connect_ssl_params(app)
with Connection(url, ssl=ssl or False, connect_timeout=5) as connection:
    for manager in sys.argv[2:]:
        default_prefix = "pulsar_" if manager == "_default_" else f"pulsar_{manager}_"
        for kind in ("setup", "kill", "status"):
            queue = f"{app.get('amqp_key_prefix') or default_prefix}_{kind}"
            channel = connection.channel()
            try:
                counts[queue] = channel.queue_declare(queue, passive=True).consumer_count
            except connection.channel_errors:
                counts[queue] = 0
print(json.dumps(counts))
"""

# Pulsar 0.16.0, client/test/check.py: its own Waiter ignores failed jobs.
# The request stays on the host; the certificate has the name that Galaxy uses.
CHECK_MANAGER = """
import os, ssl, sys, time
from pulsar.client.test import check

def wait(self, seconds=120):
    deadline = time.monotonic() + seconds
    while True:
        answer = self.client.raw_check_complete()
        if answer["status"] in ("complete", "cancelled"):
            return answer
        if answer["status"] in ("failed", "lost") or time.monotonic() > deadline:
            waited = round(time.monotonic() - deadline + seconds)
            sys.exit(f"after {waited} s it is '{answer['status']}'; expected 'complete'.")
        time.sleep(0.2)

check.Waiter.wait = wait
ssl._create_default_https_context = ssl._create_unverified_context
token = os.environ.get("PULSAR_TOKEN")
check.main(["--suppress_output", *sys.argv[1:], *(["--private_token", token] if token else [])])
"""


def read_secrets(text: str) -> dict[str, str]:
    """Return the secrets of an EnvironmentFile, by their names in app.yml."""
    variables = {name: re.sub(r"\\(.)", r"\1", value) for name, value in _LINE.findall(text)}
    return {
        name[len(_PREFIX) :].lower(): value
        for name, value in variables.items()
        if name.startswith(_PREFIX)
    }


def describe_idle_queues(output: str) -> str:
    """Return a sentence about queues without exactly one consumer, or an empty string.

    output is that of COUNT_CONSUMERS.
    """
    counts: Mapping[str, int] = json.loads(output)
    wrong = [f"'{name}' has {count}" for name, count in counts.items() if count != 1]
    return f"Expected one consumer on each queue; {', '.join(wrong)}." if wrong else ""
