# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands and file access as another user, with a stand-in for the module."""

from __future__ import annotations

import os
import pwd
import typing as t
from functools import partial

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils import _command
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._command import (
    CommandResult,
    UserCommands,
    find_account,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError

OWN = pwd.getpwuid(os.geteuid())
GALAXY = pwd.struct_passwd(("galaxy", "x", 4242, 4343, "", "/srv/galaxy", "/bin/sh"))


class Module:
    """Keeps the commands, and finds only sbatch."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []

    def get_bin_path(self, name: str) -> str | None:
        return "/usr/bin/sbatch" if name == "sbatch" else None

    def run_command(self, arguments: list[str], cwd: str) -> tuple[int, str, str]:
        assert cwd == "/"
        self.commands.append(arguments)
        return 3, "output\n", "error\n"


@pytest.fixture(name="galaxy")
def fixture_galaxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be a user galaxy, and root run the tests."""
    monkeypatch.setattr(_command.pwd, "getpwnam", {"galaxy": GALAXY, "root": OWN}.__getitem__)
    monkeypatch.setattr(_command.os, "geteuid", lambda: 0)


def _keep(calls: list[tuple[str, object]], name: str, value: object) -> None:
    """Record a call instead of changing the user of the tests."""
    calls.append((name, value))


@pytest.mark.parametrize(
    ("result", "message"),
    [
        pytest.param(CommandResult(1, "output\n", "error\n"), "error", id="standard error"),
        pytest.param(CommandResult(1, "output\n", " \n"), "output", id="standard output"),
        pytest.param(CommandResult(1, "", ""), "exit code 1", id="nothing"),
    ],
)
def test_message(result: CommandResult, message: str) -> None:
    assert result.message == message


def test_unknown_user() -> None:
    with pytest.raises(ClusterError, match="The user 'nobody-here' does not exist on this host"):
        find_account("nobody-here")


def test_require() -> None:
    commands = UserCommands(t.cast(t.Any, Module()), OWN.pw_name)
    commands.require("sbatch")
    with pytest.raises(ClusterError, match="The command 'squeue' is not installed"):
        commands.require("sbatch", "squeue")


def test_own_user_needs_no_runuser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    module = Module()
    result = UserCommands(t.cast(t.Any, module), OWN.pw_name).run("sbatch", "--parsable", A="b")
    assert result == CommandResult(3, "output\n", "error\n")
    (command,) = module.commands
    assert command[:2] == ["env", "-i"]
    assert command[-3:] == ["A=b", "sbatch", "--parsable"]
    assert f"HOME={OWN.pw_dir}" in command
    assert not [word for word in command if word.startswith("SECRET")]


@pytest.mark.usefixtures("galaxy")
def test_other_user() -> None:
    module = Module()
    UserCommands(t.cast(t.Any, module), "galaxy").run("squeue")
    (command,) = module.commands
    assert command[:6] == ["runuser", "-u", "galaxy", "--", "env", "-i"]
    assert {"HOME=/srv/galaxy", "USER=galaxy", "LOGNAME=galaxy"} <= set(command)


@pytest.mark.usefixtures("galaxy")
def test_only_root_can_act_for_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_command.os, "geteuid", lambda: 4711)
    monkeypatch.setattr(_command.pwd, "getpwuid", lambda uid: OWN)
    message = f"Jobs of user 'galaxy' cannot be submitted by user '{OWN.pw_name}': expected root"
    with pytest.raises(ClusterError, match=message):
        UserCommands(t.cast(t.Any, Module()), "galaxy")


@pytest.mark.usefixtures("galaxy")
def test_files_of_another_user(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, object]] = []
    monkeypatch.setattr(_command.os, "getgroups", lambda: [0])
    monkeypatch.setattr(_command.os, "getgrouplist", lambda name, group: [group, 99])
    for name in ("setgroups", "setegid", "seteuid"):
        monkeypatch.setattr(_command.os, name, partial(_keep, calls, name))
    with UserCommands(t.cast(t.Any, Module()), "galaxy").files():
        assert calls == [("setgroups", [4343, 99]), ("setegid", 4343), ("seteuid", 4242)]
        calls.clear()
    assert calls == [("seteuid", 0), ("setegid", 0), ("setgroups", [0])]


@pytest.mark.usefixtures("galaxy")
def test_files_of_another_user_after_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, object]] = []
    monkeypatch.setattr(_command.os, "getgrouplist", lambda name, group: [group])
    for name in ("setgroups", "setegid", "seteuid"):
        monkeypatch.setattr(_command.os, name, partial(_keep, calls, name))
    context = UserCommands(t.cast(t.Any, Module()), "galaxy").files()
    context.__enter__()
    error = OSError("no access")
    assert not context.__exit__(OSError, error, None)
    assert [call for call in calls if call == ("seteuid", 0)]


def test_files_of_own_user() -> None:
    before = (os.geteuid(), os.getegid(), os.getgroups())
    with UserCommands(t.cast(t.Any, Module()), OWN.pw_name).files():
        assert (os.geteuid(), os.getegid(), os.getgroups()) == before
