# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of the files a service was started with."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from ansible.module_utils.basic import AnsibleModule
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._running_config import (
    Digests,
    differences,
    digests,
    recorded,
    save,
    save_copies,
)


@pytest.fixture
def module(tmp_path: Path) -> AnsibleModule:
    """Return a module without options."""
    with patch_module_args({"_ansible_remote_tmp": str(tmp_path)}):
        return AnsibleModule(argument_spec={})


def test_digests(tmp_path: Path) -> None:
    path = tmp_path / "munge.key"
    path.write_bytes(b"key")
    found = digests([str(path), str(tmp_path / "missing")], {"version": "1"})
    assert found == {
        str(path): hashlib.sha256(b"key").hexdigest(),
        "version": hashlib.sha256(b'"1"').hexdigest(),
    }


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param({"b": 1, "a": 2}, {"a": 2, "b": 1}, True, id="order of keys"),
        pytest.param([1, 2], [2, 1], False, id="order of a list"),
        pytest.param("1", 1, False, id="type"),
        pytest.param(None, "", False, id="nothing"),
    ],
)
def test_digest_of_a_setting(first: object, second: object, same: bool) -> None:
    assert (digests([], {"x": first}) == digests([], {"x": second})) is same


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({"a": "1", "b": "2"}, [], id="same"),
        pytest.param({"a": "1", "b": "3"}, ["b"], id="changed"),
        pytest.param({"a": "1"}, ["b"], id="new"),
        pytest.param({"a": "1", "b": "2", "c": "3"}, ["c"], id="removed"),
        pytest.param(None, ["a", "b"], id="no record"),
    ],
)
def test_differences(record: Digests | None, expected: list[str]) -> None:
    assert differences(record, {"b": "2", "a": "1"}) == expected


def test_record(module: AnsibleModule, tmp_path: Path) -> None:
    assert recorded(str(tmp_path)) is None
    save(module, str(tmp_path), {"a": "1"})
    assert recorded(str(tmp_path)) == {"a": "1"}
    assert stat.S_IMODE((tmp_path / "record.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_unreadable_record(tmp_path: Path, text: str) -> None:
    (tmp_path / "record.json").write_text(text)
    assert recorded(str(tmp_path)) is None


def test_copies(module: AnsibleModule, tmp_path: Path) -> None:
    path, kept = tmp_path / "slurm.conf", tmp_path / "record"
    path.write_text("ClusterName=c\n")
    kept.mkdir()
    save_copies(module, str(kept), [str(path), str(tmp_path / "missing.conf")])
    assert [copy.name for copy in kept.iterdir()] == ["slurm.conf"]
    assert (kept / "slurm.conf").read_text() == "ClusterName=c\n"
    assert stat.S_IMODE((kept / "slurm.conf").stat().st_mode) == 0o644
