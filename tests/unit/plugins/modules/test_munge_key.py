# SPDX-License-Identifier: GPL-3.0-or-later
"""The module that puts the MUNGE key on a host."""

from __future__ import annotations

import base64
import json
import stat
import typing as t
from pathlib import Path

import pytest
from ansible.module_utils.testing import patch_module_args
from ansible_collections.galaxyhpc.cluster.plugins.modules import munge_key

KEY = bytes(range(64))
TEXT = base64.b64encode(KEY).decode()


class Run(t.Protocol):
    """Runs the module with arguments; returns its result."""

    def __call__(self, **arguments: t.Any) -> dict[str, t.Any]: ...


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the key belongs: in a directory that is still to be made."""
    return tmp_path / "munge" / "munge.key"


@pytest.fixture
def run(path: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the module on that path, and sees that the key is not printed."""

    def _run(**arguments: t.Any) -> dict[str, t.Any]:
        arguments = {"path": str(path), "_ansible_remote_tmp": str(tmp_path), **arguments}
        with patch_module_args(arguments), pytest.raises(SystemExit):
            munge_key.main()
        out, err = capfd.readouterr()
        assert TEXT not in out + err
        if path.is_file() and path.stat().st_size:
            assert base64.b64encode(path.read_bytes()).decode() not in out + err
        result: dict[str, t.Any] = json.loads(out)
        return result

    return _run


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


def test_key_is_written_once(run: Run, path: Path) -> None:
    assert run(key=TEXT)["changed"] is True
    assert (path.read_bytes(), mode(path)) == (KEY, 0o400)
    assert mode(path.parent) == 0o700
    assert run(key=TEXT)["changed"] is False
    assert list(path.parent.iterdir()) == [path]


def test_another_key_replaces_it(run: Run, path: Path) -> None:
    run(key=base64.b64encode(KEY[::-1]).decode())
    assert run(key=TEXT)["changed"] is True
    assert (path.read_bytes(), mode(path)) == (KEY, 0o400)
    assert list(path.parent.iterdir()) == [path]


def test_mode_is_mended(run: Run, path: Path) -> None:
    run(key=TEXT)
    path.chmod(0o644)
    assert run(key=TEXT)["changed"] is True
    assert mode(path) == 0o400


def test_key_is_generated_once(run: Run, path: Path) -> None:
    assert run(generate=True)["changed"] is True
    key = path.read_bytes()
    assert (len(key), mode(path)) == (1024, 0o400)
    assert run(generate=True)["changed"] is False
    assert path.read_bytes() == key


def test_each_generated_key_is_another(run: Run, path: Path) -> None:
    run(generate=True)
    first = path.read_bytes()
    path.unlink()
    run(generate=True)
    assert path.read_bytes() != first


@pytest.mark.parametrize(
    "arguments", [pytest.param({"key": TEXT}, id="key"), pytest.param({"generate": True}, id="new")]
)
def test_check_mode_writes_nothing(run: Run, path: Path, arguments: dict[str, t.Any]) -> None:
    assert run(**arguments, _ansible_check_mode=True)["changed"] is True
    assert not path.parent.exists()


def test_check_mode_of_a_finished_host(run: Run, path: Path) -> None:
    run(key=TEXT)
    assert run(key=TEXT, _ansible_check_mode=True)["changed"] is False
    path.chmod(0o644)
    assert run(key=TEXT, _ansible_check_mode=True)["changed"] is True
    assert mode(path) == 0o644


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        pytest.param("no key!", "key is not base64. Expected the output of 'base64", id="base64"),
        pytest.param(
            base64.b64encode(b"short").decode(),
            "key has a key of 5 bytes; expected 32 to 1024.",
            id="short",
        ),
    ],
)
def test_unusable_key(run: Run, path: Path, key: str, sentence: str) -> None:
    result = run(key=key)
    assert result["failed"] is True
    assert sentence in result["msg"]
    assert not path.exists()


@pytest.mark.parametrize(
    "arguments",
    [pytest.param({}, id="nothing"), pytest.param({"generate": False}, id="not-to-generate")],
)
def test_no_key(run: Run, path: Path, arguments: dict[str, t.Any]) -> None:
    result = run(**arguments)
    assert result["failed"] is True
    assert "No key was given. Expected src" in result["msg"]
    assert "'generate: true'" in result["msg"]
    assert not path.exists()


@pytest.mark.parametrize("length", [0, 31, 1025])
def test_unusable_key_that_is_there(run: Run, path: Path, length: int) -> None:
    path.parent.mkdir()
    path.write_bytes(b"k" * length)
    result = run(generate=True)
    assert result["failed"] is True
    assert f"'{path}' has a key of {length} bytes; expected 32 to 1024." in result["msg"]
    assert "Remove it, and the next run generates a new one." in result["msg"]
    assert path.stat().st_size == length
    assert run(key=TEXT)["changed"] is True


def test_key_that_cannot_be_read(run: Run, path: Path) -> None:
    path.mkdir(parents=True)
    result = run(key=TEXT)
    assert result["failed"] is True
    assert str(path) in result["msg"]
