# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The model of a job_conf, the same for XML and YAML: each value knows its place.

Lists keep the order of the document and everything that Galaxy reads, duplicates included;
lookup.py resolves names.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from ..diagnostic import Diagnostic
from ..text import Comment, Entries, Entry, Source, Span, Value
from .values import as_bool

Syntax = t.Literal["xml", "yaml"]
# ini: universe_wsgi.ini, which Galaxy no longer reads; read_ini.py translates it.
ReadSyntax = t.Literal["xml", "yaml", "ini"]

# The plugins of Galaxy 26.1.2, galaxy/job_metrics/instrumenters.
METRICS = ("cgroup", "core", "cpuinfo", "env", "hostname", "meminfo", "uname")


@dataclass(frozen=True)
class Param:
    """A named value. In XML, the environment or galaxy.yml may override it."""

    name: Value
    value: Value
    from_environ: Value | None = None
    from_config: Value | None = None

    @property
    def fixed(self) -> bool:
        """Return whether the document alone determines the value."""
        return self.from_environ is None and self.from_config is None


Params = Mapping[Hashable, Param]


def is_enabled(enabled: Param | None) -> bool:
    """Return whether Galaxy uses the item; a value that is not a boolean is reported elsewhere."""
    if enabled is None:
        return True
    try:
        return as_bool(enabled.value.plain())
    except ValueError:
        return True


@dataclass(frozen=True)
class Runner:
    """A runner: <plugin type="runner"> in XML, an entry of runners in YAML."""

    id: Value
    place: Span
    load: Value | None = None
    workers: Value | None = None
    params: Params = field(default_factory=dict)
    enabled: Param | None = None


@dataclass(frozen=True)
class Handler:
    """A handler process. runners restrict it; without any, it loads all."""

    id: Value
    place: Span
    tags: tuple[Value, ...] = ()
    runners: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Handling:
    """How jobs get a handler: <handlers> in XML, handling in YAML."""

    place: Span
    assign: tuple[Value, ...] = ()
    max_grab: Value | None = None
    ready_window_size: Value | None = None
    default: Param | None = None
    handlers: tuple[Handler, ...] = ()


@dataclass(frozen=True)
class Env:
    """A line of a job script's environment: a file to source, a command, or a variable."""

    place: Span
    name: Value | None = None
    file: Value | None = None
    execute: Value | None = None
    value: Value | None = None
    raw: Value | None = None


@dataclass(frozen=True)
class Resubmit:
    """The next attempt of a failed job; without a destination, it stays where it was."""

    place: Span
    condition: Value | None = None
    destination: Value | None = None
    handler: Value | None = None
    delay: Value | None = None


@dataclass(frozen=True)
class MetricsPlugin:
    """A plugin of job metrics and its options: attributes in XML, further keys in YAML."""

    type: Value
    place: Span
    options: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Metrics:
    """The job metrics of one destination: disabled, from a file, or from these plugins."""

    place: Span
    source: t.Literal["disabled", "path", "plugins"]
    path: Value | None = None
    plugins: tuple[MetricsPlugin, ...] = ()


@dataclass(frozen=True)
class Destination:
    """Where jobs run: <destination> in XML, an environment in YAML."""

    id: Value
    place: Span
    runner: Value | None = None
    tags: tuple[Value, ...] = ()
    shell: Value | None = None
    env: tuple[Env, ...] = ()
    resubmit: tuple[Resubmit, ...] = ()
    metrics: Metrics | None = None
    params: Params = field(default_factory=dict)
    enabled: Param | None = None

    @property
    def is_dynamic(self) -> bool:
        """Return whether a rule replaces this destination by another one for each job."""
        return self.runner is not None and self.runner.data == "dynamic"


@dataclass(frozen=True)
class ResourceGroup:
    """The resource parameters that the form of a tool shows."""

    id: Value
    place: Span
    fields: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Tool:
    """The configuration of a tool or a class of tools: exactly one of id and tool_class."""

    place: Span
    id: Value | None = None
    tool_class: Value | None = None
    handler: Value | None = None
    destination: Value | None = None
    resources: Value | None = None
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """A limit. name is its type in Galaxy's internal form: destination_, never environment_."""

    name: str
    type: Value
    place: Span
    value: Value | None = None
    id: Value | None = None
    tag: Value | None = None
    window: Value | None = None

    @property
    def target(self) -> Value | None:
        """Return the destinations it applies to, if any: a tag overrides an id."""
        return self.tag if self.tag and self.tag.data else self.id


@dataclass(frozen=True)
class Import:
    """A macro file that a document imports, and whether it was found."""

    path: Value
    found: bool


# eq=False: compared by identity, so lru_cache is cheap.
@dataclass(frozen=True, eq=False)
class JobConf:
    """A job configuration.

    dynamic are the parameters of dynamic destinations, None without any. sections are the places
    of the sections by name. settings are the other options of a galaxy.yml with a job_config.
    problems and ignored are the diagnostics of reading.
    """

    syntax: ReadSyntax
    source: Source
    place: Span
    runners: tuple[Runner, ...] = ()
    dynamic: Params | None = None
    handling: Handling | None = None
    destinations: tuple[Destination, ...] = ()
    default: Param | None = None
    resource_groups: tuple[ResourceGroup, ...] = ()
    default_resource_group: Value | None = None
    tools: tuple[Tool, ...] = ()
    limits: tuple[Limit, ...] = ()
    settings: Entries = field(default_factory=dict)
    imports: tuple[Import, ...] = ()
    sections: Mapping[str, Span] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    ignored: tuple[Diagnostic, ...] = ()

    def is_refused(self) -> bool:
        """Return whether Galaxy refuses to start with this configuration."""
        return any(problem.consequence == "startup" for problem in self.problems)
