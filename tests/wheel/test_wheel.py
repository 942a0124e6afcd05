# SPDX-License-Identifier: GPL-3.0-or-later
"""The package galaxy-jobs, installed alone, does what the checkout's command does.

Needs uv, and PyPI for what the package requires. WHEEL_PYTHON names another interpreter to
install it for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = os.environ.get("WHEEL_PYTHON", sys.executable)

FILES: Mapping[str, str] = {
    "job_conf.yml": """\
runners:
  local: {load: "galaxy.jobs.runners.local:LocalJobRunner"}
  slurm: {load: "galaxy.jobs.runners.slurm:SlurmJobRunner"}
execution:
  default: by_size
  environments:
    by_size: {runner: dynamic, type: dtd}
    by_rule: {runner: dynamic, function: by_rule}
    main: {runner: slurm, native_specification: --cpus-per-task=16}
    small: {runner: local, tags: small}
tools:
  - {id: ruled, environment: by_rule}
  - {id: lost, environment: nowhere}
""",
    "good.yml": """\
runners:
  slurm: {load: "galaxy.jobs.runners.slurm:SlurmJobRunner"}  # ours
execution:
  default: main
  environments:
    main: {runner: slurm, native_specification: --cpus-per-task=2}
""",
    "tool_destinations.yml": """\
default_destination: small
verbose: false
tools:
  sized:
    rules:
      - {rule_type: file_size, nice_value: 0, lower_bound: 16, upper_bound: Infinity,
         destination: main}
    default_destination: small
""",
    "rules/sizes.py": "def by_rule(tool):\n    return 'small'\n",
    "slurm.conf": "NodeName=n[1-2] CPUs=8\nPartitionName=main Nodes=n[1-2] Default=YES\n",
}
CONF = ("--job-conf", "job_conf.yml")
ROUTED = (*CONF, "--tool-destinations", "tool_destinations.yml")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel, made from an sdist of the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--quiet", "--out-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    assert list(folder.glob("galaxy_jobs-*.tar.gz"))
    return wheel


@pytest.fixture(scope="module")
def command(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return galaxy-jobs, installed into an empty virtual environment."""
    venv = tmp_path_factory.mktemp("venv")
    uv("venv", "--quiet", "--no-project", "--python", PYTHON, str(venv))
    python = str(venv / "bin" / "python")
    uv("pip", "install", "--quiet", "--python", python, f"{built}")
    return venv / "bin" / "galaxy-jobs"


def uv(*arguments: str) -> None:
    """Run uv."""
    subprocess.run([str(Path(sys.executable).with_name("uv")), *arguments], cwd=ROOT, check=True)


def run(folder: Path, *command: object) -> tuple[int, str, str]:
    """Run a command below a folder; return its exit code, output and errors."""
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param(["--version"], 0, id="version"),
        pytest.param(["lint", "job_conf.yml"], 1, id="lint"),
        pytest.param(
            ["lint", "--slurm-conf", "slurm.conf", "--rules", "rules", "."], 1, id="lint-cluster"
        ),
        pytest.param(["lint", "--format", "sarif", "good.yml"], 0, id="sarif"),
        pytest.param(["convert", "good.yml", "new.xml"], 0, id="convert"),
        pytest.param(["route", *ROUTED, "--tool", "sized", "--input", "a=20"], 0, id="route"),
        pytest.param(
            ["route", *ROUTED, "--tool", "ruled", "--rules", "rules", "--run-rules"], 0, id="rule"
        ),
        pytest.param(["test", "--init", "--job-conf", "good.yml"], 0, id="table"),
        pytest.param(["graph", *ROUTED, "--format", "mermaid"], 0, id="graph"),
        pytest.param(["explain", "GJ101"], 0, id="explain"),
        pytest.param(["rules"], 0, id="rules"),
    ],
)
def test_same_as_checkout(command: Path, tmp_path: Path, arguments: list[str], code: int) -> None:
    answers = []
    for program in ([command], [sys.executable, ROOT / "bin" / "galaxy-jobs"]):
        for path, text in FILES.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text)
        answer = run(tmp_path, *program, *arguments)
        answers.append((answer, {path.name: path.read_text() for path in tmp_path.glob("new.*")}))
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()
    assert answers[0] == answers[1]
    assert answers[0][0][0] == code


def test_contents(built: Path) -> None:
    names = zipfile.ZipFile(built).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {
        "galaxyhpc_cluster",
        "galaxy_jobs",
    }
    assert "galaxyhpc_cluster/plugin_utils/galaxy_jobs/cli/graph.html" in names
    assert not [name for name in names if "/deploy/" in name or "__pycache__" in name]
