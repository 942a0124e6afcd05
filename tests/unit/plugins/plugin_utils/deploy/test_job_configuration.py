# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job configuration on its way to a host, which is a dictionary here."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.modules import galaxy_jobs as docs
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy import (
    documents,
    job_configuration,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.controller import Controller

CONFIG = "/srv/galaxy/config"
RULES = "/srv/galaxy/rules/rules"
GALAXY_YML = f"{CONFIG}/galaxy.yml"
JOB_CONF: dict[str, t.Any] = {
    "runners": {
        "slurm": {"load": "galaxy.jobs.runners.slurm:SlurmJobRunner"},
        "dynamic": {"rules_module": "rules"},
    },
    "execution": {
        "default": "main",
        "environments": {
            "main": {"runner": "slurm"},
            "dtd": {"runner": "dynamic", "type": "dtd"},
            "ruled": {"runner": "dynamic", "function": "decide"},
        },
    },
    "resources": {"default": "all", "groups": {"all": ["cores"]}},
    "tools": [
        {"id": "a", "environment": "ruled"},
        {"id": "b", "environment": "dtd"},
    ],
}
ALL: dict[str, t.Any] = {
    "job_conf": {"content": JOB_CONF},
    "tool_destinations": {"content": {"default_destination": "main", "verbose": True}},
    "resource_params": {"content": [{"name": "cores", "type": "integer", "label": "Cores"}]},
    "rules": {"content": {"site.py": "def decide(user_email):\n    return 'main'\n"}},
}
WRONG = {**JOB_CONF, "tools": [{"id": "a", "environment": "mian"}]}


class Host:
    """The text files of a host; what was written is kept in its order."""

    def __init__(self, **texts: str) -> None:
        self.texts = {f"{CONFIG}/{name}.yml": text for name, text in texts.items()}
        self.written: list[str] = []

    def is_directory(self, path: str) -> bool:
        return path == CONFIG

    def exists(self, path: str) -> bool:
        return path in self.texts

    def below(self, directory: str) -> list[str]:
        return [path for path in self.texts if path.startswith(f"{directory}/")]

    def read(self, path: str) -> str | None:
        return self.texts.get(path)

    def deploy(
        self, files: list[dict[str, t.Any]], directories: list[dict[str, t.Any]]
    ) -> dict[str, t.Any]:
        changed = [file for file in files if self.texts.get(file["path"]) != file["content"]]
        self.written += [file["path"] for file in files]
        self.texts.update({file["path"]: file["content"] for file in files})
        return {
            "changed": bool(changed),
            "paths": [file["path"] for file in changed],
            "files": [],
            "diff": [],
        }


class Action:
    """The part of an action that finds files on the controller."""

    class _loader:  # noqa: N801
        get_real_file = staticmethod(lambda path: path)
        cleanup_tmp_file = staticmethod(lambda path: None)

    def _find_needle(self, directory: str, path: str) -> str:
        return path


def deploy(host: Host, **arguments: t.Any) -> dict[str, t.Any]:
    """Return the result of deploying a job configuration."""
    spec = job_configuration.ARGUMENTS
    defaults = {name: option.get("default") for name, option in spec.items()}
    return job_configuration.deploy_configuration(
        Controller(Action(), None),  # type: ignore[arg-type]
        host,  # type: ignore[arg-type]
        {**defaults, "config_dir": CONFIG, **arguments},
    )


def test_rules_are_written_first_and_the_job_conf_last() -> None:
    host = Host(galaxy="galaxy:\n  brand: Ours\n")
    result = deploy(host, **ALL, galaxy_yml=GALAXY_YML)
    paths = [
        f"{RULES}/site.py",
        f"{RULES}/__init__.py",
        f"{CONFIG}/job_resource_params_conf.xml",
        f"{CONFIG}/tool_destinations.yml",
        f"{CONFIG}/job_conf.yml",
    ]
    assert host.written == [*paths, GALAXY_YML]
    assert result["galaxy_options"] == {
        "job_config_file": paths[4],
        "tool_destinations_config_file": paths[3],
        "job_resource_params_file": paths[2],
    }
    assert sorted(result["restart_files"]) == sorted([*paths[:3], paths[4]])
    assert result["restart_needed"] is True
    assert yaml.safe_load(host.texts[GALAXY_YML])["galaxy"]["brand"] == "Ours"
    [step] = result["manual_steps"]
    assert step.startswith("Add to PYTHONPATH")
    assert step.endswith(": /srv/galaxy/rules")


def test_second_run_changes_nothing() -> None:
    host = Host()
    first = deploy(host, **ALL)
    again = deploy(host, **ALL)
    assert (again["changed"], again["restart_needed"]) == (False, False)
    assert again["restart_files"] == first["restart_files"]


def test_tool_destinations_need_no_restart() -> None:
    host = Host()
    deploy(host, **ALL)
    other = {"content": {"default_destination": "main", "verbose": False}}
    changed = deploy(host, **{**ALL, "tool_destinations": other})
    assert (changed["changed"], changed["restart_needed"]) == (True, False)


def test_linted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    lint = documents.lint

    def counted(*contexts: t.Any, **options: t.Any) -> t.Any:
        calls.append(contexts)
        return lint(*contexts, **options)

    monkeypatch.setattr(documents, "lint", counted)
    deploy(Host(), **ALL)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            {"job_conf": {"content": WRONG}},
            "Nothing was changed, because of these findings:\njob_conf:",
            id="findings",
        ),
        pytest.param({"galaxy_yml": "/nowhere"}, "'/nowhere' does not exist", id="no-galaxy.yml"),
        pytest.param({"config_dir": "/nowhere"}, "/nowhere does not exist", id="no-galaxy"),
        pytest.param({"job_conf": {"dest": "/a.yml"}}, "job_conf has no document", id="no-source"),
        pytest.param({"rules": {"dest": "/a"}}, "rules has no modules", id="no-modules"),
        pytest.param(
            {"rules": {"content": {"../a.py": ""}}}, "outside the package", id="outside-package"
        ),
        pytest.param(
            {"rules": {}, "dynamic_job_rules": ["a.py.j2"]}, "the template 'a.py.j2'", id="template"
        ),
        pytest.param(
            {"job_conf": {"src": "job_conf.xml"}, "destinations": [{"id": "a"}]},
            "expected job_conf.content as a mapping",
            id="destinations-without-content",
        ),
        pytest.param({"pulsars": [{"name": "far"}]}, "Pulsar 'far'", id="incomplete-pulsar"),
        pytest.param({"destinations": [{"id": "a"}]}, "destination 'a'", id="bad-destination"),
    ],
)
def test_nothing_is_half_changed(arguments: dict[str, t.Any], sentence: str) -> None:
    host = Host(job_conf="tools: []\n")
    with pytest.raises(ClusterError) as error:
        deploy(host, **{**ALL, **arguments})
    assert sentence in str(error.value)
    assert (host.written, [*host.texts]) == ([], [f"{CONFIG}/job_conf.yml"])


def test_destinations_are_added() -> None:
    host = Host()
    destination = {"id": "large", "runner": "slurm", "cores": 8, "memory": "32G"}
    deploy(host, job_conf={"content": JOB_CONF}, rules=ALL["rules"], destinations=[destination])
    conf = yaml.safe_load(host.texts[f"{CONFIG}/job_conf.yml"])
    assert "--cpus-per-task=8" in str(conf["execution"]["environments"]["large"])


def test_pulsars_are_added_and_compared() -> None:
    host = Host()
    pulsar = {
        "name": "far",
        "modes": ["rest"],
        "app": {"staging_directory": "/staging", "private_token": None},
        "url": "https://pulsar.example.org",
        "file_action": "copy",
        "private_token": "correct-horse-battery-staple",
    }
    result = deploy(host, job_conf={"content": JOB_CONF}, rules=ALL["rules"], pulsars=[pulsar])
    conf = yaml.safe_load(host.texts[f"{CONFIG}/job_conf.yml"])
    assert conf["execution"]["environments"]["far"]["runner"] == "far_rest"
    assert "correct-horse" not in str(result)


def test_rules_of_the_galaxy_role(tmp_path: Path) -> None:
    (tmp_path / "site.py").write_text("def decide(user_email):\n    return 'main'\n")
    arguments = {
        "dynamic_job_rules": ["site.py"],
        "dynamic_job_rules_src_dir": str(tmp_path),
        "dynamic_job_rules_dir": "/srv/galaxy/my_rules",
    }
    host = Host()
    deploy(host, job_conf=ALL["job_conf"], **arguments)
    assert "/srv/galaxy/my_rules/site.py" in host.written


@pytest.mark.parametrize(
    ("options", "job_config_file", "expected"),
    [
        pytest.param({}, None, f"{CONFIG}/job_conf.yml", id="default"),
        pytest.param({}, "/a/job_conf.xml", "/a/job_conf.xml", id="galaxy-option"),
        pytest.param({"dest": "/b.yml"}, "/a/job_conf.xml", "/b.yml", id="dest"),
    ],
)
def test_path_of_the_job_conf(
    options: dict[str, t.Any], job_config_file: str | None, expected: str
) -> None:
    host = Host()
    job_conf = {"content": JOB_CONF, **options}
    deploy(host, job_conf=job_conf, rules=ALL["rules"], job_config_file=job_config_file)
    assert host.written[-1] == expected


def test_xml_file_stays_xml(tmp_path: Path) -> None:
    path = tmp_path / "job_conf.xml"
    path.write_text(
        '<job_conf><plugins><plugin id="local" type="runner" '
        'load="galaxy.jobs.runners.local:LocalJobRunner"/></plugins>'
        '<destinations default="l"><destination id="l" runner="local"/></destinations></job_conf>'
    )
    host = Host()
    deploy(host, job_conf={"src": str(path)})
    assert host.written == [f"{CONFIG}/job_conf.xml"]


def documented(options: dict[str, t.Any]) -> dict[str, t.Any]:
    """Return documented options in the form of an argument spec."""
    compared = ("type", "elements", "choices", "default", "required")
    return {
        name: {
            **{key: option[key] for key in compared if key in option},
            **({"options": documented(option["suboptions"])} if "suboptions" in option else {}),
        }
        for name, option in options.items()
    }


def test_documentation_is_the_argument_spec() -> None:
    from ansible_collections.galaxyhpc.cluster.plugins.doc_fragments._job_documents import (
        ModuleDocFragment,
    )

    documentation = yaml.safe_load(docs.DOCUMENTATION)
    options: dict[str, t.Any] = {}
    for name in documentation["extends_documentation_fragment"]:
        options.update(yaml.safe_load(getattr(ModuleDocFragment, name.split(".")[-1]))["options"])
    options.update(documentation["options"])
    spec = {
        name: {key: value for key, value in option.items() if key != "mutually_exclusive"}
        for name, option in job_configuration.ARGUMENTS.items()
    }
    assert documented(options) == spec
