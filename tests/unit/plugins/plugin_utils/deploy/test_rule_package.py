# SPDX-License-Identifier: GPL-3.0-or-later
"""The package of Python rules, and the files that a host needs or loses for it."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.controller import SourceFile
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy.rule_package import (
    RulePackage,
    plan_package,
)

DEST = "/srv/galaxy/rules"
RULE = b"def rule(user):\n    return 'main'\n"


class Host:
    """The paths of a host."""

    def __init__(self, *names: str) -> None:
        self._paths = [f"{DEST}/{name}" for name in names]

    def exists(self, path: str) -> bool:
        return any(known == path or known.startswith(f"{path}/") for known in self._paths)

    def below(self, directory: str) -> list[str]:
        return [path for path in self._paths if path.startswith(f"{directory}/")]


def package_of(host: Host, *names: str, **options: t.Any) -> RulePackage:
    """Return the plan for modules with these names."""
    modules = {name: SourceFile(name, RULE) for name in names}
    defaults = {"dest": DEST, "purge": False, "owner": None, "group": "galaxy"}
    return plan_package(
        host,  # type: ignore[arg-type]
        modules,
        {**defaults, "directory_mode": "0750", **options},
    )


@pytest.mark.parametrize(
    ("host", "names", "expected"),
    [
        pytest.param(Host(), ["a.py"], ["__init__.py", "a.py"], id="missing on the host"),
        pytest.param(Host("__init__.py"), ["a.py"], ["a.py"], id="kept on the host"),
        pytest.param(Host(), ["__init__.py", "a.py"], ["__init__.py", "a.py"], id="of the package"),
    ],
)
def test_package_has_an_init(host: Host, names: list[str], expected: list[str]) -> None:
    package = package_of(host, *names)
    assert sorted(package.rendering().files) == [f"{DEST}/{name}" for name in expected]
    assert package.paths() == [f"{DEST}/__init__.py", f"{DEST}/a.py"]


@pytest.mark.parametrize(
    ("host", "paths"),
    [
        pytest.param(Host(), [DEST, f"{DEST}/data"], id="none exists"),
        pytest.param(Host("a.py"), [f"{DEST}/data"], id="package exists"),
        pytest.param(Host("data/x"), [], id="all exist"),
    ],
)
def test_missing_directories(host: Host, paths: list[str]) -> None:
    rights = {"mode": "0750", "owner": "", "group": "galaxy"}
    expected = ({"paths": paths, **rights},) if paths else ()
    assert package_of(host, "a.py", "data/sizes.yml").directories == expected


@pytest.mark.parametrize(
    ("purge", "removed"),
    [
        pytest.param(True, [f"{DEST}/data/old.yml", f"{DEST}/old.py"], id="purge"),
        pytest.param(False, [], id="keep"),
    ],
)
def test_superfluous_files(purge: bool, removed: list[str]) -> None:
    host = Host("__init__.py", "__pycache__/a.pyc", "a.py", "old.py", "data/old.yml")
    package = package_of(host, "a.py", purge=purge)
    assert [*package.removed] == removed
    files = package.rendering().files
    assert [path for path, text in files.items() if text is None] == removed
    assert files[f"{DEST}/a.py"] == RULE.decode()


def test_documents() -> None:
    package = package_of(Host(), "a.py", "data/b.py", "sizes.yml")
    assert [document.source.path for document in package.documents()] == ["a.py"]


@pytest.mark.parametrize(
    ("name", "valid"),
    [
        pytest.param("data/../a.py", True, id="inside"),
        pytest.param("../a.py", False, id="outside"),
        pytest.param("../rules2/a.py", False, id="folder with the same beginning"),
        pytest.param("/etc/a.py", False, id="absolute"),
        pytest.param(".", False, id="package itself"),
    ],
)
def test_path_of_a_module(name: str, valid: bool) -> None:
    if valid:
        assert f"{DEST}/a.py" in package_of(Host(), name).paths()
    else:
        with pytest.raises(ClusterError, match="is outside the package"):
            package_of(Host(), name)


def test_module_that_is_not_utf_8() -> None:
    modules = {"a.py": SourceFile("rules: a.py", b"\xe9")}
    package = RulePackage(dest=DEST, modules=modules, removed=(), directories=())
    with pytest.raises(ClusterError, match="rules: a.py: byte 1 is not UTF-8"):
        package.rendering()
