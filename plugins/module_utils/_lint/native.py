# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What the destinations of a job_conf ask batch systems for, and rules about the words."""

from __future__ import annotations

import typing as t
from abc import abstractmethod
from collections.abc import Iterable, Iterator

from .._job_conf.model import Destination, JobConf
from .._native.read import read
from .._native.request import Flaw, Native
from .._text import Place, Value
from .finding import Edit, Finding, Fix
from .rule import JobConfRule
from .usage import class_of, reached, runner_of


def natives(
    conf: JobConf, destinations: Iterable[Destination]
) -> Iterator[tuple[Destination, Native]]:
    """Yield destinations with what their jobs ask for, as far as the document tells."""
    for destination in destinations:
        of = class_of(runner_of(conf, destination))
        native = read(of.load, plain_params(destination)) if of else None
        if native is not None:
            yield destination, native


def plain_params(destination: Destination) -> dict[str, object]:
    """Return the parameters whose values the document alone tells."""
    return {
        name: param.value.plain()
        for name, param in destination.params.items()
        if isinstance(name, str) and param.fixed
    }


def part(value: Value, start: int, end: int) -> Value:
    """Return text[start:end] of a value, at its place; the whole place when that is not known."""
    text, place = str(value.data), value.place
    inside = place.text.find(text)
    verbatim = value.verbatim and inside >= 0 and end > start
    if verbatim:
        begin = place.start + inside
        place = place.source.place(begin + start, begin + end)
    return Value(text[start:end], place, verbatim)


class NativeRule(JobConfRule):
    """A rule about single words of what a destination asks for: flaws of these kinds.

    systems are those whose words it is about, none for all.
    """

    kinds: t.ClassVar[frozenset[str]]
    systems: t.ClassVar[frozenset[str]] = frozenset()

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the words."""
        for destination, native in natives(conf, reached(conf)):
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


def place_of(destination: Destination, name: str) -> Place:
    """Return the place of the value of a parameter."""
    return destination.params[name].value.place
