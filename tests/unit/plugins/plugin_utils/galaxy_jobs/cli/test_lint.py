# SPDX-License-Identifier: GPL-3.0-or-later
"""The command lint: exit codes, options and output."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)

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


OPTIONS = """--format --fail-on --job-conf --tool-destinations --resource-params --rules
    --slurm-conf --pulsar-config --config --galaxy-version --fix --diff --color"""


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        pytest.param(GOOD, [], 0, id="good"),
        pytest.param(BAD, [], 1, id="error"),
        pytest.param(BAD, ["--fail-on", "never"], 0, id="never"),
        pytest.param(WARNED, [], 0, id="warning"),
        pytest.param(WARNED, ["--fail-on", "warning"], 1, id="warning-fails"),
        pytest.param("a: 1", [], 2, id="not-recognized"),
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
    ("files", "code", "message"),
    [
        pytest.param({"nodes.conf": "NodeName=n[1-2] CPUs=16"}, 0, "No findings", id="fits"),
        pytest.param({"nodes.conf": "NodeName=n[1-2] CPUs=8"}, 1, "GJ703", id="too-small"),
        pytest.param({}, 2, "cannot read '", id="include-missing"),
        pytest.param(
            {"nodes.conf": "NodeName"}, 2, "'nodes.conf', line 1: cannot parse", id="invalid"
        ),
        pytest.param({"nodes.conf": "Include slurm.conf"}, 2, "includes itself", id="circle"),
        pytest.param({"nodes.conf": "Include /etc/hosts"}, 2, "are not opened", id="elsewhere"),
    ],
)
def test_slurm_conf(tmp_path: Path, files: dict[str, str], code: int, message: str) -> None:
    pytest.importorskip("hostlist")
    (tmp_path / "job_conf.yml").write_text(ON_SLURM)
    slurm = "Include nodes.conf\nPartitionName=main Nodes=n1,n2 Default=YES\n"
    for name, text in {"slurm.conf": slurm, **files}.items():
        (tmp_path / name).write_text(text)
    ended = run("lint", "--slurm-conf", tmp_path / "slurm.conf", tmp_path / "job_conf.yml")
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended
    assert message in ended.stdout + ended.stderr


ON_PULSAR = """\
runners:
  near: {load: "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"}
  far: {load: "galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"}
execution:
  default: near
  environments:
    near: {runner: near, url: "https://near/", jobs_directory: /near}
    far: {runner: far, url: "https://far/", jobs_directory: /far}
tools: [{id: bwa, environment: far}]
"""


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        pytest.param(["near=near.yml", "f*=far.yml"], 0, "No findings.", id="good"),
        pytest.param(["near.yml"], 1, "GJ535", id="one-for-all"),
        pytest.param(["nea=near.yml"], 0, "GJ532", id="misspelt"),
        pytest.param(["near=nowhere.yml"], 2, "No such file", id="no-file"),
        pytest.param(["near=list.yml"], 2, "list.yml:1:1: expected", id="no-app"),
        pytest.param(["near=template.yml"], 2, "Jinja template", id="template"),
        pytest.param(["near=ignored/app.yml"], 0, "No findings.", id="suppressed"),
    ],
)
def test_pulsar_config(tmp_path: Path, options: list[str], code: int, message: str) -> None:
    (tmp_path / "ignored").mkdir()
    app = "staging_directory: {}\nmanagers: {{_default_: {{type: queued_python}}}}\n"
    files = {
        "job_conf.yml": ON_PULSAR,
        "near.yml": app.format("/near"),
        "far.yml": app.format("/far"),
        "list.yml": "- a",
        "template.yml": "private_token: '{{ token }}'",
        "ignored/app.yml": f"nonsense: 1\n{app.format('/near')}",
        "ignored/.galaxy-jobs.yml": "ignore: [GJ530]",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    values = [f"{owner}{sign}{tmp_path / path}" for owner, sign, path in map(_parted, options)]
    arguments = [word for text in values for word in ("--pulsar-config", text)]
    ended = run("lint", *arguments, tmp_path / "job_conf.yml")
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended
    assert message in ended.stdout + ended.stderr


def _parted(option: str) -> tuple[str, str, str]:
    return option.rpartition("=")


def test_app_alone(tmp_path: Path) -> None:
    (tmp_path / "app.yml").write_text("private_token: 4711\n")
    ended = run("lint", "--pulsar-config", tmp_path / "app.yml")
    assert (ended.returncode, "GJ531" in ended.stdout) == (1, True), ended
    assert "4711" not in ended.stdout


def test_text_has_line_and_caret(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    first, line, caret, last = run("lint", file).stdout.splitlines()
    assert first.startswith(f"{file}:4:12: error GJ106 The default 'mian' is not the id")
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
        "name": "invalid-default-destination",
        "severity": "error",
        "effect": "startup",
        "path": str(file),
        "line": 4,
        "column": 12,
        "fix": {
            "message": "Write 'main'.",
            "safe": True,
            "edits": [
                {
                    "path": str(file),
                    "start": {"line": 4, "column": 12},
                    "end": {"line": 4, "column": 16},
                    "text": "main",
                }
            ],
        },
    }


def test_options_are_exactly_these() -> None:
    options = re.findall(r"(?<=[\s\[])--[a-z-]+", run("lint", "--help").stdout)
    assert set(options) == {"--help", *OPTIONS.split()}


@pytest.mark.parametrize("linked", [False, True], ids=["file", "link"])
def test_fix_keeps_mode_and_link(tmp_path: Path, linked: bool) -> None:
    file = tmp_path / "job_conf.yml"
    target = tmp_path / "target" if linked else file
    target.write_text(BAD)
    target.chmod(0o640)
    if linked:
        file.symlink_to(target)
    ended = run("lint", "--fix", file)
    assert (ended.returncode, ended.stdout) == (0, "No findings.\n")
    assert ended.stderr == f"{file}: 1 finding fixed.\n"
    assert target.read_text() == GOOD
    assert (target.stat().st_mode & 0o777, file.is_symlink()) == (0o640, linked)
    assert {path.name for path in tmp_path.iterdir()} == {file.name, target.name}


def test_diff_alone_writes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    ended = run("lint", "--diff", file)
    assert ended.returncode == 1
    assert "-  default: mian\n+  default: main\n" in ended.stdout
    assert "GJ106" in ended.stdout
    assert file.read_text() == BAD


def test_diff_is_no_part_of_json(tmp_path: Path) -> None:
    file = tmp_path / "job_conf.yml"
    file.write_text(BAD)
    ended = run("lint", "--diff", "--fix", "--format", "json", file)
    assert json.loads(ended.stdout)["findings"] == []
    assert "+  default: main" in ended.stderr
    assert file.read_text() == GOOD


@pytest.mark.parametrize(
    ("config", "codes"),
    [
        pytest.param("ignore: [GJ112]", [], id="ignored"),
        pytest.param("per_file: {config/*.yml: [GJ112]}", [], id="per-file"),
        pytest.param("per_file: {other/*.yml: [GJ112]}", ["GJ112"], id="other-files"),
        pytest.param("ignore: [GJ112, GJ113]", ["GJ001"], id="one-too-many"),
        pytest.param("ignore: [GJ112, GJ113, GJ001]", [], id="and-no-word-of-it"),
        pytest.param("ignore: [GJ112, GJ501]", [], id="rule-without-its-documents"),
        pytest.param("", ["GJ112"], id="empty"),
    ],
)
@pytest.mark.parametrize("named", [False, True], ids=["found", "named"])
def test_config(tmp_path: Path, config: str, codes: list[str], named: bool) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "job_conf.yml").write_text(WARNED)
    file = tmp_path / ("lint.yml" if named else ".galaxy-jobs.yml")
    file.write_text(config)
    options = ["--config", file] if named else []
    report = json.loads(run("lint", "--format", "json", *options, tmp_path / "config").stdout)
    assert [finding["code"] for finding in report["findings"]] == codes
    unused = [finding["path"] for finding in report["findings"] if finding["code"] == "GJ001"]
    assert set(unused) <= {str(file)}


def test_unusable_config(tmp_path: Path) -> None:
    (tmp_path / "job_conf.yml").write_text(GOOD)
    (tmp_path / ".galaxy-jobs.yml").write_text("ignored: []")
    ended = run("lint", tmp_path)
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False)
    assert f"{tmp_path}/.galaxy-jobs.yml:1:1: Unknown key 'ignored'. Did you mean" in ended.stderr


def test_suppression_in_a_macro_file(tmp_path: Path) -> None:
    (tmp_path / "job_conf.xml").write_text(
        "<job_conf><macros><import>sub/macros.xml</import></macros><destinations>"
        "<expand macro='d'/></destinations></job_conf>"
    )
    macros = tmp_path / "sub" / "macros.xml"
    macros.parent.mkdir()
    text = "<macros><xml name='d'><destination id='a' runner='dynamic' note='x'/></xml></macros>"
    codes = []
    for comment in ("", "<!-- noqa: GJ120, GJ121 -->", "<!-- noqa: GJ120 -->"):
        macros.write_text(text + comment)
        findings = json.loads(run("lint", "--format", "json", tmp_path).stdout)["findings"]
        assert {item["path"] for item in findings} <= {str(macros)}
        codes.append([item["code"] for item in findings])
    assert codes == [["GJ120"], ["GJ001"], []]


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
    assert "from outside its folder" in ended.stdout


def test_modules_of_rules(tmp_path: Path) -> None:
    (tmp_path / "by_size.py").write_text("def by_size(:\n    pass\n")
    ended = run("lint", "--rules", tmp_path)
    assert (ended.returncode, "GJ401" in ended.stdout) == (1, True)


@pytest.mark.parametrize(
    ("options", "stdout"),
    [
        pytest.param((), "", id="text"),
        pytest.param(("--format", "github"), "\n", id="for-a-program"),
    ],
)
def test_a_missing_file_has_no_findings_to_report(
    tmp_path: Path, options: tuple[str, ...], stdout: str
) -> None:
    ended = run("lint", *options, tmp_path / "missing.yml")
    assert (ended.returncode, ended.stdout) == (2, stdout)
    assert "No such file" in ended.stderr
