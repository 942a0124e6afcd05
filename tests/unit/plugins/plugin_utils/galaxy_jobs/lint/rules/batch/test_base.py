# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the rules about options of batch systems."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.batch.request import (
    OptionProblem,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.batch.base import (
    OptionRule,
    part,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import (
    Source,
    Value,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

CONF = """\
runners:
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: main
  environments:
    main:
      runner: slurm
      native_specification: %s
"""


class Number(OptionRule):
    """A rule about invalid numbers."""

    code = "GJ699"
    name = "invalid-number"
    effect = "job"
    kinds = frozenset({"invalid-number"})

    def message(self, problem: OptionProblem, system: str) -> str:
        return f"{system}: '{problem.value}' is no number."


class Replaced(Number):
    """The same rule, with a replacement."""

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        return f"{problem.option}=1"


class GridEngine(Number):
    """The same rule, for another batch system."""

    systems = frozenset({"Grid Engine"})


class SlurmDrmaa(Number):
    """The same rule, for this batch system."""

    systems = frozenset({"slurm-drmaa"})


def findings(rule: OptionRule, specification: str) -> list[tuple[str, str, bool]]:
    """Return the place and message of each finding, and whether it has a fix."""
    context = context_of({"job_conf.yml": (CONF % specification).encode()})
    return [
        (finding.place.text, finding.message, finding.fix is not None)
        for finding in rule.check(context)
    ]


@pytest.mark.parametrize(
    ("verbatim", "start", "end", "expected"),
    [
        pytest.param(True, 3, 4, ("4", "4", True), id="inside quotes"),
        pytest.param(False, 3, 4, ("4", '"-c 4"', False), id="not verbatim"),
        pytest.param(True, 2, 2, ("", '"-c 4"', False), id="empty"),
    ],
)
def test_part(verbatim: bool, start: int, end: int, expected: tuple[str, str, bool]) -> None:
    source = Source("f", 'a: "-c 4"')
    found = part(Value("-c 4", source.span(3, 9), verbatim), start, end)
    assert (found.data, found.place.text, found.verbatim) == expected


def test_part_of_an_escaped_value() -> None:
    source = Source("f", r'a: "-c\x204"')
    found = part(Value("-c 4", source.span(3, 12)), 3, 4)
    assert (found.data, found.place.text, found.verbatim) == ("4", r'"-c\x204"', False)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param(Number(), True, id="any system"),
        pytest.param(SlurmDrmaa(), True, id="this system"),
        pytest.param(GridEngine(), False, id="another system"),
    ],
)
def test_systems(rule: OptionRule, expected: bool) -> None:
    found = findings(rule, "--mem=4000 --ntasks=two")
    message = "slurm-drmaa: 'two' is no number."
    assert found == ([("--ntasks=two", message, False)] if expected else [])


@pytest.mark.parametrize(
    "specification",
    [
        pytest.param("--ntasks=2 -N 1", id="valid"),
        pytest.param("--mem=4GiB", id="problem of another kind"),
    ],
)
def test_no_finding(specification: str) -> None:
    assert findings(Number(), specification) == []


@pytest.mark.parametrize(
    ("specification", "fixed"),
    [
        pytest.param("--ntasks=two", True, id="plain"),
        pytest.param(r'"--ntasks=tw\x6f"', False, id="escaped"),
    ],
)
def test_replacement(specification: str, fixed: bool) -> None:
    [(_place, message, has_fix)] = findings(Replaced(), specification)
    assert message.endswith(" Write '--ntasks=1'.")
    assert has_fix is fixed
