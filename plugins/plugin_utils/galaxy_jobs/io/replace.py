# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A file's content replaced at once: nobody ever sees half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ....module_utils._errors import ClusterError


def replace(path: Path, before: bytes, after: bytes) -> None:
    """Give a file another content and keep its mode and owner. A link stays: its target changes.

    Raises ClusterError, and changes nothing, when the file has changed since it was read or when
    its owner cannot be kept; OSError when it cannot be written.
    """
    target = path.resolve()
    if target.read_bytes() != before:
        raise ClusterError("has changed since it was read: nothing is written.")
    known = target.stat()
    put(target, after, known.st_mode & 0o7777, (known.st_uid, known.st_gid))


def put(target: Path, content: bytes, mode: int, owner: tuple[int, int] | None) -> None:
    """Write a file at once, with a mode and, unless it is None, an owner and a group.

    Raises OSError when it cannot be written, PermissionError when the owner cannot be given.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            made = os.fstat(file.fileno())
            if owner and (made.st_uid, made.st_gid) != owner:
                os.fchown(file.fileno(), *owner)
            os.fchmod(file.fileno(), mode)
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise
