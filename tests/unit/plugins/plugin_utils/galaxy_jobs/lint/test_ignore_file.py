# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration file of the linter: which codes it ignores where, and its errors."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.ignore_file import (
    CONFIG_NAME,
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.noqa import (
    applies_to,
)

PATH = f"/site/{CONFIG_NAME}"


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        pytest.param("ignore: [GJ112, GJ113]", "/site/a.yml", ["GJ112", "GJ113"], id="all-files"),
        pytest.param("ignore: [GJ112]", "/site/config/a.yml", ["GJ112"], id="folder-inside"),
        pytest.param("ignore: [GJ112]", "/other/a.yml", [], id="folder-outside"),
        pytest.param("per_file: {test/*: [GJ112]}", "/site/test/a.yml", ["GJ112"], id="glob"),
        pytest.param("per_file: {test/*: [GJ112]}", "/site/a.yml", [], id="other-file"),
        pytest.param("", "/site/a.yml", [], id="empty"),
        pytest.param("ignore: []", "/site/a.yml", [], id="no-codes"),
    ],
)
def test_ignored_codes(text: str, path: str, expected: list[str]) -> None:
    found = read(text.encode(), PATH, "/site")
    assert [item.code for item in found if applies_to(item, path)] == expected


def test_the_folder_is_no_glob() -> None:
    (found,) = read(b"ignore: [GJ112]", "/[ab]/x", "/[ab]/")
    assert applies_to(found, "/[ab]/job_conf.yml")
    assert not applies_to(found, "/a/job_conf.yml")


def test_place_is_that_of_the_code() -> None:
    (found,) = read(b"per_file:\n  a.yml: [GJ112]\n", PATH, "/site")
    assert (found.place.text, str(found.place.position)) == ("GJ112", f"{PATH}:2:11")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("ignored: []", "1:1: Unknown key 'ignored'. Did you mean", id="key"),
        pytest.param("codes: []", "Unknown key 'codes'. Expected 'ignore' or", id="nothing-meant"),
        pytest.param("ignore: [GJ999]", "1:10: Unknown rule 'GJ999'.", id="code"),
        pytest.param("ignore: GJ112", "1:9: Expected a list of codes", id="no-list"),
        pytest.param("per_file: [GJ112]", "1:11: Expected a mapping.", id="no-globs"),
        pytest.param("[GJ112]", "1:1: Expected a mapping.", id="no-mapping"),
        pytest.param("ignore: [", "Not YAML", id="not-yaml"),
        pytest.param("ignore: []\nignore: []", "2:1: Duplicate key 'ignore'", id="twice"),
    ],
)
def test_errors(text: str, message: str) -> None:
    with pytest.raises(ClusterError) as caught:
        read(text.encode(), PATH, "/site")
    assert str(caught.value).startswith(PATH)
    assert message in str(caught.value)


def test_all_errors_are_reported() -> None:
    with pytest.raises(ClusterError) as caught:
        read(b"ignored: []\nignore: [GJ999, GJ998]\n", PATH, "/site")
    assert len(str(caught.value).splitlines()) == 3
