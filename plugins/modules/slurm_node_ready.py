#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_node_ready
short_description: Wait until Slurm starts jobs on this node
version_added: 0.1.0
description:
  - Queries slurmctld for the node of this host until it is idle or runs jobs.
  - If the node is not ready in time, the message shows Slurm's reason and the last lines of the
    logs.
  - A node drained by an operator stays drained. This is a warning, not a failure.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  timeout:
    description: Seconds to wait.
    type: int
    default: 60
  logs:
    description: Log files whose last lines are added to the message.
    type: list
    elements: path
    default: []
  slurm_user:
    description: User slurmctld runs as, to distinguish its reasons from those of operators.
    type: str
    default: slurm
"""

EXAMPLES = r"""
- name: Wait for the node to accept jobs
  galaxyhpc.cluster.slurm_node_ready:
    logs: [/var/log/slurm/slurmd.log]
"""

RETURN = r"""
node:
  description: Name of this host's node.
  type: str
  returned: success
state:
  description: State of the node, as printed by C(scontrol show node).
  type: str
  returned: success
"""

import os
import platform
import time

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._slurm.node_verdict import (
    Verdict,
    find_record,
    judge,
)

TAIL = 10


def query(module: AnsibleModule) -> Verdict:
    """Return the verdict on the node's present state."""
    code, out, err = module.run_command(["scontrol", "-o", "show", "node"])
    if code:
        return Verdict(problem=f"slurmctld does not answer: {(err or out).strip()}")
    record = find_record(out, platform.node())
    return judge(record, platform.node(), module.params["slurm_user"])


def wait(module: AnsibleModule) -> Verdict:
    """Return the first verdict without a problem, or the last one before the timeout."""
    deadline = time.monotonic() + module.params["timeout"]
    while True:
        verdict = query(module)
        if not verdict.problem or time.monotonic() > deadline:
            return verdict
        time.sleep(1)


def tails(paths: list[str]) -> str:
    """Return the last lines of each log."""
    texts = []
    for path in filter(os.path.isfile, paths):
        with open(path, encoding="utf-8", errors="replace") as file:
            texts.append(f"\n{path} ends with:\n{''.join(file.readlines()[-TAIL:])}")
    return "".join(texts)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "timeout": {"type": "int", "default": 60},
            "logs": {"type": "list", "elements": "path", "default": []},
            "slurm_user": {"type": "str", "default": "slurm"},
        },
        supports_check_mode=True,
    )
    verdict = wait(module)
    if verdict.problem:
        module.fail_json(msg=verdict.problem + tails(module.params["logs"]))
    for warning in verdict.warnings:
        module.warn(warning)
    module.exit_json(changed=False, node=verdict.node, state=verdict.state)


if __name__ == "__main__":
    main()
