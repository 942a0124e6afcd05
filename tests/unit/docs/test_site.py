# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the command line, and the navigation of the site."""

from __future__ import annotations

import importlib.util
import typing as t
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[3] / "docs"


def load(name: str) -> t.Any:
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


command_page = load("command_page")
navigation = load("navigation")

INDEX = """\
Guides
------

.. toctree::
    :maxdepth: 1

    docsite/guide_slurm

.. _plugin_index_for_x:

Plugin Index
------------

.. toctree::
    :maxdepth: 1
    :hidden:

    job_conf_module

.. _role_plugins_in_x:

Role Index
----------

.. toctree::
    :maxdepth: 1
    :hidden:

    slurm_role
"""


def test_command_page_describes_each_command() -> None:
    page = command_page.page()
    for _name, _summary, parser in command_page.commands(command_page.galaxy_jobs([])):
        assert f"\n{parser.prog}\n{'-' * len(parser.prog)}\n" in page
        for action in parser._get_optional_actions()[1:]:
            assert f"\n``{action.option_strings[0]}" in page


@pytest.mark.parametrize(
    ("epilog", "expected"),
    [
        pytest.param("", [], id="none"),
        pytest.param("See the guide.", ["See the guide."], id="text"),
        pytest.param(
            "Exit code: 0 good, or empty, 1 failed.",
            ["Exit codes:", "- 0: good, or empty\n- 1: failed"],
            id="codes",
        ),
    ],
)
def test_exit_codes(epilog: str, expected: list[str]) -> None:
    assert [*command_page.exit_codes(epilog)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("files, or folders", "Files, or folders."),
        ("job_conf (XML or YAML)", "job_conf (XML or YAML)."),
        ("print the version.", "Print the version."),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert command_page.sentence(text) == expected


def test_navigation_has_captions_and_short_titles() -> None:
    page = navigation.with_sections(INDEX)
    assert (
        ".. toctree::\n    :caption: Guides\n    :maxdepth: 1\n\n    docsite/guide_slurm\n" in page
    )
    assert (
        "    :caption: Modules\n    :maxdepth: 1\n    :hidden:\n\n    job_conf <job_conf_mod"
        in page
    )
    assert page.index("slurm <slurm_role>") < page.index("job_conf <job_conf_module>")
