# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a job_conf says, the same for XML and YAML: each value knows its place.

Lists keep the order of the document and all that Galaxy reads of it, things defined twice
included; lookup.py tells what a name then stands for.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from ..diagnostic import Diagnostic
from ..text import Comment, Entries, Entry, Place, Source, Value
from .values import as_bool

Syntax = t.Literal["xml", "yaml"]
# ini: universe_wsgi.ini, which Galaxy reads no more; read_ini.py makes of it what YAML has.
ReadSyntax = t.Literal["xml", "yaml", "ini"]

# The plugins of Galaxy 26.1.2, galaxy/job_metrics/instrumenters.
METRICS = ("cgroup", "core", "cpuinfo", "env", "hostname", "meminfo", "uname")


@dataclass(frozen=True)
class Param:
    """A named value. In XML the environment or galaxy.yml may give another one than the text."""

    name: Value
    value: Value
    from_environ: Value | None = None
    from_config: Value | None = None

    @property
    def fixed(self) -> bool:
        """Return whether the document alone tells the value."""
        return self.from_environ is None and self.from_config is None


Params = Mapping[Hashable, Param]


def is_enabled(enabled: Param | None) -> bool:
    """Return whether Galaxy uses what has this param; what is no boolean is a problem elsewhere."""
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
    place: Place
    load: Value | None = None
    workers: Value | None = None
    params: Params = field(default_factory=dict)
    enabled: Param | None = None


@dataclass(frozen=True)
class Handler:
    """A handler process. runners are those it is restricted to; without any it loads all."""

    id: Value
    place: Place
    tags: tuple[Value, ...] = ()
    runners: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Handling:
    """How jobs get a handler: <handlers> in XML, handling in YAML."""

    place: Place
    assign: tuple[Value, ...] = ()
    max_grab: Value | None = None
    ready_window_size: Value | None = None
    default: Param | None = None
    handlers: tuple[Handler, ...] = ()


@dataclass(frozen=True)
class Env:
    """A line of a job script's environment: a file to source, a command, or a variable."""

    place: Place
    name: Value | None = None
    file: Value | None = None
    execute: Value | None = None
    value: Value | None = None
    raw: Value | None = None


@dataclass(frozen=True)
class Resubmit:
    """What happens to a failed job; without a destination it goes to the same one again."""

    place: Place
    condition: Value | None = None
    destination: Value | None = None
    handler: Value | None = None
    delay: Value | None = None


@dataclass(frozen=True)
class MetricsPlugin:
    """A plugin of job metrics and its options: attributes in XML, further keys in YAML."""

    type: Value
    place: Place
    options: Mapping[str, Entry] = field(default_factory=dict)


@dataclass(frozen=True)
class Metrics:
    """Job metrics of a destination's own: none (disabled), those of a file, or these plugins."""

    place: Place
    source: t.Literal["disabled", "path", "plugins"]
    path: Value | None = None
    plugins: tuple[MetricsPlugin, ...] = ()


@dataclass(frozen=True)
class Destination:
    """Where jobs run: <destination> in XML, an environment in YAML."""

    id: Value
    place: Place
    runner: Value | None = None
    tags: tuple[Value, ...] = ()
    shell: Value | None = None
    env: tuple[Env, ...] = ()
    resubmit: tuple[Resubmit, ...] = ()
    metrics: Metrics | None = None
    params: Params = field(default_factory=dict)
    enabled: Param | None = None


@dataclass(frozen=True)
class ResourceGroup:
    """The resource parameters that the form of a tool shows."""

    id: Value
    place: Place
    fields: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Tool:
    """What is configured for a tool or a class of tools: exactly one of id and tool_class."""

    place: Place
    id: Value | None = None
    tool_class: Value | None = None
    handler: Value | None = None
    destination: Value | None = None
    resources: Value | None = None
    params: Params = field(default_factory=dict)


@dataclass(frozen=True)
class Limit:
    """A limit. name is its type in Galaxy's own word: destination_, never environment_."""

    name: str
    type: Value
    place: Place
    value: Value | None = None
    id: Value | None = None
    tag: Value | None = None
    window: Value | None = None

    @property
    def of(self) -> Value | None:
        """Return the destinations it is for, when it is for some: a tag comes before an id."""
        return self.tag if self.tag and self.tag.data else self.id


@dataclass(frozen=True)
class Import:
    """A macro file that a document imports, and whether it was there."""

    path: Value
    found: bool


# eq=False: each is itself alone, so that functions can remember what they have made of it.
@dataclass(frozen=True, eq=False)
class JobConf:
    """A job configuration.

    dynamic holds the parameters of dynamic destinations, None when there are none. sections tells
    where each section stands, by its name there. settings are the other options of the galaxy.yml
    that this is the job_config of. problems and ignored are the
    diagnostics of reading.
    """

    syntax: ReadSyntax
    source: Source
    place: Place
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
    sections: Mapping[str, Place] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    ignored: tuple[Diagnostic, ...] = ()

    def refused(self) -> bool:
        """Return whether Galaxy refuses to start with it."""
        return any(problem.consequence == "startup" for problem in self.problems)
