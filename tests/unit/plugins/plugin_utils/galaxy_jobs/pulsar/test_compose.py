# SPDX-License-Identifier: GPL-3.0-or-later
"""The composition of app.yml, and of the secrets that it must not have."""

from __future__ import annotations

import typing as t
import urllib.parse

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.compose import (
    Composition,
    compose,
    compose_app,
    rabbitmq_url,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.settings import (
    Settings,
)

TOKEN = "t" * 32
URL = "amqp://u:p@mq.example.org/v"
SLURM = {"type": "queued_cli", "job_plugin": "Slurm"}
EXTERNAL = {"type": "queued_external_drmaa"}
DRMAA = {"drmaa_library_path": "/lib/libdrmaa.so", "job_users": "alice"}
DIRECTORIES = {
    "staging_directory": "/srv/pulsar/jobs/staging",
    "persistence_directory": "/srv/pulsar/persisted_data",
    "tool_dependency_dir": "/srv/pulsar/deps",
}
CONDA = {"conda_auto_init": False, "conda_auto_install": False}
RESOLVERS = {"resolvers": [{"type": "conda", "auto_init": False, "auto_install": False}]}


def settings(**options: t.Any) -> Settings:
    """Return the role's defaults with these options."""
    directories = {
        "root": "/srv/pulsar",
        "venv_dir": "/srv/pulsar/venv",
        "config_dir": "/srv/pulsar/config",
        "staging_dir": DIRECTORIES["staging_directory"],
        "persistence_dir": DIRECTORIES["persistence_directory"],
        "dependencies_dir": DIRECTORIES["tool_dependency_dir"],
        "log_dir": "/var/log/pulsar",
    }
    return Settings(**{**directories, **options})


def composed(**options: t.Any) -> Composition:
    """Return the composition of the role's defaults with these options."""
    return compose(settings(**options))


def test_app_of_the_defaults() -> None:
    assert compose_app(settings()) == {
        **DIRECTORIES,
        **CONDA,
        "dependency_resolution": RESOLVERS,
        "managers": {"_default_": {"type": "queued_python"}},
    }


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"modes": ("rest",)}, {"ensure_cleanup": None}, id="REST"),
        pytest.param({"modes": ("rest", "amqp")}, {"ensure_cleanup": True}, id="AMQP"),
        pytest.param({}, {"job_metrics_config_file": None}, id="no job metrics"),
        pytest.param(
            {"job_metrics_plugins": [{"name": "core"}]},
            {"job_metrics_config_file": "job_metrics_conf.yml"},
            id="job metrics",
        ),
        pytest.param({}, {"conda_prefix": None, "conda_ensure_channels": None}, id="no Conda"),
        pytest.param(
            {"conda_prefix": "/conda", "conda_channels": ["conda-forge", "bioconda"]},
            {"conda_prefix": "/conda", "conda_ensure_channels": "conda-forge,bioconda"},
            id="Conda",
        ),
        pytest.param(
            {"conda_auto_init": True, "conda_auto_install": True},
            {
                "conda_auto_init": True,
                "conda_auto_install": True,
                "dependency_resolution": {
                    "resolvers": [{"type": "conda", "auto_init": True, "auto_install": True}]
                },
            },
            id="Conda that installs",
        ),
        pytest.param(
            {"dependency_resolvers": [{"type": "lmod"}]},
            {"dependency_resolution": {"resolvers": [{"type": "lmod"}]}},
            id="resolvers",
        ),
        pytest.param(
            {"yaml_config": {"dependency_resolvers_config_file": "/r.xml"}},
            {"dependency_resolution": None, "dependency_resolvers_config_file": "/r.xml"},
            id="resolvers in a file",
        ),
        pytest.param(
            {"slurm_is_installed": True},
            {"managers": {"_default_": {**SLURM, "shell_plugin": "LocalShell"}}},
            id="default manager with Slurm",
        ),
        pytest.param(
            {"slurm_is_installed": True, "managers": {"a": {"type": "unqueued"}}},
            {"managers": {"a": {"type": "unqueued"}}},
            id="managers",
        ),
        pytest.param(
            {"yaml_config": {"manager": SLURM}}, {"managers": None, "manager": SLURM}, id="manager"
        ),
        pytest.param(
            {"yaml_config": {"job_managers_config": "/m.ini"}}, {"managers": None}, id="in a file"
        ),
        pytest.param(
            {"yaml_config": {"staging_directory": "/data"}},
            {"staging_directory": "/data"},
            id="yaml_config overrides",
        ),
    ],
)
def test_app(options: dict[str, t.Any], expected: dict[str, t.Any]) -> None:
    app = compose_app(settings(**options))
    assert {name: app.get(name) for name in expected} == expected


PROGRAMS = {
    "chown_working_directory_script": "/srv/pulsar/libexec/chown-working-directory",
    "drmaa_kill_script": "/srv/pulsar/libexec/drmaa-kill",
    "drmaa_launch_script": "/srv/pulsar/venv/bin/pulsar-drmaa-launch",
}


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        pytest.param(EXTERNAL, {**PROGRAMS, **EXTERNAL}, id="external DRMAA"),
        pytest.param(
            {**EXTERNAL, "drmaa_kill_script": "/site"},
            {**PROGRAMS, **EXTERNAL, "drmaa_kill_script": "/site"},
            id="the manager overrides",
        ),
        pytest.param(
            {"type": "queued_condor"},
            {"submit_getenv": "PATH, HOME, USER", "type": "queued_condor"},
            id="HTCondor",
        ),
        pytest.param(SLURM, SLURM, id="other type"),
        pytest.param("queued_condor", "queued_condor", id="invalid"),
    ],
)
def test_manager_defaults(manager: t.Any, expected: t.Any) -> None:
    assert compose_app(settings(managers={"a": manager}))["managers"] == {"a": expected}
    app = compose_app(settings(yaml_config={"manager": manager}))
    assert app["manager"] == expected


@pytest.mark.parametrize(
    ("user", "password", "vhost", "expected"),
    [
        pytest.param(*("u", "p", "v"), "amqp://u:p@127.0.0.1:5672/v", id="plain"),
        pytest.param(
            *("u", "6b/e0@c4%f1 d7", "v"),
            "amqp://u:6b%2Fe0%40c4%25f1%20d7@127.0.0.1:5672/v",
            id="password",
        ),
        pytest.param(
            *("a:b@c", "p#?&;+", "/"),
            "amqp://a%3Ab%40c:p%23%3F%26%3B%2B@127.0.0.1:5672/%2F",
            id="reserved characters",
        ),
        pytest.param(*("u", "ä", "v"), "amqp://u:%C3%A4@127.0.0.1:5672/v", id="not ASCII"),
    ],
)
def test_rabbitmq_url(user: str, password: str, vhost: str, expected: str) -> None:
    url = rabbitmq_url(user, password, vhost)
    assert url == expected
    parts = urllib.parse.urlsplit(url)
    texts = (parts.username, parts.password, parts.path[1:])
    assert [urllib.parse.unquote(text or "") for text in texts] == [user, password, vhost]


RABBITMQ = {"modes": ("amqp",), "rabbitmq": True, "rabbitmq_password": "x"}


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, {}, id="none"),
        pytest.param({"private_token": TOKEN}, {"PRIVATE_TOKEN": TOKEN}, id="token"),
        pytest.param(
            {"yaml_config": {"private_token": TOKEN}}, {"PRIVATE_TOKEN": TOKEN}, id="yaml_config"
        ),
        pytest.param(
            {"modes": ("amqp",), "message_queue_url": URL}, {"MESSAGE_QUEUE_URL": URL}, id="URL"
        ),
        pytest.param(
            RABBITMQ, {"MESSAGE_QUEUE_URL": "amqp://pulsar:x@127.0.0.1:5672/pulsar"}, id="RabbitMQ"
        ),
        pytest.param(
            {**RABBITMQ, "message_queue_url": URL}, {"MESSAGE_QUEUE_URL": URL}, id="URL overrides"
        ),
    ],
)
def test_secrets(options: dict[str, t.Any], expected: dict[str, str]) -> None:
    composition = composed(**options)
    prefix = "PULSAR_CONFIG_OVERRIDE_"
    assert composition.environment == {f"{prefix}{name}": expected[name] for name in expected}
    assert not any(secret in repr(composition.app) for secret in expected.values())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({}, (False, False, False), id="queued_python"),
        pytest.param({"managers": {"a": SLURM}}, (True, False, False), id="Slurm"),
        pytest.param(
            {"managers": {"a": {"type": "queued_cli", "job_plugin": "LSF"}}},
            (False, False, False),
            id="LSF",
        ),
        pytest.param(
            {"managers": {"a": SLURM, "b": {"type": "queued_condor"}}},
            (True, True, False),
            id="Slurm and HTCondor",
        ),
        pytest.param(
            {**DRMAA, "yaml_config": {"manager": EXTERNAL}}, (False, False, True), id="external"
        ),
    ],
)
def test_needs(options: dict[str, t.Any], expected: tuple[bool, bool, bool]) -> None:
    made = composed(**options)
    assert (made.calls_slurm, made.calls_condor, made.needs_sudo) == expected


def test_managers() -> None:
    managers = {"_default_": SLURM, "b": {"type": "unqueued"}}
    assert composed(managers=managers).managers == {"_default_": "queued_cli", "b": "unqueued"}


def test_staging_directories() -> None:
    other = {"type": "unqueued", "staging_directory": "/other"}
    managers = {"a": other, "b": {"type": "unqueued"}, "c": other}
    assert composed(managers=managers).staging_directories == [
        "/srv/pulsar/jobs/staging",
        "/other",
    ]


def test_all_faults_are_reported_at_once() -> None:
    with pytest.raises(ClusterError) as error:
        composed(yaml_config={"nonsense": 1}, host="0.0.0.0")
    assert str(error.value).count("\n- ") == 3
