#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_files
short_description: Create directories and write text files in one step
version_added: 0.1.0
description:
  - Does for many paths in one call what M(ansible.builtin.file) and M(ansible.builtin.copy) do for
    one path per call.
  - Creates the directories first, then writes or removes the files in the given order. Each file
    is replaced atomically, together with its owner, group, mode and SELinux context.
  - The contents are not logged on the host. The result contains them only as a diff, if one is
    requested.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  directories:
    description:
      - Directories that share an owner, a group and a mode. Missing parents get the same.
    type: list
    elements: dict
    default: []
    suboptions:
      paths:
        description: Absolute paths of the directories.
        type: list
        elements: path
        required: true
      owner:
        description: Name of the owner. An empty string keeps the owner.
        type: str
        default: root
      group:
        description: Name of the group. An empty string keeps the group.
        type: str
        default: root
      mode:
        description: Permissions, as for M(ansible.builtin.file).
        type: raw
        default: "0755"
  files:
    description: Files with their content.
    type: list
    elements: dict
    default: []
    suboptions:
      path:
        description: Path of the file. Its directory must exist or be one of O(directories).
        type: path
        required: true
      content:
        description: Content. If omitted, the file is removed.
        type: str
      owner:
        description: Name of the owner. An empty string keeps the owner of an existing file.
        type: str
        default: root
      group:
        description: Name of the group. An empty string keeps the group of an existing file.
        type: str
        default: root
      mode:
        description:
          - Permissions, as for M(ansible.builtin.file).
          - An empty string keeps the permissions of an existing file. A new file gets V(0600).
        type: raw
        default: "0644"
      backup:
        description:
          - Keep a copy of a file whose content changes. The copy gets the same owner, group and
            mode as the file.
        type: bool
        default: false
      secret:
        description: Do not show a diff of this file.
        type: bool
        default: false
attributes:
  check_mode:
    support: full
    description: Also covers files in directories that do not exist yet.
  diff_mode:
    support: full
    description: Shows a diff for each file that is not O(files[].secret).
"""

EXAMPLES = r"""
- name: Configure Pulsar's web server
  galaxyhpc.cluster.host_files:
    directories:
      - paths: [/srv/pulsar/config]
        group: pulsar
        mode: "0750"
    files:
      - path: /srv/pulsar/config/server.ini
        content: "{{ lookup('ansible.builtin.template', 'server.ini.j2') }}"
        group: pulsar
        mode: "0640"
      - path: /srv/pulsar/config/local_env.sh # is removed
"""

RETURN = r"""
paths:
  description: Directories and files that were created, changed or removed.
  type: list
  elements: str
  returned: success
files:
  description: The files that exist now, in the order of O(files).
  type: list
  elements: dict
  returned: success
  contains:
    path:
      description: Path of the file.
      type: str
    owner:
      description: Name of the owner.
      type: str
    group:
      description: Name of the group.
      type: str
    mode:
      description: Permissions in octal.
      type: str
      sample: "0640"
    backup_file:
      description: Path of the copy of the previous content, if there is one.
      type: str
"""

import grp
import os
import pwd
import stat
import time
import typing as t

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._files import read, replace, set_rights

_RIGHTS: dict[str, t.Any] = {
    "owner": {"type": "str", "default": "root"},
    "group": {"type": "str", "default": "root"},
}


def missing_directories(path: str) -> list[str]:
    """Return the directories that have to be created for a path, topmost first."""
    missing: list[str] = []
    while not os.path.isdir(path):
        missing.insert(0, path)
        path = os.path.dirname(path)
    return missing


def make_directory(module: AnsibleModule, path: str, rights: dict[str, t.Any]) -> bool:
    """Create a directory or set its rights, and return whether that changes anything."""
    if not os.path.isabs(path):
        module.fail_json(msg=f"The directory is '{path}'; expected an absolute path.")
    path = os.path.normpath(path)
    missing = missing_directories(path)
    if missing and module.check_mode:
        return True
    for directory in missing:
        os.mkdir(directory, 0o700)
    changed = [
        set_rights(module, directory, {**rights, "follow": True}) for directory in missing or [path]
    ]
    return bool(missing) or any(changed)


def put_file(module: AnsibleModule, file: dict[str, t.Any]) -> tuple[bool, str | None]:
    """Write or remove a file. Return whether that changes anything, and the path of the backup."""
    path, text = file["path"], file["content"]
    present, content = read(path), None if text is None else text.encode()
    if present == content:
        return content is not None and set_rights(module, path, file), None
    backup = backup_path(path) if file["backup"] and present is not None else None
    if module.check_mode:
        return True, backup
    if backup and present is not None:
        replace(module, backup, present, file)
    if content is None:
        os.unlink(path)
    else:
        write(module, file, content)
    return True, backup


def write(module: AnsibleModule, file: dict[str, t.Any], content: bytes) -> None:
    """Replace a file. Raises OSError with the path of the file, not of a temporary one."""
    try:
        replace(module, file["path"], content, file)
    except OSError as error:
        raise OSError(error.errno, error.strerror, file["path"]) from error


def backup_path(path: str) -> str:
    """Return the path of a backup, of the form that ansible.builtin.copy uses."""
    return f"{path}.{os.getpid()}.{time.strftime('%Y-%m-%d@%H:%M:%S~')}"


def difference(file: dict[str, t.Any]) -> dict[str, str] | None:
    """Return the diff of a file in the form that Ansible displays, None if there is none."""
    before, after = (read(file["path"]) or b"").decode(errors="replace"), file["content"] or ""
    if before == after:
        return None
    headers = {"before_header": file["path"], "after_header": file["path"]}
    return {"before": before, "after": after, **headers}


def describe(path: str, backup: str | None) -> dict[str, str]:
    """Return the rights of a file and the path of its backup."""
    status = os.stat(path)
    return {
        "path": path,
        "owner": name_of(status.st_uid, pwd.getpwuid),
        "group": name_of(status.st_gid, grp.getgrgid),
        "mode": f"{stat.S_IMODE(status.st_mode):04o}",
        **({"backup_file": backup} if backup else {}),
    }


def name_of(number: int, look_up: t.Callable[[int], t.Any]) -> str:
    """Return the name of a user or group, or its number if it has none."""
    try:
        return str(look_up(number)[0])
    except KeyError:
        return str(number)


def deploy(module: AnsibleModule) -> dict[str, t.Any]:
    """Create, write and remove what was requested and return the result. Raises OSError."""
    files = module.params["files"]
    shown = [file for file in files if module._diff and not file["secret"]]
    differences = [diff for file in shown if (diff := difference(file))]
    changed = [
        path
        for rights in module.params["directories"]
        for path in rights["paths"]
        if make_directory(module, path, rights)
    ]
    present = []
    for file in files:
        is_changed, backup = put_file(module, file)
        changed += [file["path"]] if is_changed else []
        if os.path.exists(file["path"]):
            present.append(describe(file["path"], backup))
    return {
        "changed": bool(changed),
        "paths": changed,
        "files": present,
        "diff": [*filter(None, differences)],
    }


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directories": {
                "type": "list",
                "elements": "dict",
                "default": [],
                "options": {
                    "paths": {"type": "list", "elements": "path", "required": True},
                    "mode": {"type": "raw", "default": "0755"},
                    **_RIGHTS,
                },
            },
            "files": {
                "type": "list",
                "elements": "dict",
                "default": [],
                "options": {
                    "path": {"type": "path", "required": True},
                    "content": {"type": "str"},
                    "mode": {"type": "raw", "default": "0644"},
                    "backup": {"type": "bool", "default": False},
                    "secret": {"type": "bool", "default": False},
                    **_RIGHTS,
                },
            },
        },
        supports_check_mode=True,
    )
    try:
        result = deploy(module)
    except OSError as error:
        module.fail_json(msg=f"'{error.filename}' cannot be written: {error.strerror}.")
    module.exit_json(**result)


if __name__ == "__main__":
    main()
