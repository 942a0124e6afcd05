# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Rules about the options that destinations pass to batch systems."""

from __future__ import annotations

import typing as t
from abc import abstractmethod
from collections.abc import Iterator

from ....batch.request import OptionProblem
from ....text import Value
from ...context import Context
from ...finding import Edit, Finding, Fix
from ...rule import Rule


def part(value: Value, start: int, end: int) -> Value:
    """Return text[start:end] of a value, at its place; at the whole place if that is unknown."""
    text, place = str(value.data), value.place
    inside = place.text.find(text)
    verbatim = value.verbatim and inside >= 0 and end > start
    if verbatim:
        begin = place.start + inside
        place = place.source.span(begin + start, begin + end)
    return Value(text[start:end], place, verbatim)


class OptionRule(Rule):
    """A rule that reports problems of these kinds with options of these batch systems.

    Without systems it reports those of any.
    """

    needs = ("job_conf",)
    kinds: t.ClassVar[frozenset[str]]
    systems: t.ClassVar[frozenset[str]] = frozenset()

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the problems."""
        for destination, parsed in context.parsed_requests:
            if self.systems and parsed.system not in self.systems:
                continue
            for problem in parsed.problems:
                if problem.kind in self.kinds:
                    value = destination.params[problem.param].value
                    word = part(value, problem.start, problem.end)
                    yield self._finding(problem, parsed.system, word)

    def _finding(self, problem: OptionProblem, system: str, word: Value) -> Finding:
        replacement = self.replacement(problem, system)
        advice = f" Write '{replacement}'." if replacement else ""
        edits = (Edit(word.place, replacement),) if replacement and word.verbatim else ()
        fix = Fix(advice.strip(), edits) if edits else None
        return self.finding(word.place, f"{self.message(problem, system)}{advice}", fix)

    @abstractmethod
    def message(self, problem: OptionProblem, system: str) -> str:
        """Return the message for a problem."""

    def replacement(self, problem: OptionProblem, system: str) -> str | None:
        """Return a replacement of the words, None if none is known."""
        return None
