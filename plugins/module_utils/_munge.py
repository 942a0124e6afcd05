# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What makes a MUNGE key usable."""

from __future__ import annotations

import base64
import binascii

from ._errors import ClusterError

# munge 0.5.15, src/common/munge_defs.h: MUNGE_KEY_LEN_MIN_BYTES and MUNGE_KEY_LEN_MAX_BYTES.
SHORTEST, LONGEST = 32, 1024
_ADVICE = "'dd if=/dev/urandom bs=1024 count=1' makes a good one."


def decode_key(text: str, *, where: str) -> bytes:
    """Return the bytes of a base64 key. Raises ClusterError, which never shows the key."""
    try:
        key = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ClusterError(
            f"{where} is not base64. Expected the output of 'base64 -w0 munge.key'."
        ) from None
    return check_key(key, where=where)


def check_key(key: bytes, *, where: str, advice: str = _ADVICE) -> bytes:
    """Return the key. Raises ClusterError when munged would not take one of this length."""
    if not SHORTEST <= len(key) <= LONGEST:
        raise ClusterError(
            f"{where} holds a key of {len(key)} bytes; munge takes {SHORTEST} to {LONGEST}. "
            f"{advice}"
        )
    return key
