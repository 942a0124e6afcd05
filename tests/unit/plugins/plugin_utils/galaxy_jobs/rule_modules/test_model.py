# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule modules: their names, and the functions that Galaxy finds in them."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read,
)


@pytest.mark.parametrize("path", ["rules/20_site.py", "rules/20_site/__init__.py"])
def test_name_of_a_module(path: str) -> None:
    assert read("", path).name == "20_site"


def test_last_of_two() -> None:
    found = read("def f(): return 'a'\ndef f(): return 'b'", "f")
    last = found.find_function("f")
    assert last is not None
    assert [value.data for value in last.returns] == ["b"]
    assert found.find_function("g") is None
