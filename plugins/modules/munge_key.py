#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: munge_key
short_description: Deploy the MUNGE key
version_added: 0.1.0
description:
  - Writes or generates the key with which munged signs and verifies credentials.
  - The key never appears in a result, diff or log, and is never backed up.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  path:
    description: Path of the key file on the host.
    type: path
    default: /etc/munge/munge.key
  src:
    description:
      - Key file on the controller, in plain or encrypted with Ansible Vault.
      - A relative path is searched for as M(ansible.builtin.copy) does.
    type: path
  key:
    description: Key in base64, 32 to 1024 bytes when decoded.
    type: str
  generate:
    description:
      - Generate a random key of 1024 bytes if O(path) does not exist. An existing key is kept.
      - An existing file with fewer than 32 or more than 1024 bytes is an error.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Reports whether the key would be written.
  diff_mode:
    support: none
    description: The key is a secret.
"""

EXAMPLES = r"""
- name: Generate a key on the first host
  galaxyhpc.cluster.munge_key:
    generate: true

- name: Deploy the site's key
  galaxyhpc.cluster.munge_key:
    src: munge.key
"""

RETURN = r"""
path:
  description: Path of the key file.
  type: str
  returned: success
"""

import os
import secrets

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._errors import ClusterError
from ..module_utils._files import read, replace, set_rights
from ..module_utils._munge import LONGEST, check_key, decode_key

RIGHTS = {"mode": "0400"}


def expected_key(module: AnsibleModule, present: bytes | None) -> bytes:
    """Return the key that belongs on the host. Raises ClusterError if none was given."""
    if module.params["key"] is not None:
        return decode_key(module.params["key"], where="key")
    if not module.params["generate"]:
        raise ClusterError(
            "No key was given. Expected src (a file on the controller), key (the key in base64) "
            "or 'generate: true'."
        )
    if present is None:
        return secrets.token_bytes(LONGEST)
    return check_key(
        present,
        where=f"The file '{module.params['path']}'",
        advice="Remove it, and the next run generates a new one.",
    )


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
        key = expected_key(module, present)
        changed = key != present
        if changed and not module.check_mode:
            os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
            replace(module, path, key, RIGHTS)
    except (ClusterError, OSError) as error:
        module.fail_json(msg=str(error))
    if os.path.exists(path):
        changed = set_rights(module, path, RIGHTS) or changed
    module.exit_json(changed=changed, path=path)


if __name__ == "__main__":
    main()
