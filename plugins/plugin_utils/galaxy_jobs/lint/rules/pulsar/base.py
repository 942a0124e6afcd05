# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Connections of Galaxy's destinations to Pulsars.

Galaxy 26.1.2, galaxy/jobs/runners/pulsar.py; Pulsar 0.16.0, pulsar/client/.
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
from ....text import Span
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import class_of, reachable_destinations, runner_of, text_of

_CLASS = re.compile(r"\.pulsar:Pulsar(REST|MQ|Legacy)JobRunner$")
_IN_URL = re.compile(r"/managers/([^/?#]+)")
_TEMPLATE_MARK = "$"


class Connection(t.NamedTuple):
    """A destination, its runner, and the app.yml of the Pulsar that gets the jobs."""

    destination: Destination
    runner: Runner
    kind: str
    app: App

    @property
    def name(self) -> str:
        """Return the id of the destination."""
        return str(self.destination.id.data)

    @property
    def uses_queue(self) -> bool:
        """Return whether Galaxy and Pulsar communicate by a message queue."""
        return self.kind == "MQ"

    def param(self, name: str) -> Param | None:
        """Return a parameter of the destination."""
        return self.destination.params.get(name)

    def text(self, name: str, default: str | None = None) -> str | None:
        """Return the text of a parameter, None if it depends on more than the document."""
        param = self.param(name)
        return default if param is None else _literal(param)

    def runner_text(self, name: str) -> str | None:
        """Return the text of a parameter of the runner, like text() for the destination."""
        return _literal(self.runner.params.get(name))

    @property
    def manager_param(self) -> Param | None:
        """Return the parameter that names the manager, None without one."""
        if self.uses_queue:
            return self.runner.params.get("manager")
        url = self.param("url")
        return url if url and _IN_URL.search(str(url.value.data)) else self.param("manager")

    @property
    def manager(self) -> str | None:
        """Return the name of the manager, None if it depends on more than the document."""
        param = self.manager_param
        if param is None or param.value.data is None:
            return DEFAULT_MANAGER
        text = _literal(param)
        in_url = _IN_URL.search(text) if text and param is self.param("url") else None
        return in_url[1] if in_url else text

    @property
    def managers(self) -> Mapping[str, t.Any]:
        """Return the managers of Pulsar by name, empty if another file configures them."""
        return managers_of(self.app.options)

    @property
    def manager_options(self) -> Mapping[str, t.Any] | None:
        """Return the options of the manager, None if they are unknown."""
        options = self.managers.get(self.manager or "")
        return options if isinstance(options, Mapping) else None

    def place(self, param: Param | None) -> Span:
        """Return the place of a parameter, or of the destination's id without one."""
        return param.value.place if param else self.destination.id.place


def _literal(param: Param | None) -> str | None:
    text = text_of(param)
    return None if text is None or _TEMPLATE_MARK in text else text


def connections(context: Context) -> Iterator[Connection]:
    """Yield the destinations with a Pulsar runner, each with the first app.yml that matches."""
    conf = context.job_conf
    for destination in reachable_destinations(conf) if conf else ():
        runner = runner_of(conf, destination) if conf else None
        runner_class = class_of(runner)
        match = _CLASS.search(runner_class.load) if runner_class else None
        if runner is None or match is None:
            continue
        ids = (str(runner.id.data), str(destination.id.data))
        for app in context.pulsars or ():
            if any(fnmatchcase(name, app.pattern) for name in ids):
                yield Connection(destination, runner, match[1], app)
                break


class PulsarRule(Rule):
    """A lint rule that compares a destination with its Pulsar."""

    needs = ("job_conf", "pulsars")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the findings of all connections."""
        for connection in connections(context):
            yield from self.check_connection(connection)

    @abstractmethod
    def check_connection(self, connection: Connection) -> Iterator[Finding]:
        """Yield the findings of a connection."""
