#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_ready
short_description: Waits until Pulsar works
version_added: 0.1.0
description:
  - That systemd calls a Pulsar 0.16.0 active proves nothing. This module waits until it answers a
    call with the token, refuses one without it, and takes jobs from its message queues.
  - When the time is up it fails with what is wrong and the last lines of the log and the journal.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  modes:
    description: How Galaxy reaches Pulsar, and so what is looked at.
    type: list
    elements: str
    choices: [rest, amqp]
    default: [rest]
  url:
    description: The URL of Pulsar as its own host sees it.
    type: str
    default: http://127.0.0.1:8913/
  directory:
    description: Where C(app.yml) and C(pulsar.env), which holds the secrets, are.
    type: path
    required: true
  python:
    description: The Python of Pulsar's virtual environment, for a message queue.
    type: path
    required: true
  managers:
    description: The names of the managers, each of which has queues of its own.
    type: list
    elements: str
    default: [_default_]
  log:
    description: The log whose end is shown when Pulsar does not work.
    type: path
  timeout:
    description: How long to wait, in seconds.
    type: int
    default: 60
"""

EXAMPLES = r"""
- name: Wait until Pulsar works
  galaxyhpc.cluster.pulsar_ready:
    directory: /srv/pulsar/config
    python: /srv/pulsar/venv/bin/python
"""

RETURN = r"""
version:
  description: The version that Pulsar tells.
  type: str
  returned: when O(modes) has V(rest)
needs_restart:
  description:
    - Whether the message queue answers and Pulsar takes nothing from it, which a restart mends.
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

from ..module_utils._pulsar.logs import ends
from ..module_utils._pulsar.service import (
    COUNT_CONSUMERS,
    idle_queues,
    secrets_of,
)


class NotReadyError(Exception):
    """What is wrong so far; needs_restart when only a restart can mend it."""

    def __init__(self, message: str, needs_restart: bool = False) -> None:
        super().__init__(message)
        self.needs_restart = needs_restart


def call(url: str, token: str | None) -> tuple[int, bytes]:
    """Return the status and the answer of Pulsar's health page. Raises NotReadyError."""
    query = f"?{urllib.parse.urlencode({'private_token': token})}" if token else ""
    try:
        # The call stays on the host, and the certificate is for the name that Galaxy uses.
        answer = open_url(f"{url}healthz{query}", timeout=10, validate_certs=False, use_proxy=False)
        return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, b""
    except OSError as error:
        reason = getattr(error, "reason", error)
        raise NotReadyError(f"Pulsar does not answer at {url}: {reason}.") from error


def look_at_rest(url: str, token: str | None) -> str:
    """Return the version of a Pulsar that answers. Raises NotReadyError."""
    status, answer = call(url, token)
    if status != 200:
        raise NotReadyError(f"Pulsar at {url} answers {status} to a call with its token.")
    if token:
        status, _answer = call(url, None)
        if status != 401:
            raise NotReadyError(
                f"Pulsar at {url} answers {status} to a call without a token; expected 401. It may "
                "run with an older configuration: restart it."
            )
    version: str = json.loads(answer)["version"]
    return version


def look_at_queues(module: AnsibleModule, url: str) -> None:
    """Look whether Pulsar takes jobs from its queues. Raises NotReadyError."""
    app = f"{module.params['directory']}/app.yml"
    code, out, err = module.run_command(
        [module.params["python"], "-c", COUNT_CONSUMERS, app, *module.params["managers"]],
        environ_update={"PULSAR_URL": url},
    )
    if code:
        last = (err.strip().splitlines() or ["no reason given"])[-1]
        raise NotReadyError(
            f"The message queue of pulsar_message_queue_url cannot be used: {last}".replace(
                url, "(its URL)"
            )
        )
    idle = idle_queues(out)
    if idle:
        raise NotReadyError(
            f"{idle} Pulsar 0.16.0 ends its threads for good when the queue refuses its password.",
            needs_restart=True,
        )


def look(module: AnsibleModule, secrets: dict[str, str]) -> dict[str, t.Any]:
    """Return what a Pulsar that works tells. Raises NotReadyError."""
    found = {}
    if "rest" in module.params["modes"]:
        url = module.params["url"].rstrip("/") + "/"
        found["version"] = look_at_rest(url, secrets.get("private_token"))
    if "amqp" in module.params["modes"]:
        look_at_queues(module, secrets["message_queue_url"])
    return found


def wait(module: AnsibleModule, secrets: dict[str, str]) -> dict[str, t.Any]:
    """Return what Pulsar tells at last. Raises NotReadyError when the time is up."""
    deadline = time.monotonic() + module.params["timeout"]
    while True:
        try:
            return look(module, secrets)
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
            secrets = secrets_of(file.read())
        found = wait(module, secrets)
    except OSError as error:
        module.fail_json(msg=f"The secrets of Pulsar cannot be read: {error}.")
    except NotReadyError as error:
        logged = ends(module.run_command, module.params["log"], secrets.values())
        module.fail_json(msg=f"{error}{logged}", needs_restart=error.needs_restart)
    module.exit_json(changed=False, **found)


if __name__ == "__main__":
    main()
