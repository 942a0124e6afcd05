# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that deploys rule modules, with a dictionary as the host."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.action import job_rules
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.controller import Controller

DEST = "/srv/galaxy/rules"
RULE = "def rule(user):\n    return 'main'\n"


class Files:
    """The text files and directories of a host."""

    def __init__(self, **texts: str) -> None:
        self.texts = {f"{DEST}/{name}.py": text for name, text in texts.items()}
        self.made: list[str] = []

    def exists(self, path: str) -> bool:
        return any(name == path or name.startswith(f"{path}/") for name in self.texts)

    def below(self, directory: str) -> list[str]:
        return [path for path in self.texts if path.startswith(f"{directory}/")]

    def deploy(
        self, files: list[dict[str, t.Any]], directories: list[dict[str, t.Any]]
    ) -> dict[str, t.Any]:
        before = dict(self.texts)
        self.made += [path for kind in directories for path in kind["paths"]]
        for file in files:
            if file["content"] is None:
                del self.texts[file["path"]]
            else:
                self.texts[file["path"]] = file["content"]
        return {"changed": before != self.texts, "files": [], "diff": []}


class Action:
    """The methods of an action that find files on the controller."""

    class _loader:  # noqa: N801
        get_real_file = staticmethod(lambda path: path)
        cleanup_tmp_file = staticmethod(lambda path: None)

    def _find_needle(self, directory: str, path: str) -> str:
        return path


def deploy(files: Files, **arguments: t.Any) -> dict[str, t.Any]:
    """Return the result of the task with these arguments."""
    defaults = {name: option.get("default") for name, option in job_rules._ARGUMENTS.items()}
    controller = Controller(Action(), None)  # type: ignore[arg-type]
    return job_rules._deploy(
        controller,
        files,  # type: ignore[arg-type]
        {**defaults, "dest": DEST, **arguments},
    )


def test_a_package_is_made() -> None:
    files = Files()
    assert deploy(files, content={"a.py": RULE})["changed"] is True
    assert files.texts == {f"{DEST}/a.py": RULE, f"{DEST}/__init__.py": ""}
    assert files.made == [DEST]
    assert deploy(files, content={"a.py": RULE})["changed"] is False


def test_folder_is_taken_whole(tmp_path: Path) -> None:
    for name in ("a.py", "data/sizes.yml", "__pycache__/a.pyc", ".git/config"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(RULE if name == "a.py" else "1")
    files = Files(__init__="# ours")
    deploy(files, src=str(tmp_path))
    assert [*files.texts] == [f"{DEST}/{n}" for n in ("__init__.py", "a.py", "data/sizes.yml")]
    assert files.texts[f"{DEST}/__init__.py"] == "# ours"
    assert files.made == [f"{DEST}/data"]


@pytest.mark.parametrize(
    ("purge", "left"), [(True, ["__init__", "a"]), (False, ["__init__", "a", "old"])]
)
def test_what_went_away(purge: bool, left: list[str]) -> None:
    files = Files(__init__="", a=RULE, old=RULE)
    result = deploy(files, content={"a.py": RULE}, purge=purge)
    assert (result["changed"], result["removed"]) == (purge, [f"{DEST}/old.py"] * purge)
    assert [*files.texts] == [f"{DEST}/{name}.py" for name in left]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        pytest.param(
            {"content": {"../a.py": RULE}}, "'../a.py' is outside the package", id="outside"
        ),
        pytest.param({"content": {"/a.py": RULE}}, "'/a.py' is outside the package", id="absolute"),
        pytest.param(
            {"content": {"a.py": 1}}, "content: expected a folder, or a mapping", id="number"
        ),
        pytest.param(
            {"content": {"a.py": "def"}}, "content: a.py:1:4: error GJ401", id="not-python"
        ),
        pytest.param({"src": "/nowhere"}, "/nowhere: expected a folder", id="no-folder"),
    ],
)
def test_refused(arguments: dict[str, t.Any], sentence: str) -> None:
    files = Files()
    with pytest.raises(ClusterError) as error:
        deploy(files, **arguments)
    assert sentence in str(error.value)
    assert (files.texts, files.made) == ({}, [])
