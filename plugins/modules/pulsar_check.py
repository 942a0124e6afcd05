#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_check
short_description: Run a test job on each manager of a Pulsar
version_added: 0.1.0
description:
  - Calls Pulsar's C(pulsar-check), which stages files, runs a job and compares its output.
  - If a job fails, or does not end within two minutes, the message has the last lines of the log
    and the journal.
  - The token is passed in the environment. In the arguments, every user of the host could read it.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  url:
    description: URL of Pulsar on its host.
    type: str
    default: http://127.0.0.1:8913/
  directory:
    description: Directory of C(pulsar.env), which has the token.
    type: path
    required: true
  python:
    description: Python interpreter of Pulsar's virtual environment.
    type: path
    required: true
  managers:
    description: Names of the managers.
    type: list
    elements: str
    default: [_default_]
  log:
    description: Log whose last lines are shown if a job does not run.
    type: path
attributes:
  check_mode:
    support: none
    description: Skipped, because it runs jobs.
  diff_mode:
    support: none
    description: Changes nothing permanently.
"""

EXAMPLES = r"""
- name: Run a test job on each manager
  galaxyhpc.cluster.pulsar_check:
    directory: /srv/pulsar/config
    python: /srv/pulsar/venv/bin/python
    managers: [_default_, long]
"""

RETURN = r"""
seconds:
  description: Duration of the check in seconds, by the name of the manager.
  type: dict
  returned: success
"""

import time

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._pulsar.logs import mask, tails
from ..module_utils._pulsar.service import CHECK_MANAGER, read_secrets


def check(module: AnsibleModule, manager: str, secrets: dict[str, str]) -> float:
    """Run a job on a manager and return how many seconds it took, or fail with the logs."""
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
        logs = tails(module.run_command, module.params["log"], secrets.values())
        module.fail_json(
            msg=f"Manager '{manager}' of Pulsar does not run jobs: "
            f"{mask(last, secrets.values())}{logs}"
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
            secrets = read_secrets(file.read())
    except OSError as error:
        module.fail_json(msg=f"Cannot read the token of Pulsar: {error}.")
    seconds = {name: check(module, name, secrets) for name in module.params["managers"]}
    module.exit_json(changed=False, seconds=seconds)


if __name__ == "__main__":
    main()
