# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as people write them."""

from __future__ import annotations

import typing as t
from collections.abc import Callable

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Dataset
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import request


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        pytest.param(request.as_size, 20, 20, id="number"),
        pytest.param(request.as_size, "20", 20, id="digits"),
        pytest.param(request.as_size, "20 B", 20, id="bytes"),
        pytest.param(request.as_size, "1.5 kb", 1536, id="lower-case"),
        pytest.param(request.as_size, "2GiB", 2 << 30, id="binary-prefix"),
        pytest.param(request.as_dataset, "1 MB", Dataset(1 << 20), id="dataset"),
        pytest.param(request.as_dataset, "5:fasta:3", Dataset(5, "fasta", 3), id="records"),
        pytest.param(request.as_user, "anonymous", None, id="anonymous"),
        pytest.param(request.as_user, "a@b.org", "a@b.org", id="user"),
        pytest.param(request.scalar, "2", 2, id="typed"),
        pytest.param(request.scalar, '"2"', "2", id="quoted"),
        pytest.param(request.nested, {"a.b": 1, "a.c": 2}, {"a": {"b": 1, "c": 2}}, id="nested"),
    ],
)
def test_read(read: Callable[[t.Any, str], object], text: object, expected: object) -> None:
    assert read(text, "here") == expected


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        pytest.param(request.as_size, "20QB", "here: '20QB' is no size", id="unit"),
        pytest.param(request.as_size, "9" * 400 + "YB", "is no size", id="endless"),
        pytest.param(request.as_size, -1, "here: '-1' is no size", id="negative"),
        pytest.param(request.as_size, True, "here: 'True' is no size", id="boolean"),
        pytest.param(request.as_dataset, "5:fasta:x", "'x' is no number of records", id="records"),
        pytest.param(request.as_user, "a.b.org", "is no email address", id="no-at"),
        pytest.param(request.as_user, 5, "'5' is no email address", id="number"),
        pytest.param(request.as_tool, None, "'None' is no id of a tool", id="tool"),
        pytest.param(request.pair, "=x", "expected NAME=VALUE", id="no-name"),
        pytest.param(request.scalar, "[", r"here: '\[' is no value", id="not-yaml"),
        pytest.param(request.nested, {"a": 1, "a.b": 2}, "has a value of its own", id="both"),
    ],
)
def test_refused(read: Callable[[t.Any, str], object], text: object, message: str) -> None:
    with pytest.raises(ClusterError, match=message):
        read(text, "here")
