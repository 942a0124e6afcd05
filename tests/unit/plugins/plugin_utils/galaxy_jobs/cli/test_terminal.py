# SPDX-License-Identifier: GPL-3.0-or-later
"""When and how text is colored."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.terminal import (
    colored,
    wants_color,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)

BAD = (
    "runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}\nexecution: {default: x}\n"
)


class Stream(io.StringIO):
    def __init__(self, is_terminal: bool) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


@pytest.mark.parametrize(
    ("choice", "is_terminal", "environ", "expected"),
    [
        pytest.param("auto", True, {}, True, id="terminal"),
        pytest.param("auto", False, {}, False, id="pipe"),
        pytest.param("auto", True, {"NO_COLOR": "1"}, False, id="no-color"),
        pytest.param("auto", True, {"NO_COLOR": ""}, True, id="empty-no-color"),
        pytest.param("auto", False, {"FORCE_COLOR": "1"}, True, id="force-color"),
        pytest.param("auto", False, {"FORCE_COLOR": ""}, False, id="empty-force-color"),
        pytest.param("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, id="both"),
        pytest.param("auto", True, {"TERM": "dumb"}, False, id="dumb-terminal"),
        pytest.param("always", False, {"NO_COLOR": "1"}, True, id="always"),
        pytest.param("never", True, {"FORCE_COLOR": "1"}, False, id="never"),
    ],
)
def test_wants_color(
    choice: str, is_terminal: bool, environ: dict[str, str], expected: bool
) -> None:
    assert wants_color(choice, Stream(is_terminal), environ) is expected


def test_lint_in_color(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colors change nothing else, and are off in a pipe."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    plain = run("lint", file).stdout
    text = run("lint", "--color", "always", file).stdout
    assert "\033" not in plain
    assert colored("error", "error") in text
    assert colored("code", "GJ106") in text
    assert re.sub(r"\033\[[0-9;]*m", "", text) == plain


def test_other_formats_have_no_color(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    for name in ("json", "github", "sarif"):
        assert "\033" not in run("lint", "--color", "always", "--format", name, file).stdout
