# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the job configuration on the controller."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy import controller
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.controller import (
    Controller,
    SourceFile,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)

YAML = "runners: {}\nexecution: {environments: {}}\n"


class Loader:
    """The data loader of a play: a vault file is decrypted to a temporary file."""

    def __init__(self, decrypted: Path | None) -> None:
        self._decrypted = decrypted
        self.removed: list[str] = []

    def get_real_file(self, path: str) -> str:
        return str(self._decrypted or path)

    def cleanup_tmp_file(self, path: str) -> None:
        self.removed.append(path)


class Lookups:
    """The loader of lookup plugins, with a template lookup that names its file."""

    class lookup_loader:  # noqa: N801
        @staticmethod
        def get(name: str, **_arguments: object) -> Lookups:
            assert name == "ansible.builtin.template"
            return Lookups()

    def run(self, terms: list[str], variables: dict[str, t.Any]) -> list[str]:
        where = variables["ansible_search_path"]
        return [f"# {Path(terms[0]).name} of {variables['site']} in {where}\n{YAML}"]


class Task:
    """A task in a role."""

    def get_search_path(self) -> list[str]:
        return ["/role"]


class Action:
    """The methods of an action that find files on the controller: below folder."""

    _shared_loader_obj = Lookups()
    _task = Task()
    _templar = None

    def __init__(self, folder: Path, decrypted: Path | None = None) -> None:
        self._folder = folder
        self._loader = Loader(decrypted)

    def _find_needle(self, directory: str, path: str) -> str:
        return str(self._folder / directory / path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a playbook."""
    for name in ("files/rules/data", "files/rules/__pycache__", "files/rules/.git", "templates"):
        (tmp_path / name).mkdir(parents=True)
    for name in ("a.py", "data/sizes.yml", "__pycache__/a.pyc", ".git/config"):
        (tmp_path / "files" / "rules" / name).write_text("x = 1\n")
    (tmp_path / "files" / "job_conf.yml").write_text(YAML)
    return tmp_path


def controller_of(folder: Path, decrypted: Path | None = None) -> Controller:
    """Return the controller of an action."""
    return Controller(Action(folder, decrypted), {"site": "here"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "name", "text"),
    [
        pytest.param({"content": "a: 1\n"}, "content", "a: 1\n", id="text"),
        pytest.param({"content": {"a": 1}}, "content", "a: 1\n", id="data"),
        pytest.param({"src": "job_conf.yml"}, "files/job_conf.yml", YAML, id="file"),
        pytest.param(
            {"template": "job_conf.yml.j2"},
            "templates/job_conf.yml.j2 (rendered)",
            f"# job_conf.yml.j2 of here in ['/role']\n{YAML}",
            id="template",
        ),
    ],
)
def test_source(folder: Path, options: dict[str, t.Any], name: str, text: str) -> None:
    source = controller_of(folder).source("job_conf", {"src": None, **options})
    assert (source.name.removeprefix(f"{folder}/"), source.text()) == (name, text)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        pytest.param("job_conf.yml", "files/job_conf.yml", id="path"),
        pytest.param(YAML, "job_conf", id="text"),
        pytest.param({"runners": {}}, "job_conf", id="data"),
    ],
)
def test_context(folder: Path, value: object, name: str) -> None:
    source = controller_of(folder).context("job_conf", value)
    assert source.name.removeprefix(f"{folder}/") == name


def test_file_of_a_vault_is_decrypted_and_the_copy_removed(folder: Path) -> None:
    decrypted = folder / "decrypted"
    decrypted.write_text("a: secret\n")
    action = Action(folder, decrypted)
    source = Controller(action, None).file("job_conf.yml")  # type: ignore[arg-type]
    assert (source.text(), source.folder) == ("a: secret\n", folder / "files")
    assert action._loader.removed == [str(decrypted)]


def test_unreadable_file(folder: Path) -> None:
    action = Action(folder)
    with pytest.raises(ClusterError, match=r"files/rules: Is a directory\.$"):
        Controller(action, None).file("rules")  # type: ignore[arg-type]
    assert len(action._loader.removed) == 1


@pytest.mark.parametrize(
    ("kind", "data", "readable"),
    [
        pytest.param("job_conf", YAML, True, id="job_conf"),
        pytest.param("job_conf", "galaxy: {brand: Ours}\n", False, id="galaxy.yml without one"),
    ],
)
def test_read(kind: t.Any, data: str, readable: bool) -> None:
    source = SourceFile("content", data.encode())
    if readable:
        assert isinstance(source.read(kind), JobConf)
    else:
        with pytest.raises(ClusterError, match=r"^content contains no job_conf\.$"):
            source.read(kind)


def test_import(tmp_path: Path) -> None:
    (tmp_path / "macros.xml").write_text("<macros/>")
    source = SourceFile("job_conf.xml", b"", tmp_path)
    assert (source.load("macros.xml"), source.load("other.xml")) == (b"<macros/>", None)
    assert SourceFile("content", b"").load("macros.xml") is None


def test_byte_order_mark_is_removed() -> None:
    assert SourceFile("content", b"\xef\xbb\xbfa: 1").text() == "a: 1"


def test_only_utf_8_is_written() -> None:
    with pytest.raises(ClusterError, match="content: byte 3 is not UTF-8"):
        controller.SourceFile("content", b"ab\xe9").text()


@pytest.mark.parametrize(
    ("kind", "content", "expected"),
    [
        pytest.param("job_conf", "<job_conf/>", "<job_conf/>", id="text"),
        pytest.param("job_conf", {"tools": []}, "tools: []\n", id="data"),
        pytest.param("resource_params", [], '<?xml version="1.0"?>\n<parameters/>\n', id="list"),
    ],
)
def test_as_document(kind: t.Any, content: object, expected: str) -> None:
    assert controller.as_document(kind, content, "content").text() == expected


@pytest.mark.parametrize(
    ("value", "name"),
    [
        pytest.param({"managers": {"a": {}}}, "pulsar_configs: far*", id="data"),
        pytest.param("managers:\n  a: {}\n", "pulsar_configs: far*", id="text"),
        pytest.param("app.yml", "files/app.yml", id="path"),
    ],
)
def test_pulsar(folder: Path, value: object, name: str) -> None:
    (folder / "files" / "app.yml").write_text("managers: {a: {}}\n")
    app = controller_of(folder).pulsar(value, "far*")
    assert (app.options, app.pattern) == ({"managers": {"a": {}}}, "far*")
    assert app.source.path.removeprefix(f"{folder}/") == name


def test_partitions(folder: Path) -> None:
    (folder / "files" / "slurm.conf").write_text("NodeName=n1\nPartitionName=main Nodes=n1\n")
    assert [*controller_of(folder).partitions("slurm.conf")] == ["main"]


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        pytest.param("rules", ["a.py", "data/sizes.yml"], id="folder without hidden files"),
        pytest.param({"b.py": "x = 1\n", "c.txt": ""}, ["b.py", "c.txt"], id="texts"),
        pytest.param({}, [], id="none"),
    ],
)
def test_modules(folder: Path, value: object, paths: list[str]) -> None:
    assert [*controller_of(folder).modules(value, "rules")] == paths


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("job_conf.yml", "job_conf.yml: expected a folder of modules", id="file"),
        pytest.param({"a.py": 1}, "rules: expected a folder, or a mapping", id="number"),
        pytest.param(["a.py"], "rules: expected a folder, or a mapping", id="list"),
    ],
)
def test_invalid_modules(folder: Path, value: object, expected: str) -> None:
    with pytest.raises(ClusterError, match=expected):
        controller_of(folder).modules(value, "rules")


def test_modules_with_rules() -> None:
    names = ("__init__.py", "a.py", "data/b.py", "sizes.yml")
    modules = {name: SourceFile(f"rules: {name}", b"x = 1\n") for name in names}
    assert [document.source.path for document in controller.read_modules(modules)] == [
        "rules: a.py"
    ]


class Tagged(str):
    """A text of Ansible: a subclass that other libraries do not know."""

    __slots__ = ()


def test_types_of_ansible_are_taken_off() -> None:
    data = controller.plain({Tagged("a"): [Tagged("b"), 1, 1.5, True, None]})
    assert data == {"a": ["b", 1, 1.5, True, None]}
    assert [type(item) for item in (*data, *data["a"][:1])] == [str, str]
    assert data["a"][3] is True
