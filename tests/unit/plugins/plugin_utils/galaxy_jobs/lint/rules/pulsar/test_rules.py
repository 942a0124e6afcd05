# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules say of an app.yml, and of a job_conf beside it."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    as_text,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.endpoint import (
    Endpoint,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.job_conf import (
    compose_job_conf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.read import (
    App,
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import dump

SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}
DRMAA = {"type": "queued_drmaa"}
EXTERNAL = {"type": "queued_external_drmaa"}
CONDOR = {"type": "queued_condor", "submit_request_memory": "4G"}
STAGING = "/srv/pulsar/jobs/staging"
URL = "https://pulsar.example.org/"
RUNNER = "galaxy.jobs.runners.pulsar:Pulsar{}JobRunner"
BY_RULES = {"type": "python", "function": "f", "rules_module": "r", "runner": "dynamic"}


def app_of(pattern: str = "*", **options: t.Any) -> App:
    """Return an app.yml that is right but for these options."""
    whole = {"staging_directory": STAGING, "managers": {"_default_": SLURM}, **options}
    return read(dump(whole), "app.yml", pattern)


def one(**options: t.Any) -> App:
    """Return an app.yml with one manager."""
    return app_of(managers={"_default_": options})


def found(*apps: App, kind: str = "REST", runner: t.Any = (), **params: t.Any) -> list[Finding]:
    """Return what is found when one destination leads to these Pulsars."""
    reach = {"url": URL} if kind == "REST" else {"jobs_directory": STAGING}
    loaded = {"load": RUNNER.format(kind), **dict(runner)}
    conf = {
        "runners": {"p": loaded},
        "execution": {
            "default": "main",
            "environments": {"main": {"runner": "p", **reach, **params}},
        },
    }
    return lint(Context(job_conf=read_yaml(dump(conf), "job_conf.yml"), pulsars=apps))


def by_queue(*apps: App, runner: t.Any = (), **params: t.Any) -> list[str]:
    """Return the codes of what is found when Galaxy uses a message queue."""
    reach = {"amqp_url": "amqp://g:secret@mq/pulsar", "galaxy_url": "https://galaxy.example.org"}
    findings = found(*apps, kind="MQ", runner={**reach, **dict(runner)}, **params)
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("staging_directory: /s", [], id="good"),
        pytest.param("a: 1\nstaging_directory: /s", [("GJ530", 1, 1)], id="unknown"),
        pytest.param(
            "managers:\n  m: {type: queued_python, job_time: 3}", [("GJ530", 2, 28)], id="of a type"
        ),
        pytest.param("debug: true\ndebug: false", [("GJ530", 2, 1)], id="twice"),
        pytest.param("managers:\n  m: {type: slurm}", [("GJ531", 2, 13)], id="type"),
        pytest.param(
            "managers:\n  m: {type: queued_cli}", [("GJ531", 2, 3)], id="what is not there"
        ),
        pytest.param("job_directory_mode: 0777", [("GJ531", 1, 21)], id="mode"),
        pytest.param("private_token: 12345", [("GJ531", 1, 16)], id="number as token"),
        pytest.param("a: 1 # noqa: GJ530", [], id="noqa"),
        pytest.param("debug: true # noqa: GJ530", [("GJ001", 1, 21)], id="noqa for nothing"),
    ],
)
def test_app(text: str, expected: list[tuple[str, int, int]]) -> None:
    findings = lint(Context(pulsars=(read(text, "app.yml"),)))
    assert [(finding.code, *finding.place.position[1:]) for finding in findings] == expected


@pytest.mark.parametrize("text", [pytest.param("- a", id="list"), pytest.param("text", id="text")])
def test_no_app(text: str) -> None:
    with pytest.raises(ClusterError, match=r"app\.yml:1:1: expected a mapping"):
        read(text, "app.yml")


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        pytest.param(["*"], [], id="all"),
        pytest.param(["p"], [], id="runner"),
        pytest.param(["main"], [], id="destination"),
        pytest.param(["m*n"], [], id="pattern"),
        pytest.param(["P"], ["GJ532"], id="another case"),
        pytest.param(["p", "*"], ["GJ532"], id="the first one counts"),
    ],
)
def test_whose_app_it_is(patterns: list[str], expected: list[str]) -> None:
    findings = found(*(app_of(pattern) for pattern in patterns))
    assert [finding.code for finding in findings] == expected


MANAGERS = {"_default_": SLURM, "long": SLURM}


@pytest.mark.parametrize(
    ("app", "params", "expected"),
    [
        pytest.param(app_of(), {}, [], id="default"),
        pytest.param(app_of(managers={"long": SLURM}), {}, ["GJ533"], id="no default"),
        pytest.param(app_of(managers=MANAGERS), {"manager": "long"}, [], id="param"),
        pytest.param(
            app_of(managers=MANAGERS), {"manager": "logn"}, ["GJ533"], id="param misspelt"
        ),
        pytest.param(
            app_of(managers=MANAGERS), {"url": f"{URL}managers/long"}, [], id="url without a slash"
        ),
        pytest.param(app_of(managers=MANAGERS), {"url": f"{URL}managers/x/"}, ["GJ533"], id="url"),
        pytest.param(
            app_of(managers=MANAGERS),
            {"url": f"{URL}managers/long/", "manager": "x"},
            ["GJ538"],
            id="url before param",
        ),
        pytest.param(app_of(managers=MANAGERS), {"manager": "$__user_name__"}, [], id="filled in"),
        pytest.param(
            read("{staging_directory: /s, job_managers_config: m.ini}", "app.yml"),
            {"manager": "x"},
            [],
            id="managers in another file",
        ),
    ],
)
def test_manager(app: App, params: dict[str, t.Any], expected: list[str]) -> None:
    assert [finding.code for finding in found(app, **params)] == expected


@pytest.mark.parametrize(
    ("app", "runner", "params", "expected"),
    [
        pytest.param(app_of(), {}, {}, [], id="default"),
        pytest.param(app_of(managers={"long": SLURM}), {}, {}, ["GJ533"], id="no default"),
        pytest.param(app_of(managers=MANAGERS), {"manager": "long"}, {}, [], id="runner"),
        pytest.param(app_of(managers=MANAGERS), {"manager": "x"}, {}, ["GJ533"], id="unknown"),
        pytest.param(app_of(), {}, {"manager": "x"}, ["GJ538"], id="destination, not asked"),
        pytest.param(app_of(private_token="abc"), {}, {}, [], id="token of no use"),
        pytest.param(app_of(), {}, {"jobs_directory": "/other"}, ["GJ535"], id="directory"),
        pytest.param(
            app_of(message_queue_url="pyamqp://p:x@localhost:5671/pulsar?ssl=1"),
            {},
            {},
            [],
            id="another user, host and port",
        ),
        pytest.param(app_of(message_queue_url="amqp://mq/"), {}, {}, ["GJ536"], id="virtual host"),
        pytest.param(
            app_of(message_queue_url="amqp://mq//"),
            {"amqp_url": "amqp://mq"},
            {},
            [],
            id="virtual host, two ways to write one",
        ),
        pytest.param(app_of(message_queue_url="https://relay.example.org"), {}, {}, [], id="relay"),
        pytest.param(app_of(amqp_key_prefix="a"), {}, {}, ["GJ536"], id="prefix of Pulsar"),
        pytest.param(app_of(), {"amqp_key_prefix": "a"}, {}, ["GJ536"], id="prefix of Galaxy"),
        pytest.param(
            app_of(amqp_key_prefix="a"), {"amqp_key_prefix": "a"}, {}, [], id="prefix of both"
        ),
        pytest.param(app_of(amqp_durable=False), {}, {}, ["GJ536"], id="queues of another kind"),
        pytest.param(app_of(), {"galaxy_url": ""}, {}, ["GJ537"], id="no galaxy_url"),
        pytest.param(
            app_of(),
            {"galaxy_url": ""},
            {"default_file_action": "remote_rsync_transfer"},
            [],
            id="galaxy_url not needed",
        ),
    ],
)
def test_message_queue(
    app: App, runner: dict[str, t.Any], params: dict[str, t.Any], expected: list[str]
) -> None:
    assert by_queue(app, runner=runner, **params) == expected


TOKEN = app_of(private_token="correct-horse")


@pytest.mark.parametrize(
    ("app", "params", "expected"),
    [
        pytest.param(TOKEN, {"private_token": "correct-horse"}, [], id="the same"),
        pytest.param(TOKEN, {"private_token": "battery-staple"}, ["GJ534"], id="another"),
        pytest.param(TOKEN, {}, ["GJ534"], id="none"),
        pytest.param(app_of(), {"private_token": "x"}, [], id="perhaps in the environment"),
        pytest.param(
            app_of(private_token="12345"), {"private_token": 12345}, [], id="number, sent as text"
        ),
    ],
)
def test_token(app: App, params: dict[str, t.Any], expected: list[str]) -> None:
    findings = found(app, **params)
    assert [finding.code for finding in findings] == expected
    assert "correct-horse" not in as_text(findings)
    assert "battery-staple" not in as_text(findings)


def test_rules_may_add_what_is_missing() -> None:
    environments = {"rules": BY_RULES, "main": {"runner": "p", "url": URL}}
    conf = {
        "runners": {"p": {"load": RUNNER.format("REST")}, "dynamic": {"rules_module": "r"}},
        "execution": {"default": "rules", "environments": environments},
    }
    apps = (app_of(private_token="correct-horse", managers={"_default_": EXTERNAL}),)
    assert lint(Context(job_conf=read_yaml(dump(conf), "job_conf.yml"), pulsars=apps)) == []


def test_environment_of_galaxy_may_have_it() -> None:
    conf = f"""
<job_conf>
  <plugins><plugin id="p" type="runner" load="{RUNNER.format("REST")}"/></plugins>
  <destinations>
    <destination id="main" runner="p">
      <param id="url">{URL}</param>
      <param id="private_token" from_environ="PULSAR_TOKEN"/>
      <param id="jobs_directory" from_environ="PULSAR_JOBS">/nowhere</param>
    </destination>
  </destinations>
</job_conf>"""
    context = Context(job_conf=read_xml(conf, "job_conf.xml", lambda _path: None), pulsars=(TOKEN,))
    assert [finding.message for finding in lint(context)] == []


@pytest.mark.parametrize(
    ("app", "params", "expected"),
    [
        pytest.param(app_of(), {"jobs_directory": STAGING}, [], id="the same"),
        pytest.param(app_of(), {"jobs_directory": f"{STAGING}/"}, [], id="with a slash"),
        pytest.param(app_of(), {"jobs_directory": "/other"}, ["GJ535"], id="another"),
        pytest.param(
            one(**SLURM, staging_directory="/m"), {"jobs_directory": "/m"}, [], id="of the manager"
        ),
        pytest.param(
            one(**SLURM, staging_directory="/m"),
            {"jobs_directory": STAGING},
            ["GJ535"],
            id="of the top, and the manager has its own",
        ),
        pytest.param(
            app_of(staging_directory="files/staging"),
            {"jobs_directory": "/other"},
            [],
            id="somewhere",
        ),
        pytest.param(app_of(), {"default_file_action": "remote_transfer"}, ["GJ537"], id="no URL"),
        pytest.param(app_of(), {"default_file_action": "copy"}, [], id="no URL needed"),
        pytest.param(one(**DRMAA), {"submit_native_specification": "-p x"}, [], id="DRMAA"),
        pytest.param(
            one(**DRMAA, native_specification="-p y"),
            {"submit_native_specification": "-p x"},
            ["GJ538"],
            id="DRMAA, with its own",
        ),
        pytest.param(
            one(**SLURM), {"submit_native_specification": "-p x"}, ["GJ538"], id="command line"
        ),
        pytest.param(
            one(type="queued_python"),
            {"submit_native_specification": "-p x"},
            ["GJ538"],
            id="queued_python",
        ),
        pytest.param(one(**CONDOR), {"submit_request_cpus": "2"}, [], id="HTCondor"),
        pytest.param(
            one(**CONDOR), {"submit_request_memory": "2G"}, ["GJ538"], id="HTCondor, with its own"
        ),
        pytest.param(one(**EXTERNAL), {"submit_user": "$__user_name__"}, [], id="user"),
        pytest.param(one(**EXTERNAL), {}, ["GJ539"], id="no user"),
        pytest.param(one(**DRMAA), {"submit_user": "galaxy"}, ["GJ538"], id="user for nothing"),
        pytest.param(
            app_of(conda_auto_install=True),
            {"dependency_resolution": "local"},
            ["GJ540"],
            id="local",
        ),
        pytest.param(app_of(), {"dependency_resolution": "local"}, [], id="local, no resolvers"),
        pytest.param(
            app_of(conda_auto_install=True), {"dependency_resolution": "none"}, [], id="containers"
        ),
        pytest.param(app_of(tool_dependency_dir="none"), {}, ["GJ540"], id="remote, no resolvers"),
        pytest.param(app_of(use_tool_dependencies=False), {}, ["GJ540"], id="resolvers unused"),
        pytest.param(
            app_of(tool_dependency_dir="none"), {"dependency_resolution": "none"}, [], id="neither"
        ),
    ],
)
def test_destination(app: App, params: dict[str, t.Any], expected: list[str]) -> None:
    assert [finding.code for finding in found(app, **params)] == expected


@pytest.mark.parametrize("modes", [("rest",), ("amqp",)], ids=["rest", "amqp"])
def test_what_the_collection_makes_agrees(modes: tuple[str, ...]) -> None:
    app = {
        "staging_directory": STAGING,
        "managers": {"_default_": {**DRMAA, "staging_directory": "/data"}, "real": EXTERNAL},
    }
    endpoint = Endpoint(
        name="far",
        modes=modes,
        app=app,
        url=URL,
        file_action="remote_transfer",
        galaxy_url="https://galaxy.example.org",
        private_token="correct-horse",
        message_queue_url="amqp://mq/pulsar",
        params={"native_specification": "--cpus-per-task=2"},
    )
    made: dict[str, t.Any] = compose_job_conf(endpoint)
    made["execution"]["default"] = "far"
    made["tools"] = [{"id": "a", "environment": "far_real"}]
    conf = read_yaml(dump(made), "job_conf.yml")
    secrets = {"private_token": "correct-horse", "message_queue_url": "amqp://p:x@mq/pulsar"}
    apps = (read(dump({**app, **secrets}), "app.yml", "far*"),)
    assert [finding.message for finding in lint(Context(job_conf=conf, pulsars=apps))] == []
