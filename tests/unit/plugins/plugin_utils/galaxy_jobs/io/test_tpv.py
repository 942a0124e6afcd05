# SPDX-License-Identifier: GPL-3.0-or-later
"""The command tpv is run on files of TPV. A stand-in takes its place: it needs all of Galaxy."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io import tpv
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.files import Files

# Says what it was called with, and what the real one says when it is done.
STAND_IN = """\
#!/bin/sh
echo "INFO : stand_in.arguments: $*"
echo "INFO : stand_in.folder: $(ls -A | wc -l)"
echo "ERROR: tpv.commands.linter: Destination 'slurm' is in $3"
echo "INFO : tpv.commands.shell: lint failed."
exit 1
"""
WITHOUT_GALAXY = "#!/bin/sh\necho \"ModuleNotFoundError: No module named 'galaxy'\" >&2\nexit 1\n"
TPV = "destinations:\n  slurm: {cores: 3}\n"
JOB_CONF = """\
runners: {}
execution:
  environments:
    tpv_dispatcher: {runner: dynamic_tpv, tpv_config_files: [FILES]}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of documents; there is no tpv but that of stand_in()."""
    monkeypatch.setattr(sys, "executable", str(tmp_path / "venv" / "python"))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    (tmp_path / "venv").mkdir()
    (tmp_path / "config").mkdir()
    return tmp_path / "config"


def stand_in(folder: Path, text: str) -> None:
    command = folder.parent / "venv" / "tpv"
    command.write_text(text)
    command.chmod(0o755)


def files_of(folder: Path, files: str | None = None) -> Files:
    if files is not None:
        (folder / "job_conf.yml").write_text(JOB_CONF.replace("FILES", files))
    read = Files()
    read.add_folder(folder)
    assert read.errors == []
    return read


def test_files_found_are_linted_one_by_one(folder: Path) -> None:
    stand_in(folder, STAND_IN)
    for name in ("a.yml", "b.yml"):
        (folder / name).write_text(TPV)
    checked = tpv.check(files_of(folder)).tpv or ()
    assert [item.whole for item in checked] == [False, False]
    calls = [item.output.splitlines()[0].partition("arguments: ")[2] for item in checked]
    assert calls == [f"-vv lint {folder}/a.yml", f"-vv lint {folder}/b.yml"]
    assert "stand_in.folder: 0" in checked[0].output


@pytest.mark.parametrize(
    ("listed", "expected", "whole", "left_out"),
    [
        pytest.param("b.yml, a.yml", ["b.yml", "a.yml"], True, "", id="in-order"),
        pytest.param(
            "'https://example.org/shared.yml', a.yml",
            ["a.yml"],
            False,
            "https://example.org/shared.yml",
            id="url",
        ),
        pytest.param("/srv/galaxy/config/a.yml", ["a.yml"], True, "", id="path-of-a-server"),
        pytest.param("/etc/hostname, a.yml", ["a.yml"], False, "/etc/hostname", id="elsewhere"),
        pytest.param("gone.yml, a.yml", ["a.yml"], False, "gone.yml", id="not-there"),
    ],
)
def test_files_of_a_job_conf_are_linted_together(
    folder: Path, listed: str, expected: list[str], whole: bool, left_out: str
) -> None:
    stand_in(folder, STAND_IN)
    for name in ("a.yml", "b.yml"):
        (folder / name).write_text(TPV)
    files = files_of(folder, listed)
    first = (tpv.check(files).tpv or ())[0]
    assert [Path(source.path).name for source in first.sources] == expected
    assert first.whole is whole
    assert len(files.notices) == bool(left_out)
    assert all(f"TPV does not check {left_out}:" in notice for notice in files.notices)


def test_paths_are_shown_as_they_were_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(folder, STAND_IN)
    (folder / "a.yml").write_text(TPV)
    monkeypatch.chdir(folder)
    files = Files()
    files.add(Path("a.yml"), None)
    [checked] = tpv.check(files).tpv or ()
    assert "Destination 'slurm' is in a.yml\n" in checked.output


@pytest.mark.parametrize(
    ("command", "notice"),
    [
        pytest.param(None, "the command 'tpv' is neither", id="none"),
        pytest.param(
            WITHOUT_GALAXY,
            "ended with exit code 1: ModuleNotFoundError: No module named 'galaxy'",
            id="without-galaxy",
        ),
        pytest.param("#!/gone\n", "cannot be run", id="broken"),
        pytest.param("#!/bin/sh\nexec sleep 9\n", "took more than 0.1 seconds", id="slow"),
    ],
)
def test_one_notice_when_tpv_cannot_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch, command: str | None, notice: str
) -> None:
    monkeypatch.setattr(tpv, "_SECONDS", 0.1 if notice.startswith("took") else 60)
    if command is not None:
        stand_in(folder, command)
    (folder / "a.yml").write_text(TPV)
    files = files_of(folder)
    assert tpv.check(files).tpv is None
    assert [notice in said for said in files.notices] == [True]


def test_without_files_of_tpv_there_is_no_notice(folder: Path) -> None:
    files = files_of(folder, "")
    assert tpv.check(files).tpv is None
    assert files.notices == []
