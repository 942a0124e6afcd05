# SPDX-License-Identifier: GPL-3.0-or-later
"""What makes a MUNGE key usable."""

from __future__ import annotations

import base64
import textwrap

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils import _munge
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from hypothesis import given
from hypothesis import strategies as st


@given(st.binary(min_size=32, max_size=1024))
def test_key_comes_back(key: bytes) -> None:
    text = base64.b64encode(key).decode()
    assert _munge.decode_key(text, where="munge_key") == key
    wrapped = "\n".join(textwrap.wrap(text, 76)) + "\n"
    assert _munge.decode_key(wrapped, where="munge_key") == key


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x" * 43, id="no-padding"),
        pytest.param("secret!" * 20, id="other-signs"),
        pytest.param("schlüssel" * 20, id="other-letters"),
    ],
)
def test_not_base64(text: str) -> None:
    with pytest.raises(ClusterError) as raised:
        _munge.decode_key(text, where="munge_key")
    assert str(raised.value) == (
        "munge_key is not base64. Expected the output of 'base64 -w0 munge.key'."
    )
    assert raised.value.__suppress_context__


@pytest.mark.parametrize("size", [0, 31, 1025])
def test_length_that_munged_refuses(size: int) -> None:
    text = base64.b64encode(b"k" * size).decode()
    with pytest.raises(ClusterError) as raised:
        _munge.decode_key(text, where="The file 'munge.key'")
    assert f"The file 'munge.key' has a key of {size} bytes; expected 32 to 1024" in str(
        raised.value
    )
    assert "kkk" not in str(raised.value)


@pytest.mark.parametrize("size", [32, 1024])
def test_length_that_munged_takes(size: int) -> None:
    assert _munge.check_key(b"k" * size, where="key") == b"k" * size
