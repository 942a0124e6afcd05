# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation names only variables, rules, options and files that exist."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli import main
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES

ROOT = Path(__file__).resolve().parents[3]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *sorted((ROOT / "docs" / "docsite" / "rst").glob("*.rst")),
]
ROLES = sorted(path.name for path in (ROOT / "roles").iterdir() if path.is_dir())
VARIABLE = re.compile(rf"\b(?:{'|'.join(ROLES)})_[a-z][a-z_]*\b(?!\.(?:rst|yml|md|py)|[/#.])")
# Variables and options of other software, and names of modules.
OTHER = {"slurm_drmaa", "slurm_conf", "slurm_drmaa_library", "pulsar_endpoint", "pulsar_configs"}
SBATCH = {"--nodes", "--ntasks", "--cpus-per-task", "--mem", "--time"}
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def variables() -> Iterator[str]:
    """Yield the variables of all roles, and those that a role has replaced."""
    for role in ROLES:
        text = (ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text()
        for point in yaml.safe_load(text)["argument_specs"].values():
            yield from point["options"]
    replaced = yaml.safe_load((ROOT / "roles" / "pulsar" / "vars" / "main.yml").read_text())
    yield from replaced["_pulsar_replaced"]


@each_page
def test_variables_exist(page: Path) -> None:
    named = set(VARIABLE.findall(page.read_text()))
    assert named - OTHER - {*variables()} == set()


@each_page
def test_rules_exist(page: Path) -> None:
    codes = set(re.findall(r"\bGJ\d{3}\b", page.read_text())) - {"GJ199"}  # the example of a rule
    assert codes - {rule.code for rule in RULES} == set()


def options(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the options of a command and its subcommands."""
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from options(command)


@pytest.mark.parametrize("page", ["guide_lint.rst", "guide_routing.rst"])
def test_options_of_galaxy_jobs_exist(page: str) -> None:
    text = (ROOT / "docs" / "docsite" / "rst" / page).read_text()
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named - SBATCH - {*options(main.make_parser([]))} == set()
