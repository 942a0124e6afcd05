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
    description:
      - Make a random key of 1024 bytes when O(path) does not exist; leave one that does.
      - A file whose length no key of munge has stops the run.
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

from ..module_utils._errors import ClusterError
from ..module_utils._munge import (
    LONGEST,
    check_key,
    decode_key,
)


def read(path: str) -> bytes | None:
    """Return the key that is there."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def wanted_key(module: AnsibleModule, present: bytes | None) -> bytes:
    """Return the key that should be there. Raises ClusterError when there is none to be had."""
    if module.params["key"] is not None:
        return decode_key(module.params["key"], where="key")
    if not module.params["generate"]:
        raise ClusterError(
            "There is no key to put there; expected src (a file on the controller), key (the key "
            "in base64) or 'generate: true'."
        )
    if present is None:
        return secrets.token_bytes(LONGEST)
    return check_key(
        present,
        where=f"The file '{module.params['path']}'",
        advice="Remove it, and the next run makes a new one.",
    )


def write(path: str, key: bytes) -> None:
    """Replace the file in one step; no other user can read it at any time."""
    directory = os.path.dirname(path)
    os.makedirs(directory, mode=0o700, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=directory)  # readable by root alone
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    os.rename(unfinished, path)


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "path": {"type": "path", "default": "/etc/munge/munge.key"},
            "src": {"type": "path"},
            "key": {"type": "str", "no_log": True},
            "generate": {"type": "bool", "default": False},
        },
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
        write(path, key)
    if os.path.exists(path):
        changed = module.set_mode_if_different(path, 0o400, changed)
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
