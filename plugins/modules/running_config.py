#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: running_config
short_description: Check whether a service needs a restart to use its current files
version_added: 0.1.0
description:
  - Compares the files that a service reads when it starts with the record of those that it was
    started with. The task is C(changed) if they differ, so that it notifies the handler which
    restarts the service. It changes nothing on the host.
  - With O(record=true), to be used in a handler after the restart, renews the record.
  - If a play is interrupted between the two, the record is still the old one and the next run
    restarts the service.
  - The record contains checksums only and is readable by root alone. A service without a record
    needs a restart.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  directory:
    description: Directory of the record, for example V(/var/lib/galaxyhpc/munge).
    type: path
    required: true
  files:
    description: Files that the service reads when it starts. Missing files are compared as missing.
    type: list
    elements: path
    default: []
  settings:
    description: Other values on which the service depends, for example its version.
    type: dict
    default: {}
  record:
    description: Record that the service was started with the present files and O(settings).
    type: bool
    default: false
  copies:
    description:
      - With O(record=true), also keep copies of the files in O(directory), with mode V(0644).
      - Not for secrets.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Compares, but does not renew the record.
  diff_mode:
    support: none
    description: The files may be secret.
"""

EXAMPLES = r"""
- name: Check whether munged needs a restart
  galaxyhpc.cluster.running_config:
    directory: /var/lib/galaxyhpc/munge
    files: [/etc/munge/munge.key]
  notify: Restart munged
"""

RETURN = r"""
differences:
  description: Files and names of settings that the service was not started with.
  type: list
  elements: str
  returned: success
"""

import os

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._running_config import differences, digests, recorded, save, save_copies


def renew(module: AnsibleModule, present: dict[str, str]) -> None:
    """Write the record and the copies. Raises OSError."""
    directory = module.params["directory"]
    os.makedirs(directory, mode=0o755, exist_ok=True)
    if module.params["copies"]:
        save_copies(module, directory, module.params["files"])
    save(module, directory, present)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directory": {"type": "path", "required": True},
            "files": {"type": "list", "elements": "path", "default": []},
            "settings": {"type": "dict", "default": {}},
            "record": {"type": "bool", "default": False},
            "copies": {"type": "bool", "default": False},
        },
        supports_check_mode=True,
    )
    try:
        present = digests(module.params["files"], module.params["settings"])
        record = recorded(module.params["directory"])
        different = differences(record, present)
        if module.params["record"] and not module.check_mode:
            renew(module, present)
    except OSError as error:
        module.fail_json(msg=f"'{error.filename}': {error.strerror}.")
    module.exit_json(changed=record is None or bool(different), differences=different)


if __name__ == "__main__":
    main()
