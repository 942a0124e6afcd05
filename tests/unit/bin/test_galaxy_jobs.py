# SPDX-License-Identifier: GPL-3.0-or-later
"""The command, run as a process from the checkout with a bare interpreter."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(__file__).resolve().parents[3] / "bin" / "galaxy-jobs"

GOOD = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: main
  environments:
    main: {runner: local}
"""
BAD = GOOD.replace("default: main", "default: mian")
WARNED = GOOD.replace("{runner: local}", "{runner: local, tags: ab}")
DESTINATIONS = "default_destination: main\ntools: {}\n"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(COMMAND), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param(GOOD, [], 0, id="good"),
        pytest.param(BAD, [], 1, id="error"),
        pytest.param(BAD, ["--fail-on", "never"], 0, id="never"),
        pytest.param(WARNED, [], 0, id="warning"),
        pytest.param(WARNED, ["--fail-on", "warning"], 1, id="warning-fails"),
        pytest.param("a: 1", [], 2, id="not-recognised"),
        pytest.param("runners: {{ runners }}", [], 2, id="template"),
        pytest.param("runners: [", [], 1, id="not-yaml"),
        pytest.param("<job_conf", [], 1, id="not-xml"),
    ],
)
def test_exit_code(tmp_path: Path, text: str, options: list[str], code: int) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(text)
    ended = run("lint", *options, file)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended


ON_SLURM = """\
runners:
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: main
  environments:
    main: {runner: slurm, native_specification: --cpus-per-task=16}
"""


@pytest.mark.parametrize(
    ("files", "code", "said"),
    [
        pytest.param({"nodes.conf": "NodeName=n[1-2] CPUs=16"}, 0, "No findings", id="fits"),
        pytest.param({"nodes.conf": "NodeName=n[1-2] CPUs=8"}, 1, "GJ703", id="too-small"),
        pytest.param({}, 2, "nodes.conf' cannot be read", id="include-missing"),
        pytest.param(
            {"nodes.conf": "NodeName"}, 2, "'nodes.conf', line 1: 'NodeName'", id="unread"
        ),
        pytest.param({"nodes.conf": "Include slurm.conf"}, 2, "includes itself", id="circle"),
        pytest.param({"nodes.conf": "Include /etc/hosts"}, 2, "is not opened", id="elsewhere"),
    ],
)
def test_slurm_conf(tmp_path: Path, files: dict[str, str], code: int, said: str) -> None:
    pytest.importorskip("hostlist")
    (tmp_path / "job_conf.yml").write_text(ON_SLURM)
    slurm = "Include nodes.conf\nPartitionName=main Nodes=n1,n2 Default=YES\n"
    for name, text in {"slurm.conf": slurm, **files}.items():
        (tmp_path / name).write_text(text)
    ended = run("lint", "--slurm-conf", tmp_path / "slurm.conf", tmp_path / "job_conf.yml")
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended
    assert said in ended.stdout + ended.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="no-command"),
        pytest.param(["lint"], id="nothing-to-lint"),
        pytest.param(["lint", "/nowhere/job_conf.yml"], id="no-file"),
        pytest.param(["lint", "--format", "html"], id="unknown-format"),
        pytest.param(["explain", "GJ999"], id="unknown-code"),
    ],
)
def test_unusable_calls(arguments: list[str]) -> None:
    ended = run(*arguments)
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert ended.stderr.strip()


def test_text_has_line_and_caret(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    first, line, caret, last = run("lint", file).stdout.splitlines()
    assert first.startswith(f"{file}:4:12: error GJ106 The default 'mian' is no id")
    assert line == "4 |   default: mian"
    assert caret == "  |            ^~~~"
    assert last == "1 error, 0 warnings, 0 info"


def test_json(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    report = json.loads(run("lint", "--format", "json", file).stdout)
    assert report["summary"] == {"error": 1, "warning": 0, "info": 0}
    (finding,) = report["findings"]
    assert finding.pop("message")
    assert finding == {
        "code": "GJ106",
        "name": "no-default-destination",
        "severity": "error",
        "effect": "startup",
        "path": str(file),
        "line": 4,
        "column": 12,
        "fix": None,
    }


def test_sarif_and_github(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    (result,) = json.loads(run("lint", "--format", "sarif", file).stdout)["runs"][0]["results"]
    assert (result["ruleId"], result["level"]) == ("GJ106", "error")
    shown = run("lint", "--format", "github", file).stdout
    assert shown.startswith(f"::error file={file},line=4,col=12,title=GJ106 ")


def test_folder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "config" / "job_conf.yml").write_text(BAD)
    (tmp_path / "config" / "tool_destinations.yml").write_text(DESTINATIONS)
    (tmp_path / "config" / "other.yml").write_text("a: [")
    (tmp_path / ".git" / "job_conf.yml").write_text(BAD)
    report = json.loads(run("lint", "--format", "json", tmp_path).stdout)
    assert [finding["code"] for finding in report["findings"]] == [
        "GJ106",
        "GJ203",
        "GJ503",
    ]


def test_macros_are_read_below_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text("<macros/>")
    (tmp_path / "config").mkdir()
    file = tmp_path / "config" / "job_conf.xml"
    file.write_text("<job_conf><macros><import>../secret.xml</import></macros></job_conf>")
    ended = run("lint", file)
    assert ended.returncode == 2
    assert "not below its folder" in ended.stdout


def test_modules_of_rules(tmp_path: Path) -> None:
    (tmp_path / "by_size.py").write_text("def by_size(:\n    pass\n")
    ended = run("lint", "--rules", tmp_path)
    assert (ended.returncode, "GJ401" in ended.stdout) == (1, True)


def test_explain_and_rules() -> None:
    assert "## Why is this bad" in run("explain", "gj101").stdout
    rows = run("rules").stdout.splitlines()
    assert rows[0].startswith("GJ001  info     style    unused-suppression")
