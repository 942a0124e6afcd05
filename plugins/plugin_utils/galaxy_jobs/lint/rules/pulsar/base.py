# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Destinations of Galaxy beside the app.yml of the Pulsar that they lead to.

Galaxy 26.1.2, galaxy/jobs/runners/pulsar.py; Pulsar 0.16.0, pulsar/client/, for who reads what.
"""

from __future__ import annotations

import re
import typing as t
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

from ....job_conf.model import Destination, Param, Runner
from ....pulsar.check import managers_of
from ....pulsar.options import DEFAULT_MANAGER
from ....pulsar.read import App
from ....text import Place
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import class_of, reached, runner_of, text_of

_CLASS = re.compile(r"\.pulsar:Pulsar(REST|MQ|Legacy)JobRunner$")
_IN_URL = re.compile(r"/managers/([^/?#]+)")
_FILLED_IN = "$"


class End(t.NamedTuple):
    """A destination, its runner, and the Pulsar behind them."""

    destination: Destination
    runner: Runner
    kind: str
    app: App

    @property
    def name(self) -> str:
        """Return the id of the destination."""
        return str(self.destination.id.data)

    @property
    def by_queue(self) -> bool:
        """Return whether Galaxy reaches Pulsar through a message queue."""
        return self.kind == "MQ"

    def param(self, name: str) -> Param | None:
        """Return a parameter of the destination."""
        return self.destination.params.get(name)

    def text(self, name: str, default: str | None = None) -> str | None:
        """Return the text of a parameter, None when the document alone does not tell it."""
        param = self.param(name)
        return default if param is None else self._told(param)

    def of_runner(self, name: str) -> str | None:
        """Return the text of a parameter of the runner, as text does for the destination."""
        return self._told(self.runner.params.get(name))

    @property
    def manager_param(self) -> Param | None:
        """Return the parameter by which Galaxy names the manager, None when it names none."""
        if self.by_queue:
            return self.runner.params.get("manager")
        url = self.param("url")
        return url if url and _IN_URL.search(str(url.value.data)) else self.param("manager")

    @property
    def manager(self) -> str | None:
        """Return the name of the manager, None when the document alone does not tell it."""
        param = self.manager_param
        if param is None or param.value.data is None:
            return DEFAULT_MANAGER
        told = self._told(param)
        found = _IN_URL.search(told) if told and param is self.param("url") else None
        return found[1] if found else told

    @property
    def managers(self) -> Mapping[str, t.Any]:
        """Return the managers of Pulsar by name; none when another file has them."""
        return managers_of(self.app.options)

    @property
    def options(self) -> Mapping[str, t.Any] | None:
        """Return the options of the manager, None when they are not known."""
        options = self.managers.get(self.manager or "")
        return options if isinstance(options, Mapping) else None

    def place(self, param: Param | None) -> Place:
        """Return where a parameter stands, or the id of the destination."""
        return param.value.place if param else self.destination.id.place

    def _told(self, param: Param | None) -> str | None:
        text = text_of(param)
        return None if text is None or _FILLED_IN in text else text


def ends(context: Context) -> Iterator[End]:
    """Yield the destinations that lead to one of the Pulsars: the first that is for it."""
    conf = context.job_conf
    for destination in reached(conf) if conf else ():
        runner = runner_of(conf, destination) if conf else None
        of = class_of(runner)
        found = _CLASS.search(of.load) if of else None
        if runner is None or found is None:
            continue
        ids = (str(runner.id.data), str(destination.id.data))
        for app in context.pulsars or ():
            if any(fnmatchcase(name, app.pattern) for name in ids):
                yield End(destination, runner, found[1], app)
                break


class PulsarRule(Rule):
    """A rule about a destination and the Pulsar that it leads to."""

    needs = ("job_conf", "pulsars")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield where the two do not agree."""
        for end in ends(context):
            yield from self.check_end(end)

    @abstractmethod
    def check_end(self, end: End) -> Iterator[Finding]:
        """Yield where a destination and its Pulsar do not agree."""
