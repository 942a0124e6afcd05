#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_check
short_description: Runs a job on each manager of a Pulsar
version_added: 0.1.0
description:
  - Calls Pulsar's own C(pulsar-check), which stages files, runs a job and compares what comes back.
  - A job that fails, or has not ended after two minutes, is told with the last lines of the log and
    the journal.
  - The token is not among its arguments, where every user of the host could read it.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  url:
    description: The URL of Pulsar as its own host sees it.
    type: str
    default: http://127.0.0.1:8913/
  directory:
    description: Where C(pulsar.env), which holds the token, is.
    type: path
    required: true
  python:
    description: The Python of Pulsar's virtual environment.
    type: path
    required: true
  managers:
    description: The names of the managers.
    type: list
    elements: str
    default: [_default_]
  log:
    description: The log whose end is shown when a job does not run.
    type: path
attributes:
  check_mode:
    support: none
    description: Runs jobs.
  diff_mode:
    support: none
    description: Changes nothing that stays.
"""

EXAMPLES = r"""
- name: Run a job on each manager
  galaxyhpc.cluster.pulsar_check:
    directory: /srv/pulsar/config
    python: /srv/pulsar/venv/bin/python
    managers: [_default_, long]
"""

RETURN = r"""
seconds:
  description: How long the check of each manager took, by its name.
  type: dict
  returned: success
"""

import time

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._pulsar.logs import ends, without
from ..module_utils._pulsar.service import (
    CHECK_MANAGER,
    secrets_of,
)


def check(module: AnsibleModule, manager: str, secrets: dict[str, str]) -> float:
    """Return how long the check of a manager took, in seconds; fail with what is known of it."""
    start, token = time.monotonic(), secrets.get("private_token")
    path = "" if manager == "_default_" else f"managers/{manager}/"
    url = f"{module.params['url'].rstrip('/')}/{path}"
    job = f"check-{time.time_ns()}"
    code, _out, err = module.run_command(
        [module.params["python"], "-c", CHECK_MANAGER, "--url", url, "--job_id", job],
        environ_update={"PULSAR_TOKEN": token} if token else {},
        cwd="/",
    )
    if code:
        last = (err.strip().splitlines() or ["no reason given"])[-1]
        logged = ends(module.run_command, module.params["log"], secrets.values())
        module.fail_json(
            msg=f"The manager '{manager}' of Pulsar does not run a job: "
            f"{without(last, secrets.values())}{logged}"
        )
    return round(time.monotonic() - start, 1)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "url": {"type": "str", "default": "http://127.0.0.1:8913/"},
            "directory": {"type": "path", "required": True},
            "python": {"type": "path", "required": True},
            "managers": {"type": "list", "elements": "str", "default": ["_default_"]},
            "log": {"type": "path"},
        },
    )
    try:
        with open(f"{module.params['directory']}/pulsar.env", encoding="utf-8") as file:
            secrets = secrets_of(file.read())
    except OSError as error:
        module.fail_json(msg=f"The token of Pulsar cannot be read: {error}.")
    seconds = {name: check(module, name, secrets) for name in module.params["managers"]}
    module.exit_json(changed=False, seconds=seconds)


if __name__ == "__main__":
    main()
