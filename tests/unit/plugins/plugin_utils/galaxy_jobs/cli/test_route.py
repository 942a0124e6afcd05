# SPDX-License-Identifier: GPL-3.0-or-later
"""The command route: destinations, Python rules and their failures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.site_files import (
    CONF,
)


def route(site: Path, *options: str, function: str = "admin_only") -> tuple[int, dict[str, object]]:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", function))
    files = ("--job-conf", site / "job_conf.xml", "--rules", site / "rules")
    files = (*files, "--tool-destinations", site / "tool_destinations.yml")
    words = [str(site / item) if item == "galaxy.yml" else item for item in options]
    ended = run("route", *files, "--format", "json", *words)
    assert "Traceback" not in ended.stderr
    return ended.returncode, json.loads(ended.stdout) if ended.stdout else {"message": ended.stderr}


@pytest.mark.parametrize(
    ("size", "destination"), [("15", "slurm"), ("16", "slurm-2c"), ("1 KB", "slurm-2c")]
)
def test_tool_destinations(site: Path, size: str, destination: str) -> None:
    code, answer = route(site, "--tool", "testing", "--input", f"input1={size}")
    assert (code, answer["destination"], answer["runner"]) == (0, destination, "slurm")


def test_secrets_are_hidden(site: Path) -> None:
    _code, answer = route(site, "--tool", "testing", "--input", "input1=20")
    assert answer["env"] == [{"name": "API_TOKEN", "value": "***"}]


@pytest.mark.parametrize(
    ("function", "options", "code", "found"),
    [
        pytest.param(
            "admin_only",
            ["--user", "a@b.org", "--config", "admin_users=a@b.org"],
            0,
            {"destination": None, "runner": "slurm"},
            id="destination-without-id",
        ),
        pytest.param(
            "cores_time",
            ["--resource", "cores=2", "--resource", "time=12"],
            0,
            {"params": {"nativeSpecification": "--nodes=1 --ntasks=2 --time=12:00:00"}},
            id="resources",
        ),
        pytest.param(
            "admins",
            ["--user", "a@b.org", "--config", "admin_users=c@d.org, a@b.org"],
            0,
            {"destination": "slurm-2c"},
            id="admin-by-option",
        ),
        pytest.param(
            "admins",
            ["--user", "a@b.org", "--galaxy-yml", "galaxy.yml"],
            0,
            {"destination": "slurm-2c"},
            id="admin-by-galaxy-yml",
        ),
        pytest.param(
            "admins",
            ["--galaxy-yml", "galaxy.yml", "--workflow-resource", "cores=2"],
            0,
            {"destination": "slurm"},
            id="workflow-resource",
        ),
        pytest.param("by_size", ["--input", "a=11"], 0, {"destination": "slurm-2c"}, id="size"),
        pytest.param(
            "by_role",
            ["--user", "a@b.org", "--role", "staff"],
            0,
            {"destination": "slurm"},
            id="role",
        ),
        pytest.param(
            "talks", ["--resource", "cores=2"], 0, {"destination": "slurm-2c"}, id="second-try"
        ),
    ],
)
def test_rule(
    site: Path, function: str, options: list[str], code: int, found: dict[str, object]
) -> None:
    ended, answer = route(site, "--run-rules", "--tool", "ruled", *options, function=function)
    found_fields = {**answer, "params": {**answer["params"]}} if "params" in answer else answer  # type: ignore[dict-item]
    found_fields.get("params", {}).pop("docker_sudo", None)  # type: ignore[attr-defined]
    assert (ended, {name: found_fields[name] for name in found}) == (code, found)


@pytest.mark.parametrize(
    ("function", "code", "message", "cause", "line"),
    [
        pytest.param("admin_only", 1, "Unauthorized.", "fails the job", 8, id="says-no"),
        pytest.param(
            "cores_time", 1, "Please report this error", "fails the job", 18, id="catches"
        ),
        pytest.param("raises", 1, "Encountered an unhandled", "AttributeError", 37, id="raises"),
        pytest.param("hangs", 1, None, "does not return within 1 s", 14, id="hangs"),
        pytest.param("exits", 1, None, "raises SystemExit", 49, id="exits"),
        pytest.param("ends", 1, None, "terminates its process", 14, id="ends"),
        pytest.param("needs", 1, "Encountered an unhandled", "'something'", 57, id="argument"),
        pytest.param(
            "nowhere", 1, "Unable to run job", "'20_broken' cannot be imported", 14, id="no"
        ),
    ],
)
def test_bad_rule(
    site: Path, function: str, code: int, message: str | None, cause: str, line: int | None
) -> None:
    seconds = "1" if function == "hangs" else "60"
    options = ("--run-rules", "--rule-seconds", seconds, "--tool", "ruled")
    ended, answer = route(site, *options, function=function)
    error = answer["error"]
    assert isinstance(error, dict)
    assert (ended, error["line"], cause in error["reason"]) == (code, line, True), error
    assert error["message"] == message or error["message"].startswith(message)


def test_rule_that_picks_at_random(site: Path) -> None:
    """The same item time: all that came of some draws."""
    options = ("--run-rules", "--tool", "ruled")
    code, answer = route(site, *options, function="draws")
    possible = answer["possible"]
    assert isinstance(possible, list)
    outcomes = {item["destination"] or item["error"]["message"] for item in possible}
    assert (code, len(possible), outcomes) == (1, 3, {"local", "slurm", "Bad luck."})
    assert answer["steps"][-1]["action"] == "'ruled' picks at random"  # type: ignore[index]
    assert route(site, *options, function="draws") == (code, answer)


@pytest.mark.parametrize(
    ("function", "options", "unknown"),
    [
        pytest.param(
            "later", [], "the rule 'later' decides; run it with --run-rules.", id="not-run"
        ),
        pytest.param(
            "later", ["--run-rules"], "Galaxy keeps it waiting and calls the rule again.", id="off"
        ),
        pytest.param(
            "asks",
            ["--run-rules"],
            "the rule 'asks' decides, but cannot run here: it reads 'model' of 'app', which is a stand-in here.",
            id="only-galaxy",
        ),
        pytest.param(
            "asks_config",
            ["--run-rules"],
            "it reads app.config.no_such_option; set it with --config.",
            id="option",
        ),
    ],
)
def test_not_known(site: Path, function: str, options: list[str], unknown: str) -> None:
    code, answer = route(site, "--tool", "ruled", *options, function=function)
    assert (code, str(answer["unknown"]).endswith(unknown)) == (2, True)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--tool", "x", "--input", "20"], "expected NAME=VALUE", id="input"),
        pytest.param(
            ["--tool", "x", "--input", "a=20QB"], "--input a: invalid size '20QB'", id="size"
        ),
        pytest.param(["--tool", "x", "--user", "me"], "--user: invalid user 'me'", id="user"),
        pytest.param(
            ["--tool", "x", "--attempt", "0"], "--attempt: invalid number '0'", id="attempt"
        ),
        pytest.param([], "--tool: missing tool id", id="no-tool"),
        pytest.param(
            ["--tool", "x", "--galaxy-yml", "/no/galaxy.yml"],
            "/no/galaxy.yml: No such file",
            id="galaxy-yml",
        ),
        pytest.param(
            ["--tool", "x", "--workflow-resource", "cores"],
            "--workflow-resource: 'cores': expected NAME=VALUE",
            id="workflow-resource",
        ),
        pytest.param(
            ["--tool", "ruled", "--run-rules", "--galaxy-python", "/no/python"],
            "--galaxy-python: /no/python",
            id="python",
        ),
    ],
)
def test_unusable(site: Path, options: list[str], message: str) -> None:
    code, answer = route(site, *options)
    assert (code, message in str(answer.get("message"))) == (2, True), answer


def test_text(site: Path) -> None:
    files = ("--job-conf", site / "job_conf.xml")
    ended = run("route", *files, "--tool", "other")
    lines = [line.replace(f"{site}/", "") for line in ended.stdout.splitlines()]
    assert lines == [
        "job_conf.xml:6: 'other' is not configured; it goes to 'slurm': the default destination",
        "job_conf.xml:8: 'slurm' uses the runner 'slurm'",
        "=> slurm",
    ]


def test_cluster_that_never_starts_the_job(site: Path) -> None:
    (site / "slurm.conf").write_text(
        "ClusterName=g\nNodeName=n1 CPUs=4 RealMemory=1000\n"
        "PartitionName=main Nodes=n1 Default=YES MaxTime=1:00:00\n"
    )
    options = ("--slurm-conf", str(site / "slurm.conf"), "--run-rules", "--tool", "ruled")
    resources = ("--resource", "cores=2", "--resource", "time=12")
    _code, answer = route(site, *options, *resources, function="cores_time")
    limits = answer["limits"]
    assert isinstance(limits, list)
    assert [limit["reason"] for limit in limits] == [
        "12:00:00 requested, but MaxTime of partition 'main' is 1:00:00."
    ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param([], "TPV decides; run it with --run-rules and --galaxy-python.", id="not-run"),
        pytest.param(["--run-rules"], "cannot run here: set --galaxy-python", id="no-galaxy"),
    ],
)
def test_tpv_that_is_not_run(tmp_path: Path, options: list[str], message: str) -> None:
    conf = CONF.replace(
        '<param id="function">FUNCTION</param>',
        '<param id="rules_module">tpv.rules</param><param id="tpv_config_files">t.yml</param>'
        '<param id="function">map_tool_to_destination</param>',
    )
    (tmp_path / "job_conf.xml").write_text(conf)
    ended = run("route", "--job-conf", tmp_path / "job_conf.xml", "--tool", "ruled", *options)
    assert (ended.returncode, message in ended.stdout) == (2, True), ended


def test_rules_that_are_not_given(site: Path) -> None:
    options = ("--job-conf", site / "job_conf.xml", "--run-rules", "--tool", "ruled")
    ended = run("route", *options)
    assert (ended.returncode, "set --rules to its folder" in ended.stdout) == (2, True), ended
