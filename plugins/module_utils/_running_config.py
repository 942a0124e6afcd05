# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Whether a service needs a restart: the files it was started with, compared with those on disk.

A role writes its files, compares them with the record of the service, restarts the service if they
differ, and only then renews the record. If a run is interrupted before that, the record is still
the old one, so the next run restarts the service. If nothing changed, the record matches and
nothing is restarted, whoever wrote or touched the files in the meantime.

The record has the SHA-256 of each file, because files may be secret, and is readable by root alone.
A service without a record counts as outdated: its startup files are unknown.
"""

from __future__ import annotations

import hashlib
import json
import os
import typing as t

from ._files import read, replace

if t.TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansible.module_utils.basic import AnsibleModule

_NAME = "record.json"
_COPY = {"mode": "0644"}

Digests = dict[str, str]


def digests(files: Iterable[str], settings: Mapping[str, t.Any]) -> Digests:
    """Return the SHA-256 of each existing file by its path, and of each setting by its name.

    Raises OSError for a file that cannot be read.
    """
    contents = {path: read(path) for path in files}
    values = {name: json.dumps(value, sort_keys=True).encode() for name, value in settings.items()}
    return {
        name: hashlib.sha256(content).hexdigest()
        for name, content in {**contents, **values}.items()
        if content is not None
    }


def recorded(directory: str) -> Digests | None:
    """Return the digests on record, None if there is no readable record. Raises OSError."""
    try:
        record = json.loads(read(os.path.join(directory, _NAME)) or "null")
    except ValueError:
        return None
    return record if isinstance(record, dict) else None


def differences(record: Digests | None, present: Digests) -> list[str]:
    """Return the names whose digests differ, all of them if there is no record."""
    known = record or {}
    return sorted(name for name in {*known, *present} if known.get(name) != present.get(name))


def save(module: AnsibleModule, directory: str, present: Digests) -> None:
    """Record what the service was started with. Raises OSError."""
    text = json.dumps(present, indent=2, sort_keys=True)
    replace(module, os.path.join(directory, _NAME), f"{text}\n".encode(), {"mode": "0600"})


def save_copies(module: AnsibleModule, directory: str, files: Iterable[str]) -> None:
    """Keep copies of existing files next to the record. Raises OSError."""
    for path in files:
        content = read(path)
        if content is not None:
            replace(module, os.path.join(directory, os.path.basename(path)), content, _COPY)
