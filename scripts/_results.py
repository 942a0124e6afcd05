# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of the tests: duration and number of tests of each part, and the final table."""

from __future__ import annotations

import dataclasses
import re
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

STAGE = re.compile(r"> (\w+)\] Executed")  # Molecule's line at the end of a stage


@dataclasses.dataclass(frozen=True)
class Result:
    """One part of the tests: its duration and the tests it ran.

    failed: name and last lines of output of each failed test
    stages: seconds spent in each of Molecule's stages, in the order they ran
    """

    title: str
    seconds: float
    passed: int
    failed: list[str]
    stages: Mapping[str, float] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Results:
    """The results so far. Parallel parts take the lock to print."""

    parallel: bool = False
    done: list[Result] = dataclasses.field(default_factory=list)
    lock: threading.Lock = dataclasses.field(default_factory=threading.Lock)
    start: float = dataclasses.field(default_factory=time.monotonic)

    @property
    def passed(self) -> int:
        """Number of tests that passed."""
        return sum(result.passed for result in self.done)

    @property
    def failed(self) -> list[str]:
        """Every failed test."""
        return [name for result in self.done for name in result.failed]

    def table(self) -> str:
        """Return a table of the parts, longest first."""
        width = max(len(result.title) for result in self.done)
        rows = [f"{'part':{width}}  seconds  tests"]
        for result in sorted(self.done, key=lambda result: -result.seconds):
            rows.append(f"{result.title:{width}}  {_columns(result)}")
        seconds = time.monotonic() - self.start
        rows.append(f"{'total':{width}}  {seconds:7.0f}  {self.passed + len(self.failed):5}")
        return "\n".join(rows)


def _columns(result: Result) -> str:
    """Return the numbers of a row and the stages of a scenario."""
    stages = ", ".join(f"{name} {seconds:.0f}" for name, seconds in result.stages.items())
    failed = f"  {len(result.failed)} FAILED" if result.failed else ""
    count = result.passed + len(result.failed)
    return f"{result.seconds:7.0f}  {count:5}{failed}  {stages}".rstrip()


def stages_of(lines: Iterable[tuple[float, str]]) -> dict[str, float]:
    """Return the seconds of each of Molecule's stages, from output lines with their times."""
    stages: dict[str, float] = {}
    begin = 0.0
    for end, line in lines:
        if found := STAGE.search(line):
            stages[found[1]] = stages.get(found[1], 0) + end - begin
            begin = end
    return stages


def count_tests(title: str, ok: bool, report: Path | None) -> tuple[int, list[str]]:
    """Return how many tests of a junit report passed, and which failed.

    A command without a report counts as one test.
    """
    if report is None or not report.exists():
        return int(ok), [] if ok else [title]
    suite = next(iter(ET.parse(report).getroot().iter("testsuite")))
    failed = [f"{title}: {name}" for name in _failures(suite)]
    passed = int(suite.get("tests", 0)) - len(failed) - int(suite.get("skipped", 0))
    return passed, failed or ([] if ok else [title])


def _failures(suite: ET.Element) -> Iterator[str]:
    """Yield the name of each failed test and the end of its output."""
    for case in suite.iter("testcase"):
        for problem in (*case.iter("failure"), *case.iter("error")):
            lines = str(problem.text or problem.get("message")).splitlines()
            output = "\n".join(f"        {line}" for line in lines[-12:])
            yield f"{case.get('classname')}.{case.get('name')}\n{output}"
