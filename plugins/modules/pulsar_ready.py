#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_ready
short_description: Wait for Pulsar to work
version_added: 0.1.0
description:
  - Waits until Pulsar accepts a request with the token, rejects a request without it, and consumes
    its message queues. systemd reports a Pulsar 0.16.0 as active even if it does none of these.
  - After O(timeout), fails with the reason and the last lines of the log and the journal.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  modes:
    description: How Galaxy connects to Pulsar, and what is therefore checked.
    type: list
    elements: str
    choices: [rest, amqp]
    default: [rest]
  url:
    description: URL of Pulsar on its host.
    type: str
    default: http://127.0.0.1:8913/
  directory:
    description: Directory of C(app.yml) and of C(pulsar.env), which has the secrets.
    type: path
    required: true
  python:
    description: Python interpreter of Pulsar's virtual environment.
    type: path
    required: true
  managers:
    description: Names of the managers. Each manager has its own queues.
    type: list
    elements: str
    default: [_default_]
  log:
    description: Log whose last lines are shown if Pulsar does not work.
    type: path
  timeout:
    description: Maximum waiting time in seconds.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Wait for Pulsar to work
  galaxyhpc.cluster.pulsar_ready:
    directory: /srv/pulsar/config
    python: /srv/pulsar/venv/bin/python
"""

RETURN = r"""
version:
  description: Version that Pulsar reports.
  type: str
  returned: when O(modes) has V(rest)
needs_restart:
  description:
    - Whether Pulsar must be restarted, because the message queue works but Pulsar does not consume
      it.
  type: bool
  returned: failure
"""

import json
import time
import typing as t
import urllib.error
import urllib.parse

from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.urls import open_url

from ..module_utils._pulsar.logs import mask, tails
from ..module_utils._pulsar.service import (
    COUNT_CONSUMERS,
    describe_idle_queues,
    read_secrets,
)


class NotReadyError(Exception):
    """Why Pulsar is not ready, and whether only a restart can fix that."""

    def __init__(self, message: str, needs_restart: bool = False) -> None:
        super().__init__(message)
        self.needs_restart = needs_restart


def call(url: str, token: str | None) -> tuple[int, bytes]:
    """Return the status and the body of Pulsar's health page. Raises NotReadyError."""
    query = f"?{urllib.parse.urlencode({'private_token': token})}" if token else ""
    try:
        # The request stays on the host; the certificate has the name that Galaxy uses.
        answer = open_url(f"{url}healthz{query}", timeout=10, validate_certs=False, use_proxy=False)
        return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise NotReadyError(f"No response from Pulsar at {url}: {reason}.") from error


def check_rest(url: str, token: str | None) -> str:
    """Return the version that Pulsar reports by REST. Raises NotReadyError."""
    status, body = call(url, token)
    if status != 200:
        raise NotReadyError(
            f"Pulsar at {url} returns {status} for a request with its token; expected 200."
        )
    if token:
        status, _body = call(url, None)
        if status != 401:
            raise NotReadyError(
                f"Pulsar at {url} returns {status} for a request without a token; expected 401. "
                "It may still use an older configuration: restart it."
            )
    version: str = json.loads(body)["version"]
    return version


def check_queues(module: AnsibleModule, url: str) -> None:
    """Check whether Pulsar consumes its queues. Raises NotReadyError."""
    app = f"{module.params['directory']}/app.yml"
    code, out, err = module.run_command(
        [module.params["python"], "-c", COUNT_CONSUMERS, app, *module.params["managers"]],
        environ_update={"PULSAR_URL": url},
    )
    if code:
        last = (err.strip().splitlines() or ["no reason given"])[-1]
        raise NotReadyError(
            f"The message queue of pulsar_message_queue_url cannot be used: {mask(last, [url])}"
        )
    idle = describe_idle_queues(out)
    if idle:
        raise NotReadyError(
            f"{idle} Pulsar 0.16.0 stops consuming for good if the queue rejects its password.",
            needs_restart=True,
        )


def check(module: AnsibleModule, secrets: dict[str, str]) -> dict[str, t.Any]:
    """Return what a working Pulsar reports. Raises NotReadyError."""
    report = {}
    if "rest" in module.params["modes"]:
        url = module.params["url"].rstrip("/") + "/"
        report["version"] = check_rest(url, secrets.get("private_token"))
    if "amqp" in module.params["modes"]:
        check_queues(module, secrets["message_queue_url"])
    return report


def wait(module: AnsibleModule, secrets: dict[str, str]) -> dict[str, t.Any]:
    """Return what Pulsar reports once it works. Raises NotReadyError after the timeout."""
    deadline = time.monotonic() + module.params["timeout"]
    while True:
        try:
            return check(module, secrets)
        except NotReadyError:
            if time.monotonic() > deadline:
                raise
        time.sleep(1)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "modes": {
                "type": "list",
                "elements": "str",
                "choices": ["rest", "amqp"],
                "default": ["rest"],
            },
            "url": {"type": "str", "default": "http://127.0.0.1:8913/"},
            "directory": {"type": "path", "required": True},
            "python": {"type": "path", "required": True},
            "managers": {"type": "list", "elements": "str", "default": ["_default_"]},
            "log": {"type": "path"},
            "timeout": {"type": "int", "default": 60},
        },
        supports_check_mode=True,
    )
    try:
        with open(f"{module.params['directory']}/pulsar.env", encoding="utf-8") as file:
            secrets = read_secrets(file.read())
        report = wait(module, secrets)
    except OSError as error:
        module.fail_json(msg=f"Cannot read the secrets of Pulsar: {error}.")
    except NotReadyError as error:
        logs = tails(module.run_command, module.params["log"], secrets.values())
        module.fail_json(msg=f"{error}{logs}", needs_restart=error.needs_restart)
    module.exit_json(changed=False, **report)


if __name__ == "__main__":
    main()
