# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of galaxy-jobs itself, and calls that cannot be run."""

from __future__ import annotations

import sys
import types

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli import main
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.version import (
    version,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-command"),
        pytest.param(["lint"], id="nothing-to-lint"),
        pytest.param(["lint", "/nowhere/job_conf.yml"], id="no-file"),
        pytest.param(["lint", "--format", "html"], id="unknown-format"),
        pytest.param(["explain", "GJ999"], id="unknown-code"),
        pytest.param(["lint", "--galaxy-version", "25.0", "."], id="unknown-version"),
        pytest.param(["lint", "--config", "/nowhere/lint.yml", "."], id="no-config"),
        pytest.param(["nonsense"], id="unknown-command"),
    ],
)
def test_unusable_calls(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert ended.stderr.strip()


def test_version() -> None:
    assert run("--version") == (0, f"galaxy-jobs {version()}\n", "")


def test_help_lists_all_commands() -> None:
    text = run("--help").stdout
    assert [name for name in main._MODULES if f"\n    {name} " not in text] == []


@pytest.mark.parametrize("command", main._MODULES)
def test_help_of_a_command(command: str) -> None:
    ended = run(command, "--help")
    assert (ended.returncode, ended.stdout.startswith(f"usage: galaxy-jobs {command}")) == (0, True)


def test_only_the_called_command_is_imported() -> None:
    parser = main.make_parser(["explain", "GJ101"])
    assert parser.parse_args(["explain", "GJ101"]).code == "GJ101"
    with pytest.raises(SystemExit):
        parser.parse_args(["lint", "."])


def test_shell_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shell that asks is answered by argcomplete; without argcomplete nothing happens."""
    completed = []
    module = types.ModuleType("argcomplete")
    monkeypatch.setattr(module, "autocomplete", completed.append, raising=False)
    monkeypatch.setitem(sys.modules, "argcomplete", module)
    run("rules")
    assert completed == []
    monkeypatch.setenv("_ARGCOMPLETE", "1")
    run("rules")
    assert [parser.prog for parser in completed] == ["galaxy-jobs"]
    monkeypatch.setitem(sys.modules, "argcomplete", None)
    assert run("rules").returncode == 0
