# SPDX-License-Identifier: GPL-3.0-or-later
"""What TPV's own linter says becomes findings. Outputs: total-perspective-vortex 3.3.0."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.tpv import (
    Checked,
    config_files,
    has_finished,
    is_tpv,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

FILE = """\
global:
  default_inherits: default
tools:
  default:
    cores: 2
    gpux: 3
  bwa:
    inherits: gone
    mem: coress * 4
destinations:
  slurm2:
    cores: 3
"""
MYPY = """\
WARNING: tpv.commands.linter: T103: /tmp/tmpmsztsboj.py:12: error: Skipping analyzing \
"tpv.core.entities": module is installed, but missing library stubs or py.typed marker  \
[import-untyped]
WARNING: tpv.commands.linter: T103: /tmp/tmpmsztsboj.py:12: note: See \
https://mypy.readthedocs.io/en/stable/running_mypy.html#missing-imports
WARNING: tpv.commands.linter: T103: /tmp/tmpmsztsboj.py:63: error: Name "coress" is not defined; \
did you mean "cores"?  [name-defined]
"""
FIELD = """\
WARNING: tpv.commands.linter: T104: Unexpected field '.tools.default.gpux' - make sure the field \
is nested correctly or manually silence warning
"""
RUNNER = """\
ERROR: tpv.commands.linter: Destination 'slurm2' does not define the runner parameter. The runner \
parameter is mandatory.
INFO : tpv.commands.shell: lint failed.
"""
PARENT = """\
ERROR: tpv.core.loader: Error loading TPV config: tpv.yml
Traceback (most recent call last):
  File "/venv/lib/python3.11/site-packages/tpv/core/loader.py", line 96, in process_inheritance
    raise InvalidParentException(
tpv.core.loader.InvalidParentException: The specified parent: gone for entity: bwa does not exist
ERROR: tpv.commands.linter: Linting failed due to syntax errors in yaml file: The specified \
parent: gone for entity: bwa does not exist
INFO : tpv.commands.shell: lint failed.
"""
NOT_YAML = """\
ERROR: tpv.commands.linter: Linting failed due to syntax errors in yaml file: while parsing a flow \
node
expected the node content, but found '<stream end>'
  in "tpv.yml", line 2, column 3
INFO : tpv.commands.shell: lint failed.
"""
FORM = """\
ERROR: tpv.commands.linter: Linting failed due to syntax errors in yaml file: 1 validation error \
for TPVConfig
tools
  Input should be a valid dictionary [type=dict_type, input_value=3, input_type=int]
    For further information visit https://errors.pydantic.dev/2.14/v/dict_type
INFO : tpv.commands.shell: lint failed.
"""
NO_PARENT = "The specified parent: gone for entity: bwa does not exist"


@pytest.mark.parametrize(
    ("output", "whole", "expected"),
    [
        pytest.param("INFO : tpv.commands.shell: lint successful.\n", True, [], id="nothing"),
        pytest.param(
            MYPY,
            True,
            [
                (
                    "warning",
                    9,
                    'T103: Name "coress" is not defined; did you mean "cores"?  [name-defined]',
                )
            ],
            id="mypy-without-noise",
        ),
        pytest.param(
            FIELD,
            True,
            [
                (
                    "warning",
                    6,
                    "T104: Unexpected field '.tools.default.gpux' - make sure the field is nested "
                    "correctly or manually silence warning",
                )
            ],
            id="field",
        ),
        pytest.param(
            RUNNER,
            True,
            [
                (
                    "error",
                    11,
                    "Destination 'slurm2' does not define the runner parameter. The runner "
                    "parameter is mandatory.",
                )
            ],
            id="destination",
        ),
        pytest.param(PARENT, True, [("error", 7, NO_PARENT)], id="parent"),
        pytest.param(PARENT, False, [("warning", 7, NO_PARENT)], id="parent-elsewhere"),
        pytest.param(
            NOT_YAML,
            True,
            [
                (
                    "error",
                    2,
                    "while parsing a flow node expected the node content, but found "
                    "'<stream end>' in \"tpv.yml\", line 2, column 3",
                )
            ],
            id="not-yaml",
        ),
        pytest.param(
            FORM,
            True,
            [
                (
                    "error",
                    1,
                    "1 validation error for TPVConfig tools Input should be a valid dictionary "
                    "[type=dict_type, input_value=3, input_type=int]",
                )
            ],
            id="form",
        ),
    ],
)
def test_what_tpv_says(output: str, whole: bool, expected: list[tuple[str, int, str]]) -> None:
    checked = Checked((Source("tpv.yml", FILE),), output, whole)
    found = lint(Context(tpv=(checked,)))
    assert {finding.code for finding in found} <= {"GJ550"}
    assert [
        (finding.severity, finding.place.position.line, finding.message.removeprefix("TPV: "))
        for finding in found
    ] == expected


def test_a_name_is_looked_for_in_the_last_file_first() -> None:
    sources = (Source("shared.yml", FILE), Source("site.yml", "tools:\n  bwa: {mem: 1}\n"))
    [found] = lint(Context(tpv=(Checked(sources, PARENT),)))
    assert str(found.place.position) == "site.yml:2:3"


@pytest.mark.parametrize(
    ("output", "finished"),
    [
        pytest.param(RUNNER, True, id="failed"),
        pytest.param("INFO : tpv.commands.shell: lint successful.", True, id="successful"),
        pytest.param("ModuleNotFoundError: No module named 'galaxy'", False, id="no-galaxy"),
        pytest.param(MYPY, False, id="cut"),
    ],
)
def test_has_finished(output: str, finished: bool) -> None:
    assert has_finished(output) is finished


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(FILE, True, id="whole"),
        pytest.param("tools:\n  .*bwa.*:\n    cores: 4\n", True, id="tools"),
        pytest.param("tools:\n- name: bwa\n  owner: iuc\n", False, id="tool-list"),
        pytest.param("tools:\n  bwa:\n    rules: []\nverbose: true\n", False, id="dtd"),
        pytest.param("galaxy:\n  cores: 4\n", False, id="galaxy-yml"),
    ],
)
def test_is_tpv(text: str, expected: bool) -> None:
    assert is_tpv(text) is expected


@pytest.mark.parametrize(
    ("param", "expected"),
    [
        pytest.param("[a.yml, 'https://b/c.yml']", ["a.yml", "https://b/c.yml"], id="list"),
        pytest.param("a.yml, b.yml", ["a.yml", "b.yml"], id="text"),
        pytest.param("a.yml", ["a.yml"], id="one"),
    ],
)
def test_config_files(param: str, expected: list[str]) -> None:
    text = f"execution: {{environments: {{t: {{runner: dynamic_tpv, tpv_config_files: {param}}}}}}}"
    if param == "a.yml, b.yml":
        text = text.replace(param, f"'{param}'")
    conf = read_yaml(f"runners: {{}}\n{text}\n", "job_conf.yml")
    assert [name for one in conf.destinations for name in config_files(one)] == expected


ROUTED = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
handling: {assign: [db-skip-locked], processes: {handler_0: {tags: [special]}}}
execution:
  default: tpv
  environments:
    tpv: {runner: dynamic_tpv, tpv_config_files: [tpv.yml]}
    slurm: {runner: slurm}
tools:
- {id: upload1, environment: slurm}
"""


@pytest.mark.parametrize(
    "conf",
    [
        pytest.param(ROUTED, id="shortcut"),
        pytest.param(
            ROUTED.replace(
                "runner: dynamic_tpv,",
                "runner: dynamic, type: python, function: map_tool_to_destination, "
                "rules_module: tpv.rules,",
            ),
            id="long",
        ),
    ],
)
def test_what_tpv_may_use_is_not_called_unused(conf: str) -> None:
    document = read_yaml(conf, "job_conf.yml")
    assert [str(finding.message) for finding in lint(Context(job_conf=document, rules=()))] == []
