# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Rules about the words in which destinations ask batch systems."""

from __future__ import annotations

import typing as t
from abc import abstractmethod
from collections.abc import Iterator

from ....batch.request import Flaw
from ....text import Value
from ...context import Context
from ...finding import Edit, Finding, Fix
from ...rule import Rule


def part(value: Value, start: int, end: int) -> Value:
    """Return text[start:end] of a value, at its place; the whole place when that is not known."""
    text, place = str(value.data), value.place
    inside = place.text.find(text)
    verbatim = value.verbatim and inside >= 0 and end > start
    if verbatim:
        begin = place.start + inside
        place = place.source.place(begin + start, begin + end)
    return Value(text[start:end], place, verbatim)


class NativeRule(Rule):
    """A rule about single words of what a destination asks for: flaws of these kinds.

    systems are those whose words it is about, none for all.
    """

    needs = ("job_conf",)
    kinds: t.ClassVar[frozenset[str]]
    systems: t.ClassVar[frozenset[str]] = frozenset()

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the words."""
        for destination, native in context.natives:
            for flaw in native.flaws:
                if flaw.kind in self.kinds and (native.system in self.systems or not self.systems):
                    value = destination.params[flaw.param].value
                    yield self._found(flaw, native.system, part(value, flaw.start, flaw.end))

    def _found(self, flaw: Flaw, system: str, word: Value) -> Finding:
        better = self.instead(flaw, system)
        advice = f" Write '{better}'." if better else ""
        edits = (Edit(word.place, better),) if better and word.verbatim else ()
        fix = Fix(advice.strip(), edits) if edits else None
        return self.finding(word.place, f"{self.message(flaw, system)}{advice}", fix)

    @abstractmethod
    def message(self, flaw: Flaw, system: str) -> str:
        """Return what is wrong."""

    def instead(self, flaw: Flaw, system: str) -> str | None:
        """Return what to write in place of the words, None when nobody knows."""
        return None
