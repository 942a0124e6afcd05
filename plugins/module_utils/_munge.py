# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validation of MUNGE keys."""

from __future__ import annotations

import base64
import binascii

from ._errors import ClusterError

# munge 0.5.15, src/common/munge_defs.h: MUNGE_KEY_LEN_MIN_BYTES and MUNGE_KEY_LEN_MAX_BYTES.
SHORTEST, LONGEST = 32, 1024
_ADVICE = "Generate one with 'dd if=/dev/urandom bs=1024 count=1'."


def decode_key(text: str, *, where: str) -> bytes:
    """Decode a key in base64. Raises ClusterError, whose message never contains the key."""
    try:
        key = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise ClusterError(
            f"{where} is not base64. Expected the output of 'base64 -w0 munge.key'."
        ) from None
    return check_key(key, where=where)


def check_key(key: bytes, *, where: str, advice: str = _ADVICE) -> bytes:
    """Return the key. Raises ClusterError if munged rejects its length."""
    if not SHORTEST <= len(key) <= LONGEST:
        raise ClusterError(
            f"{where} has a key of {len(key)} bytes; expected {SHORTEST} to {LONGEST}. {advice}"
        )
    return key
