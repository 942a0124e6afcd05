#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_files
short_description: Makes directories and writes text files of a host, all in one step
version_added: 0.1.0
description:
  - What M(ansible.builtin.file) and M(ansible.builtin.copy) do with one path at a time, and take
    most of a second for each, this module does with all of them at once.
  - Directories are made first. A file is replaced in one step, with its owner and mode.
  - The texts come into no log of the host. Of the result they are part only as differences, where
    these are asked for.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  directories:
    description:
      - Directories of one owner, group and mode. Those above them that are missing are made alike.
    type: list
    elements: dict
    default: []
    suboptions:
      paths:
        description: The directories.
        type: list
        elements: path
        required: true
      owner:
        description: Name of the owner.
        type: str
        default: root
      group:
        description: Name of the group.
        type: str
        default: root
      mode:
        description: The mode in octal.
        type: str
        default: "0755"
  files:
    description: Files with their texts.
    type: list
    elements: dict
    default: []
    suboptions:
      path:
        description: The file, in a directory that is there.
        type: path
        required: true
      content:
        description: The text. Without it there is to be no such file.
        type: str
      owner:
        description: Name of the owner.
        type: str
        default: root
      group:
        description: Name of the group.
        type: str
        default: root
      mode:
        description: The mode in octal.
        type: str
        default: "0644"
      secret:
        description: Show no difference of this file.
        type: bool
        default: false
attributes:
  check_mode:
    support: full
    description: Says what would be made, also in directories that are not there yet.
  diff_mode:
    support: full
    description: Shows the differences of the files.
"""

EXAMPLES = r"""
- name: Say how Pulsar is served
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
  description: The directories and files that were made, changed or removed.
  type: list
  elements: str
  returned: success
"""

import os
import tempfile
import typing as t

from ansible.module_utils.basic import AnsibleModule

_RIGHTS: dict[str, t.Any] = {
    "owner": {"type": "str", "default": "root"},
    "group": {"type": "str", "default": "root"},
}


def missing_directories(path: str) -> list[str]:
    """Return a directory and those above it that are not there, the topmost first."""
    missing: list[str] = []
    while not os.path.isdir(path):
        missing.insert(0, path)
        path = os.path.dirname(path)
    return missing


def make_directory(module: AnsibleModule, path: str, rights: dict[str, t.Any]) -> bool:
    """Return whether a directory was not as it is to be, and now is but in check mode."""
    if not os.path.isabs(path):
        module.fail_json(msg=f"The directory is '{path}'; expected an absolute path.")
    path = os.path.normpath(path)
    missing = missing_directories(path)
    for each in missing or [path]:
        if each in missing:
            if module.check_mode:
                return True
            os.makedirs(each, exist_ok=True)
        wanted = module.load_file_common_arguments({**rights, "follow": True}, path=each)
        changed = module.set_fs_attributes_if_different(wanted, bool(missing))
    return bool(changed)


def read(path: str) -> bytes | None:
    """Return what a file has in it, None when there is none."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def replace(module: AnsibleModule, file: dict[str, t.Any], content: bytes) -> None:
    """Put a file in its place with its owner and mode: nobody else can read it at any time."""
    path = file["path"]
    wanted = module.load_file_common_arguments(file)
    handle, unfinished = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".ansible_")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        module.set_fs_attributes_if_different({**wanted, "path": unfinished}, False)
        os.replace(unfinished, path)
    except BaseException:
        os.unlink(unfinished)
        raise


def put_file(module: AnsibleModule, file: dict[str, t.Any]) -> bool:
    """Return whether a file was not as it is to be, and now is but in check mode."""
    path, present, text = file["path"], read(file["path"]), file["content"]
    wanted = None if text is None else text.encode()
    if present == wanted:
        rights = module.load_file_common_arguments(file)
        return wanted is not None and bool(module.set_fs_attributes_if_different(rights, False))
    if module.check_mode:
        return True
    if wanted is None:
        os.unlink(path)
        return True
    try:
        replace(module, file, wanted)
    except OSError as error:  # it names the unfinished file, or none
        raise OSError(error.errno, error.strerror, path) from error
    return True


def difference(file: dict[str, t.Any]) -> dict[str, str]:
    """Return what is to become of a file, as Ansible shows it."""
    return {
        "before_header": file["path"],
        "before": (read(file["path"]) or b"").decode(errors="replace"),
        "after_header": file["path"],
        "after": file["content"] or "",
    }


def deploy(module: AnsibleModule) -> dict[str, t.Any]:
    """Make what is asked for and return the result. Raises OSError."""
    files = module.params["files"]
    shown = [file for file in files if module._diff and not file["secret"]]
    differences = [difference(file) for file in shown]
    changed = [
        path
        for kind in module.params["directories"]
        for path in kind["paths"]
        if make_directory(module, path, kind)
    ]
    changed += [file["path"] for file in files if put_file(module, file)]
    return {"changed": bool(changed), "paths": changed, "diff": differences}


def main() -> None:
    module = AnsibleModule(
        argument_spec={
            "directories": {
                "type": "list",
                "elements": "dict",
                "default": [],
                "options": {
                    "paths": {"type": "list", "elements": "path", "required": True},
                    "mode": {"type": "str", "default": "0755"},
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
                    "mode": {"type": "str", "default": "0644"},
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
