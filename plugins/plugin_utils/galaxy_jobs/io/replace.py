# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Writes files atomically: no reader ever sees a part of the new content."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ....module_utils._errors import ClusterError


def replace_content(path: Path, before: bytes, after: bytes) -> None:
    """Replace a file's content; keep its mode and owner. Of a link, change the target.

    Raises ClusterError, and changes nothing, if the content is not `before` any more. Raises
    OSError if the file cannot be written or its owner cannot be kept.
    """
    target = path.resolve()
    if target.read_bytes() != before:
        raise ClusterError("has changed since it was read; not written.")
    status = target.stat()
    write_atomically(target, after, status.st_mode & 0o7777, (status.st_uid, status.st_gid))


def write_atomically(
    target: Path, content: bytes, mode: int, owner: tuple[int, int] | None
) -> None:
    """Write a file with a mode and, unless owner is None, with an owner and a group.

    Raises OSError; of these, PermissionError if the owner cannot be set.
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
