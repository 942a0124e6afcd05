#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: munge_key
short_description: Puts the MUNGE key on a host
version_added: 0.1.0
description:
  - Writes the key that munged signs and checks credentials with, or makes a random one.
  - The key is never part of a result, a diff or a log, and no backup copy of it is made.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  path:
    description: File of the key.
    type: path
    default: /etc/munge/munge.key
  src:
    description:
      - File on the controller that holds the key, in plain or encrypted with Ansible Vault.
      - A relative path is looked for as M(ansible.builtin.copy) does.
    type: path
  key:
    description: The key itself, base64-encoded, 32 to 1024 bytes.
    type: str
  generate:
    description: Make a random key of 1024 bytes when O(path) does not exist; leave one that does.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Says whether the key would be written, and writes nothing.
  diff_mode:
    support: none
    description: A key is a secret.
"""

EXAMPLES = r"""
- name: Make a key on the first host
  galaxyhpc.cluster.munge_key:
    generate: true

- name: Give every host the site's key
  galaxyhpc.cluster.munge_key:
    src: munge.key
"""

RETURN = r"""
path:
  description: File of the key.
  type: str
  returned: success
"""

import os
import secrets
import tempfile

from ansible.module_utils.basic import AnsibleModule
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._munge import LONGEST, decode_key


def read(path: str) -> bytes | None:
    """Return the key that is there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def wanted_key(module: AnsibleModule, present: bytes | None) -> bytes:
    """Return the key that should be there."""
    if not module.params["generate"]:
        return decode_key(module.params["key"], where="key")
    return secrets.token_bytes(LONGEST) if present is None else present


def write(module: AnsibleModule, path: str, key: bytes) -> None:
    """Replace the file in one step; no other user can read it at any time."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=module.tmpdir, delete=False) as file:
        file.write(key)
    module.atomic_move(file.name, path)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "path": {"type": "path", "default": "/etc/munge/munge.key"},
            "src": {"type": "path"},
            "key": {"type": "str", "no_log": True},
            "generate": {"type": "bool", "default": False},
        },
        required_one_of=[("key", "generate")],
        mutually_exclusive=[("key", "generate", "src")],
        supports_check_mode=True,
    )
    path = module.params["path"]
    try:
        present = read(path)
        key = wanted_key(module, present)
    except (ClusterError, OSError) as error:
        module.fail_json(msg=str(error))
    changed = key != present
    if changed and not module.check_mode:
        write(module, path, key)
    if os.path.exists(path):
        changed = module.set_mode_if_different(path, 0o400, changed)
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
