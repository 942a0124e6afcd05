# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Files on a host, replaced in one step. Every module of this collection writes with this."""

from __future__ import annotations

import contextlib
import os
import tempfile
import typing as t

if t.TYPE_CHECKING:
    from collections.abc import Mapping

    from ansible.module_utils.basic import AnsibleModule


def read(path: str) -> bytes | None:
    """Return the content of a file, None if it does not exist. Raises OSError."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def set_rights(module: AnsibleModule, path: str, rights: Mapping[str, t.Any]) -> bool:
    """Set the owner, group and mode of a file and return whether one was different.

    A missing or empty right stays as it is. In check mode nothing is set.
    """
    present = {name: right for name, right in rights.items() if right != ""}
    arguments = module.load_file_common_arguments(present, path=path)
    return bool(module.set_fs_attributes_if_different(arguments, False))


def replace(module: AnsibleModule, path: str, content: bytes, rights: Mapping[str, t.Any]) -> None:
    """Write a file in one step, readable at no time by more users than its rights allow.

    A missing or empty right stays as it is; a new file then belongs to this user with mode 0600.
    Raises OSError.
    """
    if os.path.islink(path):
        os.unlink(path)  # atomic_move would give the new file the rights of the link's target
    elif os.path.exists(path):
        set_rights(module, path, rights)  # atomic_move passes them on to the new file
    handle, unfinished = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".ansible_")
    umask = os.umask(0o077)  # atomic_move gives a file without predecessor what the umask allows
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        _move(module, unfinished, path)
    finally:
        os.umask(umask)
        with contextlib.suppress(FileNotFoundError):
            os.unlink(unfinished)
    set_rights(module, path, rights)


def _move(module: AnsibleModule, unfinished: str, path: str) -> None:
    try:
        module.atomic_move(unfinished, path)
    except OSError:
        raise
    except Exception as error:  # ansible-core 2.19 hides the OSError behind one
        cause = error.__cause__
        if not isinstance(cause, OSError):
            raise
        raise OSError(cause.errno, cause.strerror, path) from error
