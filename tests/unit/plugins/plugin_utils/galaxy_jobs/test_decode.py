# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents are decoded in the encodings that Galaxy reads, and in no others."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.decode import source_of
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import LARGEST


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        pytest.param("é".encode(), "utf-8", "é", id="utf-8"),
        pytest.param("é".encode(), "UTF8", "é", id="other-spelling"),
        pytest.param("é".encode("utf-16"), "utf-16", "é", id="utf-16"),
        pytest.param(b"\xe9", "ISO-8859-1", "é", id="iso-8859-1"),
        pytest.param(b"\xe9", "windows-1252", "é", id="windows-1252"),
        pytest.param("é", "ascii", "é", id="already-text"),
        pytest.param("\ufeffé", "utf-8", "é", id="text-with-byte-order-mark"),
        pytest.param(b"a" * LARGEST, "utf-8", "a" * LARGEST, id="largest"),
    ],
)
def test_text(data: bytes | str, encoding: str, expected: str) -> None:
    assert source_of(data, "f", encoding).text == expected


def test_byte_order_mark_is_removed() -> None:
    assert source_of(b"\xef\xbb\xbfa", "f").text == "a"


@pytest.mark.parametrize(
    ("data", "encoding", "line", "message"),
    [
        pytest.param(b"a\n\xe9", "utf-8", 2, "Byte 3 is not UTF-8. Save", id="latin-1"),
        pytest.param(b"a", "klingon", 1, "Unsupported encoding 'klingon'", id="unknown"),
        pytest.param(b"a", "punycode", 1, "Unsupported encoding 'punycode'", id="python's-own"),
        pytest.param(b"a" * (LARGEST + 1), "utf-8", 1, "bytes; expected at most", id="too-large"),
    ],
)
def test_unreadable(data: bytes, encoding: str, line: int, message: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        source_of(data, "f", encoding)
    assert message in caught.value.diagnostic.message
    assert caught.value.diagnostic.place.position.line == line
