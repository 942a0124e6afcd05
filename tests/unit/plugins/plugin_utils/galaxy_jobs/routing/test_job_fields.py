# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as people write them."""

from __future__ import annotations

import typing as t
from collections.abc import Callable

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import Dataset
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import (
    job_fields,
)


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        pytest.param(job_fields.as_size, 20, 20, id="number"),
        pytest.param(job_fields.as_size, "20", 20, id="digits"),
        pytest.param(job_fields.as_size, "20 B", 20, id="bytes"),
        pytest.param(job_fields.as_size, "1.5 kb", 1536, id="lower-case"),
        pytest.param(job_fields.as_size, "2GiB", 2 << 30, id="binary-prefix"),
        pytest.param(job_fields.as_dataset, "1 MB", Dataset(1 << 20), id="dataset"),
        pytest.param(job_fields.as_dataset, "5:fasta:3", Dataset(5, "fasta", 3), id="records"),
        pytest.param(job_fields.as_user, "anonymous", None, id="anonymous"),
        pytest.param(job_fields.as_user, "a@b.org", "a@b.org", id="user"),
        pytest.param(job_fields.scalar, "2", 2, id="typed"),
        pytest.param(job_fields.scalar, '"2"', "2", id="quoted"),
        pytest.param(job_fields.nested, {"a.b": 1, "a.c": 2}, {"a": {"b": 1, "c": 2}}, id="nested"),
    ],
)
def test_read(read: Callable[[t.Any, str], object], text: object, expected: object) -> None:
    assert read(text, "here") == expected


@pytest.mark.parametrize(
    ("read", "text", "message"),
    [
        pytest.param(job_fields.as_size, "20QB", "here: invalid size '20QB'", id="unit"),
        pytest.param(job_fields.as_size, "9" * 400 + "YB", "invalid size", id="endless"),
        pytest.param(job_fields.as_size, -1, "here: invalid size '-1'", id="negative"),
        pytest.param(job_fields.as_size, True, "here: invalid size 'True'", id="boolean"),
        pytest.param(
            job_fields.as_dataset, "5:fasta:x", "invalid number of records 'x'", id="records"
        ),
        pytest.param(job_fields.as_user, "a.b.org", "expected an email address", id="no-at"),
        pytest.param(job_fields.as_user, 5, "invalid user '5'", id="number"),
        pytest.param(job_fields.as_tool, None, "missing tool id", id="tool"),
        pytest.param(job_fields.pair, "=x", "expected NAME=VALUE", id="no-name"),
        pytest.param(job_fields.scalar, "[", r"here: invalid value '\['", id="not-yaml"),
        pytest.param(job_fields.nested, {"a": 1, "a.b": 2}, "already has a value", id="both"),
    ],
)
def test_refused(read: Callable[[t.Any, str], object], text: object, message: str) -> None:
    with pytest.raises(ClusterError, match=message):
        read(text, "here")
