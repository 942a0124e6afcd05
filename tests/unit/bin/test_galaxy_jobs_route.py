# SPDX-License-Identifier: GPL-3.0-or-later
"""The command route, run as a process: the ways of the training, and rules that misbehave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.bin.galaxy_jobs import run

CONF = """\
<job_conf>
    <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
        <plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/>
    </plugins>
    <destinations default="slurm">
        <destination id="local" runner="local" tags="both"/>
        <destination id="slurm" runner="slurm" tags="both"/>
        <destination id="slurm-2c" runner="slurm">
            <param id="nativeSpecification">--nodes=1 --ntasks=2</param>
            <env id="API_TOKEN">hidden</env>
        </destination>
        <destination id="dtd" runner="dynamic"><param id="type">dtd</param></destination>
        <destination id="ruled" runner="dynamic"><param id="function">FUNCTION</param></destination>
    </destinations>
    <tools>
        <tool id="testing" destination="dtd"/>
        <tool id="ruled" destination="ruled"/>
    </tools>
</job_conf>
"""
DTD = """\
tools:
  testing:
    rules:
      - {rule_type: file_size, lower_bound: 16, upper_bound: Infinity, destination: slurm-2c}
    default_destination: slurm
default_destination: local
verbose: True
"""
RULES = """\
import os, sys, time
from galaxy.jobs import JobDestination
from galaxy.jobs.mapper import JobMappingException, JobNotReadyException

def admin_only(app, user_email):
    admin_users = app.config.get("admin_users", "").split(",")
    if user_email not in admin_users:
        raise JobMappingException("Unauthorized.")
    return JobDestination(runner="slurm")

def cores_time(app, tool, job, user_email):
    try:
        resources = job.get_param_values(app)["__job_resource"]
        name = {1: "slurm", 2: "slurm-2c"}[resources["cores"]]
        destination = app.job_config.get_destination(name)
        destination.params["nativeSpecification"] += " --time=%s:00:00" % resources["time"]
    except Exception:
        raise JobMappingException("Please report this error")
    return destination

def admins(app, user, workflow_resource_params, resource_params):
    if app.config.is_admin_user(user) and user.email in app.config.admin_users_list:
        return "slurm-2c"
    return "slurm" if workflow_resource_params == '{"cores": "2"}' else "local"

def by_size(job):
    return "slurm-2c" if os.path.getsize(job.input_datasets[0].file_name) > 10 else "slurm"

def by_role(user):
    return "slurm" if "staff" in [role.name for role in user.all_roles()] else "local"

def talks(resource_params):
    print("a rule that prints")
    return 1 / 0 if resource_params else "slurm-2c"

def raises(tool):
    return tool.id.nothing

def asks(app):
    return app.model.context

def asks_config(app):
    return app.config.no_such_option

def hangs():
    time.sleep(100)

def exits():
    sys.exit("no")

def ends():
    os._exit(3)

def later():
    raise JobNotReadyException()

def needs(something):
    return "slurm"

def draws(rule_helper, app):
    if rule_helper.choose_one(["no", "yes"]) == "no":
        raise JobMappingException("Bad luck.")
    return app.job_config.get_destination("both")
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "job_conf.xml").write_text(CONF)
    (tmp_path / "tool_destinations.yml").write_text(DTD)
    (tmp_path / "galaxy.yml").write_text("galaxy:\n  admin_users: a@b.org\n")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "10_rules.py").write_text(RULES)
    (rules / "20_broken.py").write_text("import nothing_like_this\n")
    return tmp_path


def route(site: Path, *options: str, function: str = "admin_only") -> tuple[int, dict[str, object]]:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", function))
    files = ("--job-conf", site / "job_conf.xml", "--rules", site / "rules")
    files = (*files, "--tool-destinations", site / "tool_destinations.yml")
    named = [str(site / each) if each == "galaxy.yml" else each for each in options]
    ended = run("route", *files, "--format", "json", *named)
    assert "Traceback" not in ended.stderr
    return ended.returncode, json.loads(ended.stdout) if ended.stdout else {"said": ended.stderr}


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
    given = {**answer, "params": {**answer["params"]}} if "params" in answer else answer  # type: ignore[dict-item]
    given.get("params", {}).pop("docker_sudo", None)  # type: ignore[attr-defined]
    assert (ended, {name: given[name] for name in found}) == (code, found)


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
    assert (ended, error["line"], cause in error["because"]) == (code, line, True), error
    assert error["message"] == message or error["message"].startswith(message)


def test_rule_that_draws_lots(site: Path) -> None:
    """The same each time: all that came of some draws."""
    options = ("--run-rules", "--tool", "ruled")
    code, answer = route(site, *options, function="draws")
    possible = answer["possible"]
    assert isinstance(possible, list)
    ways = {each["destination"] or each["error"]["message"] for each in possible}
    assert (code, len(possible), ways) == (1, 3, {"local", "slurm", "Bad luck."})
    assert answer["steps"][-1]["what"] == "'ruled' picks at random"  # type: ignore[index]
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
    ("options", "said"),
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
def test_unusable(site: Path, options: list[str], said: str) -> None:
    code, answer = route(site, *options)
    assert (code, said in str(answer.get("said"))) == (2, True), answer


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
    asked = ("--resource", "cores=2", "--resource", "time=12")
    _code, answer = route(site, *options, *asked, function="cores_time")
    limits = answer["limits"]
    assert isinstance(limits, list)
    assert [limit["because"] for limit in limits] == [
        "12:00:00 requested, but MaxTime of partition 'main' is 1:00:00."
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param([], "TPV decides; run it with --run-rules and --galaxy-python.", id="not-run"),
        pytest.param(["--run-rules"], "cannot run here: set --galaxy-python", id="no-galaxy"),
    ],
)
def test_tpv_that_is_not_asked(tmp_path: Path, options: list[str], said: str) -> None:
    conf = CONF.replace(
        '<param id="function">FUNCTION</param>',
        '<param id="rules_module">tpv.rules</param><param id="tpv_config_files">t.yml</param>'
        '<param id="function">map_tool_to_destination</param>',
    )
    (tmp_path / "job_conf.xml").write_text(conf)
    ended = run("route", "--job-conf", tmp_path / "job_conf.xml", "--tool", "ruled", *options)
    assert (ended.returncode, said in ended.stdout) == (2, True), ended


def test_rules_that_are_not_given(site: Path) -> None:
    options = ("--job-conf", site / "job_conf.xml", "--run-rules", "--tool", "ruled")
    ended = run("route", *options)
    assert (ended.returncode, "set --rules to its folder" in ended.stdout) == (2, True), ended


TABLE = """\
job_conf: job_conf.xml
tool_destinations: tool_destinations.yml
rules: rules
config: {admin_users: a@b.org}
tests:
  - {tool: testing, input: 20 B, expect: slurm-2c}
  - {tool: ruled, user: a@b.org, expect: runner slurm}
"""


@pytest.mark.parametrize(
    ("change", "options", "code", "said"),
    [
        pytest.param(("", ""), ["--run-rules"], 0, "2 tests (2 jobs), 0 failed", id="holds"),
        pytest.param(("slurm-2c", "slurm"), ["--run-rules"], 1, "table.yml:6: testing", id="not"),
        pytest.param(("", ""), [], 1, "its destination is unknown", id="rule-not-run"),
        pytest.param(
            ("input:", "inptu:"), [], 2, "unknown key 'inptu' in a test", id="unknown-key"
        ),
        pytest.param(
            ("rules: rules", "rules: nowhere"), [], 2, "expected the folder", id="no-folder"
        ),
    ],
)
def test_table(
    site: Path, change: tuple[str, str], options: list[str], code: int, said: str
) -> None:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "admin_only"))
    (site / "table.yml").write_text(TABLE.replace(*change))
    ended = run("test", *options, site / "table.yml")
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (code, True), ended


@pytest.mark.parametrize(
    ("table", "said"),
    [
        pytest.param("nowhere.yml", "nowhere.yml: No such file or directory", id="no-file"),
        pytest.param("rules", "rules: not a file.", id="folder"),
    ],
)
def test_no_table(site: Path, table: str, said: str) -> None:
    ended = run("test", site / table)
    assert (ended.returncode, ended.stderr) == (2, f"{site}/{said}\n")


def test_table_that_is_written_holds(site: Path) -> None:
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "admin_only"))
    files = ("--job-conf", site / "job_conf.xml", "--rules", site / "rules", "--run-rules")
    files = (*files, "--tool-destinations", site / "tool_destinations.yml")
    written = run("test", "--init", *files)
    (site / "table.yml").write_text(written.stdout)
    ended = run("test", "--run-rules", site / "table.yml")
    assert (written.returncode, ended.returncode) == (0, 0), ended
    assert "hidden" not in written.stdout


def test_compare(site: Path, tmp_path: Path) -> None:
    for name, function in (("old", "admin_only"), ("new", "by_role")):
        folder = tmp_path / name
        (folder / "rules").mkdir(parents=True)
        (folder / "job_conf.xml").write_text(CONF.replace("FUNCTION", function))
        (folder / "tool_destinations.yml").write_text(DTD)
        (folder / "rules" / "rules.py").write_text(RULES)
    options = ("--compare", tmp_path / "old", tmp_path / "new", "--rules", "rules", "--run-rules")
    ended = run("route", *options)
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (1, "ruled, 0 B")
    same = run("route", "--compare", tmp_path / "old", tmp_path / "old", *options[3:])
    assert (same.returncode, same.stdout) == (0, "0 jobs affected\n")


def test_compare_without_running_rules(site: Path) -> None:
    """What only running a rule would tell is not taken for equal."""
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "by_role"))
    ended = run("route", "--compare", site, site)
    said = "Not compared, because only running a rule would tell: 'ruled, 0 B' and 1 other job.\n"
    assert (ended.returncode, ended.stderr) == (2, said)
