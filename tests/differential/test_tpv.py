# SPDX-License-Identifier: GPL-3.0-or-later
"""TPV makes the same decisions here as in Galaxy's own mapper, and explains them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import typing as t
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.rule_process import (
    RunOptions,
    with_rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    RULE_EXCEPTION,
    Dataset,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Route,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from galaxy_process import Galaxy

COMMAND = Path(__file__).resolve().parents[2] / "bin" / "galaxy-jobs"
GB = 1024**3
FILES = {
    "job_conf.yml": """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: tpv
  environments:
    local: {runner: local}
    tpv: {runner: dynamic_tpv, tpv_config_files: [shared.yml, site.yml]}
    other: {runner: dynamic, rules_module: tpv.rules, function: no_such, tpv_config_files: x}
    broken: {runner: dynamic_tpv, tpv_config_files: [broken.yml]}
    unknown_key: {runner: dynamic_tpv, tpv_config_files: [unknown_key.yml]}
    nothing: {runner: dynamic_tpv}
    inline:
      runner: dynamic_tpv
      tpv_configs: [{destinations: {inside: {runner: local}}}]
tools:
  - {id: other, environment: other}
  - {id: broken, environment: broken}
  - {id: unknown_key, environment: unknown_key}
  - {id: nothing, environment: nothing}
  - {id: inline, environment: inline}
""",
    "shared.yml": """\
global: {default_inherits: default}
tools:
  default:
    cores: 2
    mem: cores * 4
    params: {native_specification: "--cpus-per-task={cores} --mem={int(mem * 1024)}"}
  bwa: {cores: 8}
""",
    "site.yml": """\
tools:
  bwa:
    rules:
      - id: large
        if: input_size >= 10
        cores: 16
      - id: too_large
        if: input_size >= 100
        fail: "Too much data: {input_size} GB."
  huge: {cores: 1000}
  counts:
    rules: [{id: few, if: 'helpers.concurrent_job_count_for_tool(app, tool, user) < 3', cores: 3}]
  looks:
    rules: [{id: looks, if: app.model.context.query}]
  breaks:
    rules: [{id: breaks, if: 1 / 0}]
  asks:
    rules:
      - {id: asked, if: "'cores' in resource_params", cores: "resource_params['cores']"}
  fast:
    rules:
      - {id: fast, if: 'helpers.job_args_match(job, app, {"mode": "fast"})', mem: 99}
  .*/shed/.*:
    rules:
      - {id: newer, if: 'helpers.tool_version_gte(tool, "1.2")', cores: 5}
  secret:
    scheduling: {require: [private]}
  any_of_two:
    rank: helpers.weighted_random_sampling(candidate_destinations)
roles:
  power.*: {cores: 4}
users:
  waits@b.org:
    rules:
      - id: waits
        if: true
        execute: |
          from galaxy.jobs.mapper import JobNotReadyException
          raise JobNotReadyException()
destinations:
  base:
    abstract: true
    runner: slurm
    env: [{name: API_TOKEN, value: hidden}]
  small: {inherits: base, max_accepted_cores: 8}
  big:
    inherits: base
    max_accepted_cores: 32
    scheduling: {accept: [private]}
    rules:
      - {id: at_night, if: 'user and user.email == "night@b.org"', params: {partition: night}}
""",
    "broken.yml": "tools: {a: [}\n",
    "unknown_key.yml": "tools:\n  a: {coers: 2}\ndestinations: {d: {runner: slurm}}\n",
}


def answer(route: Route) -> list[t.Any]:
    if route.unknown:
        assert "Galaxy keeps it waiting" in route.unknown
        return ["waits"]
    if route.failure is not None:
        return ["fails", route.failure.message]
    assert route.target is not None
    return ["goes", route.target.id, route.target.runner, dict(route.target.params)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def router(site: Path, galaxy: Galaxy) -> Iterator[Router]:
    router = Router(read_yaml(FILES["job_conf.yml"], str(site / "job_conf.yml")))
    with with_rules(router, None, RunOptions(None, os.environ["GALAXY_PYTHON"], 60)):
        yield router


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        pytest.param(Job("any"), ("goes", "small", "--cpus-per-task=2 --mem=8192"), id="default"),
        pytest.param(Job("bwa"), ("goes", "small", "--cpus-per-task=8 --mem=32768"), id="tool"),
        pytest.param(
            Job("bwa", inputs={"a": Dataset(12 * GB)}),
            ("goes", "big", "--cpus-per-task=16 --mem=65536"),
            id="input-size",
        ),
        pytest.param(
            Job("bwa", inputs={"a": Dataset(60 * GB), "b": Dataset(60 * GB)}),
            ("fails", "Too much data: 120.0 GB."),
            id="rule-fails",
        ),
        pytest.param(
            Job("any", user="a@b.org", roles=("power_users",)),
            ("goes", "small", "--cpus-per-task=4 --mem=16384"),
            id="role",
        ),
        pytest.param(
            Job("asks", resources={"cores": 3}),
            ("goes", "small", "--cpus-per-task=3 --mem=12288"),
            id="resources",
        ),
        pytest.param(
            Job("fast", params={"mode": "fast"}),
            ("goes", "small", "--cpus-per-task=2 --mem=101376"),
            id="arguments",
        ),
        pytest.param(
            Job("ts.org/repos/o/r/shed/1.3"),
            ("goes", "small", "--cpus-per-task=5 --mem=20480"),
            id="version",
        ),
        pytest.param(
            Job("ts.org/repos/o/r/shed/1.1"),
            ("goes", "small", "--cpus-per-task=2 --mem=8192"),
            id="older-version",
        ),
        pytest.param(
            Job("secret", user="night@b.org"),
            ("goes", "big", "--cpus-per-task=2 --mem=8192"),
            id="tags-and-rule-of-destination",
        ),
        pytest.param(
            Job("huge"),
            ("fails", "No destinations are available to fulfill request: huge"),
            id="nothing-fits",
        ),
        pytest.param(
            Job("any_of_two"),
            ("goes", "big", "--cpus-per-task=2 --mem=8192"),
            id="random-choice",
        ),
        pytest.param(Job("any", user="waits@b.org"), ("waits",), id="not-ready"),
        pytest.param(Job("breaks"), ("fails", RULE_EXCEPTION), id="rule-breaks"),
        pytest.param(Job("broken"), ("fails", RULE_EXCEPTION), id="no-yaml"),
        pytest.param(Job("unknown_key"), ("goes", "d", None), id="unknown-key"),
        pytest.param(Job("nothing"), ("fails", RULE_EXCEPTION), id="no-files"),
        pytest.param(Job("other"), ("fails", MISCONFIGURED), id="no-function"),
        pytest.param(Job("inline"), ("goes", "inside", None), id="inline"),
    ],
)
def test_as_in_galaxy(
    galaxy: Galaxy, router: Router, job: Job, expected: tuple[str | None, ...]
) -> None:
    ours = [answer(route) for route in router.routes(job)]
    request = {
        **{name: getattr(job, name) for name in ("tool", "user", "roles", "params", "resources")},
        "inputs": {name: asdict(dataset) for name, dataset in job.inputs.items()},
        **{"workflow_resources": {}, "classes": [], "draws": 1 if len(ours) == 1 else 20},
    }
    theirs = galaxy.ask("routes", FILES, "job_conf.yml", jobs=[request], config={})
    assert [json.loads(line) for line in theirs["loaded"][0]] == sorted(ours)
    first = min(ours)
    if first[0] == "goes":
        first = ["goes", first[1], first[3].get("native_specification")]
    assert tuple(first) == expected


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(COMMAND), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def options(site: Path) -> tuple[object, ...]:
    python = os.environ["GALAXY_PYTHON"]
    return "--job-conf", site / "job_conf.yml", "--run-rules", "--galaxy-python", python


@pytest.mark.usefixtures("galaxy")
def test_explanation(site: Path) -> None:
    """The output has each of TPV's steps with file and line, and no secrets."""
    ended = run("route", *options(site), "--tool", "bwa", "--input", "a=12GB")
    assert "hidden" not in ended.stdout
    assert ended.stdout.replace(f"{site}/", "").splitlines() == [
        "job_conf.yml:5: 'bwa' is not configured; it goes to 'tpv': the default environment",
        "Loaded config: shared.yml",
        "Loaded config: site.yml",
        "site.yml:2: Tool 'bwa': matched entity 'bwa'",
        "No user specified",
        "Combining entities: Tool(bwa): cores=8, mem=cores * 4, gpus=None; scheduling: "
        "require=[] prefer=[] accept=['tool_type_default'] reject=[]",
        "site.yml:4: Rule 'large' (if: input_size >= 10) -> MATCHED: applied: cores=16",
        "site.yml:7: Rule 'too_large' (if: input_size >= 100) -> not matched",
        "Evaluated resource expressions: cores=16, mem=64, gpus=None",
        "site.yml:45: small: REJECTED: cores 16 exceeds max_accepted_cores 8",
        "site.yml:46: big: MATCHED: capacity: max_cores=32",
        "site.yml:46: #1 big (score: 0)",
        "site.yml:46: Evaluating destination 'big'",
        "site.yml:51: Rule 'at_night' (if: user and user.email == \"night@b.org\") -> not matched",
        "site.yml:46: TPV returns a new destination",
        "site.yml:46: 'big' uses the runner 'slurm'",
        "=> big",
        "   --cpus-per-task=16 --mem=65536",
        "   requests 16 cores, 65536 MB",
    ]


@pytest.mark.usefixtures("galaxy")
@pytest.mark.parametrize(
    ("tool", "code", "messages"),
    [
        pytest.param("broken", 1, ["raises ParserError", "broken.yml", "line 1"], id="no-yaml"),
        pytest.param("breaks", 1, ["TPV raises ZeroDivisionError"], id="rule-breaks"),
        pytest.param(
            "huge", 1, ["small: REJECTED", "TPV fails the job.", "No dest"], id="nothing-fits"
        ),
    ],
)
def test_failure_is_explained(site: Path, tool: str, code: int, messages: list[str]) -> None:
    ended = run("route", *options(site), "--tool", tool)
    missing = [message for message in messages if message not in ended.stdout]
    assert (ended.returncode, missing) == (code, [])
    assert "Traceback" not in ended.stdout + ended.stderr


@pytest.mark.usefixtures("galaxy")
def test_what_only_a_server_knows(site: Path) -> None:
    """There are no other jobs; a rule that needs the database is reported as unknown."""
    counted = run("route", *options(site), "--tool", "counts")
    assert (counted.returncode, "there are no other jobs" in counted.stdout) == (0, True)
    assert "   --cpus-per-task=3 --mem=12288" in counted.stdout.splitlines()
    looked = run("route", *options(site), "--tool", "looks")
    reason = (
        "TPV decides, but cannot run here: it reads 'model' of 'app', which is a stand-in here."
    )
    assert (looked.returncode, reason in looked.stdout) == (2, True), looked


@pytest.mark.usefixtures("galaxy")
def test_file_that_is_not_here(site: Path, tmp_path: Path) -> None:
    """A server path is looked up in the job_conf's folder; a missing file is an unknown route."""
    for folder, files in (("there", "[/srv/galaxy/site.yml]"), ("not", "[/srv/galaxy/none.yml]")):
        (tmp_path / folder).mkdir()
        conf = FILES["job_conf.yml"].replace("[shared.yml, site.yml]", files)
        (tmp_path / folder / "job_conf.yml").write_text(conf)
        (tmp_path / folder / "site.yml").write_text(FILES["site.yml"])
    there = run("route", *options(tmp_path / "there"), "--tool", "any")
    assert there.stdout.splitlines()[-1] == "=> small"
    lost = run("route", *options(tmp_path / "not"), "--tool", "any")
    assert (lost.returncode, "its file '/srv/galaxy/none.yml' was not found" in lost.stdout) == (
        2,
        True,
    )


@pytest.mark.usefixtures("galaxy")
def test_galaxy_without_tpv(site: Path, tmp_path: Path) -> None:
    python = os.environ["GALAXY_PYTHON"]
    script = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", script], check=True, capture_output=True, text=True)
    subprocess.run([python, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    (site_packages,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (site_packages / "no_tpv.pth").write_text(
        f"{packages.stdout}import sys; sys.modules['tpv'] = None\n"
    )
    without = tmp_path / "venv" / "bin" / "python"
    ended = run("route", *options(site)[:3], "--galaxy-python", without, "--tool", "any")
    reason = f"TPV decides, but cannot run here: {without} cannot import it: "
    assert (ended.returncode, reason in ended.stdout) == (2, True), ended
    assert "Install total-perspective-vortex in Galaxy's environment." in ended.stdout


@pytest.mark.usefixtures("galaxy")
def test_jobs_that_tpv_distinguishes_are_pinned(site: Path) -> None:
    """A generated table has TPV's tools, sizes, users and roles, and passes."""
    written = run("test", "--init", *options(site))
    assert written.returncode == 0, written
    (site / "pinned.yml").write_text(written.stdout)
    expected = ["tool: bwa", "tool: x/shed/1.0", "10737418240 B", "- powerx", "# Left out: "]
    assert [text for text in expected if text not in written.stdout] == []
    tested = run("test", *options(site)[2:], site / "pinned.yml")
    assert (tested.returncode, " 0 failed" in tested.stdout) == (0, True), tested


@pytest.mark.usefixtures("galaxy")
def test_mapping_tests_and_comparison(site: Path, tmp_path: Path) -> None:
    table = site / "table.yml"
    table.write_text(
        "job_conf: job_conf.yml\ntests:\n"
        "  - {tool: bwa, input: 12 GB, expect: big}\n"
        "  - {tool: bwa, input: 120 GB, expect_failure: 'Too much data: 120.0 GB.'}\n"
        "  - {tool: bwa, input: 12 GB, expect: small}\n"
    )
    tested = run("test", *options(site)[2:], table)
    assert tested.stdout.splitlines() == [
        f"{table}:5: bwa, {12 * GB} B: it goes to 'big', expected 'small'.",
        "3 tests (3 jobs), 1 failed",
    ]
    for name, cores in (("old", 2), ("new", 3)):
        (tmp_path / name).mkdir()
        for file, text in FILES.items():
            changed = text.replace("cores: 2", f"cores: {cores}") if file == "shared.yml" else text
            (tmp_path / name / file).write_text("" if file == "broken.yml" else changed)
    compared = run("route", *options(site)[2:], "--compare", tmp_path / "old", tmp_path / "new")
    assert (compared.returncode, "--cpus-per-task=3" in compared.stdout) == (1, True), compared
