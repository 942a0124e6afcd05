# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files are read as what, and which of them belong together."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.files import (
    Files,
    read_file,
    read_import,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    ToolDestinations,
)

CONF = "runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}\n"
DESTINATIONS = "default_destination: main\nverbose: false\ntools: {}\n"
TPV = "tools:\n  default: {cores: 2}\n"


def write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.yml").write_text(text)


def grouped(files: Files) -> list[set[str]]:
    """Return the names of the documents that belong together."""
    return [
        {Path(item.source.path).name for item in context.documents()}
        for context in files.contexts()
    ]


def test_kinds_are_recognized(tmp_path: Path) -> None:
    write(tmp_path, conf=CONF, rules=DESTINATIONS, tpv=TPV, other="a: 1")
    files = Files()
    files.add_folder(tmp_path)
    kinds = {path.stem: type(item) for path, item in files.documents.items()}
    assert kinds == {"conf": JobConf, "rules": ToolDestinations}
    assert ([path.stem for path in files.tpv], files.errors) == (["tpv"], [])


def test_an_unknown_file_is_an_error_only_if_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, other="a: 1")
    files = Files()
    files.add(tmp_path / "other.yml", None)
    assert ["unknown kind of document" in error for error in files.errors] == [True]


def test_hidden_files_and_folders_are_not_searched(tmp_path: Path) -> None:
    write(tmp_path / ".git", conf=CONF)
    write(tmp_path, **{".conf": CONF})
    files = Files()
    files.add_folder(tmp_path)
    assert (files.documents, files.errors) == ({}, [])


def test_templates(tmp_path: Path) -> None:
    """A template is an error if it is named, and a notice if it is found."""
    write(tmp_path, conf="runners: {{ runners }}\n")
    files = Files()
    files.add_folder(tmp_path)
    files.add(tmp_path / "conf.yml", "job_conf")
    message = f"{tmp_path}/conf.yml: Jinja templates are not checked; lint the rendered file."
    assert (files.notices, files.errors) == ([message], [message])


def test_one_group_for_one_document_of_each_kind(tmp_path: Path) -> None:
    write(tmp_path / "a", conf=CONF)
    write(tmp_path / "b", rules=DESTINATIONS)
    files = Files()
    files.add_folder(tmp_path)
    assert grouped(files) == [{"conf.yml", "rules.yml"}]


def test_groups_by_folder(tmp_path: Path) -> None:
    write(tmp_path / "a", conf_a=CONF, rules_a=DESTINATIONS)
    write(tmp_path / "b", conf_b=CONF)
    files = Files()
    files.add_folder(tmp_path)
    assert grouped(files) == [{"conf_a.yml", "rules_a.yml"}, {"conf_b.yml"}]


def test_documents_of_a_kind_in_one_folder_are_groups(tmp_path: Path) -> None:
    write(tmp_path, conf_a=CONF, conf_b=CONF, rules=DESTINATIONS)
    files = Files()
    files.add_folder(tmp_path)
    assert grouped(files) == [{"conf_a.yml"}, {"conf_b.yml"}, {"rules.yml"}]


def test_a_named_document_belongs_to_all_groups(tmp_path: Path) -> None:
    write(tmp_path, rules=DESTINATIONS)
    write(tmp_path / "a", conf_a=CONF)
    write(tmp_path / "b", conf_b=CONF, rules_b=DESTINATIONS)
    files = Files()
    files.add(tmp_path / "rules.yml", "tool_destinations")
    for name in "ab":
        files.add_folder(tmp_path / name)
    assert grouped(files) == [
        {"rules.yml", "conf_a.yml"},
        {"rules.yml", "conf_b.yml"},
        {"rules_b.yml"},
    ]


def test_changed_contents_replace_files(tmp_path: Path) -> None:
    write(tmp_path, conf=CONF)
    path = tmp_path / "conf.yml"
    files = Files({str(path): DESTINATIONS.encode()})
    files.add(path, None)
    assert isinstance(files.documents[path], ToolDestinations)


def test_rule_modules(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    for name in ("__init__.py", "one.py", "package/__init__.py", "package/deep.py"):
        (tmp_path / name).write_text("def rule():\n    return 'main'\n")
    files = Files()
    files.add_rules(tmp_path)
    paths = [Path(module.source.path) for module in files.rules or ()]
    assert [str(path.relative_to(tmp_path)) for path in paths] == ["one.py", "package/__init__.py"]
    files.add_rules(tmp_path / "nowhere")
    assert files.errors == [f"{tmp_path}/nowhere: expected the folder of a rules module."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("missing.yml", "No such file or directory", id="missing"),
        pytest.param(".", "not a file", id="folder"),
    ],
)
def test_unreadable_file(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ClusterError, match=f"^{tmp_path / name}: {message}"):
        read_file(tmp_path / name)


def test_imports_stay_in_their_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "sub" / "link").symlink_to("../secret")
    (tmp_path / "sub" / "macros.xml").write_text("y")
    folder = tmp_path / "sub"
    assert (read_import(folder, "macros.xml"), read_import(folder, "no.xml")) == (b"y", None)
    for name in ("../secret", "link", str(tmp_path / "secret")):
        with pytest.raises(ClusterError, match="not opened"):
            read_import(folder, name)
