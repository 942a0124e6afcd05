# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule on the page "Add a lint rule" works as it stands there."""

from __future__ import annotations

import importlib.util
import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import limits
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

EXAMPLE = Path(__file__).resolve().parents[3] / "docs" / "examples" / "add_a_rule"
CASES = yaml.safe_load((EXAMPLE / "gj199_huge_limit.yml").read_text())


@pytest.fixture(scope="module")
def rule() -> t.Any:
    path = EXAMPLE / "gj199_huge_limit.py"
    spec = importlib.util.spec_from_file_location(f"{limits.__name__}.{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.HugeLimit()


def places(rule: t.Any, case: dict[str, t.Any]) -> list[str]:
    """Return the places of the findings, as cases have them."""
    documents = {path: str(text).encode() for path, text in case.items() if path.startswith("job")}
    return [
        "{}:{}:{} {!r}".format(*finding.place.position, finding.place.text)
        for finding in rule.check(context_of(documents))
    ]


@pytest.mark.parametrize("name", CASES["bad"])
def test_bad_case(rule: t.Any, name: str) -> None:
    assert places(rule, CASES["bad"][name]) == CASES["bad"][name]["found"]


@pytest.mark.parametrize("name", CASES["good"])
def test_good_case(rule: t.Any, name: str) -> None:
    assert places(rule, CASES["good"][name]) == []


def test_name_matches_the_file(rule: t.Any) -> None:
    stem = f"{rule.code.lower()}_{rule.name.replace('-', '_')}"
    assert (EXAMPLE / f"{stem}.py").exists()
