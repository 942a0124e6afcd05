# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read the job options of a universe_wsgi.ini, as Galaxy did until release 17.09.

Old Galaxy: galaxy/config.py, __read_tool_job_config; galaxy/jobs/__init__.py,
__parse_job_conf_legacy. URLs are parsed as in the runners' url_to_destination, which Galaxy 26.1.2
still has: galaxy/jobs/runners/*.py; pulsar 0.15.16: pulsar/client/destination.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from ..diagnostic import Diagnostics, UnreadableError
from ..ini import IniDocument, Section, parse
from ..text import Entry, Span, Value
from .model import Destination, Handler, Handling, JobConf, Limit, Param, Params, Runner, Tool
from .start import startup_problems
from .values import as_int

TOOL_RUNNERS, TOOL_HANDLERS = "galaxy:tool_runners", "galaxy:tool_handlers"
APP = "app:main"
DEFAULT_HANDLERS = "default_job_handlers"

# The runners of start_job_runners, as today's Galaxy loads them.
_LOADS = {
    "local": "galaxy.jobs.runners.local:LocalJobRunner",
    "pbs": "galaxy.jobs.runners.pbs:PBSJobRunner",
    "drmaa": "galaxy.jobs.runners.drmaa:DRMAAJobRunner",
    "condor": "galaxy.jobs.runners.condor:CondorJobRunner",
    "cli": "galaxy.jobs.runners.cli:ShellJobRunner",
    "slurm": "galaxy.jobs.runners.slurm:SlurmJobRunner",
    "pulsar": "galaxy.jobs.runners.pulsar:PulsarLegacyJobRunner",
}
_SUCCESSORS = {"lwr": "pulsar"}
_LIMITS = {
    "registered_user_concurrent_jobs": ("registered_user_job_limit", "user_job_limit"),
    "anonymous_user_concurrent_jobs": ("anonymous_user_job_limit", "user_job_limit"),
    "walltime": ("job_walltime",),
    "output_size": ("output_size_limit",),
}
_SECTION = re.compile(r"^\[(?:app:main|galaxy:tool_(?:runners|handlers))\]", re.MULTILINE)
_OPTION = re.compile(
    r"^(?:start_job_runners|default_cluster_job_runner|job_handlers|[^#;\n]+[=:]\s*\w+://.*)",
    re.MULTILINE,
)
_TOOL = re.compile(r"(?P<id>[^\[\]]+?)\s*(?:\[(?P<params>[^\[\]]*)\])?")
_TOKEN = re.compile(r"(https?://)(.*)@")


def is_universe(text: str) -> bool:
    """Return whether a text is a universe_wsgi.ini with options for jobs."""
    return _SECTION.search(text) is not None and _OPTION.search(text) is not None


def read_ini(data: bytes | str, path: str) -> JobConf:
    """Return the job configuration of a universe_wsgi.ini, translated to today's terms."""
    try:
        document = parse(data, path)
    except UnreadableError as error:
        place = error.diagnostic.place
        return JobConf(syntax="ini", source=place.source, place=place, problems=(error.diagnostic,))
    return _Reader(document).conf()


@dataclass
class _Tool:
    """The configuration of a tool, or of a tool with certain parameters."""

    id: Value
    place: Span
    params: Params
    handler: Value | None = None
    destination: Value | None = None


@dataclass
class _Reader:
    """One pass over a document, and the destinations of its URLs."""

    document: IniDocument
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    destinations: dict[str, Destination] = field(default_factory=dict)

    def conf(self) -> JobConf:
        source = self.document.source
        place = source.span(0, 0)
        self._refuse_interpolation()
        default = self._destination(self._default_url())
        tools = tuple(self._tools(default))
        conf = JobConf(
            syntax="ini",
            source=source,
            place=place,
            runners=tuple(self._runners()),
            handling=self._handling(),
            destinations=tuple(self.destinations.values()),
            default=Param(replace(default, data="default", verbatim=False), default),
            tools=tools,
            limits=tuple(self._limits()),
        )
        problems = (*self.diagnostics.problems, *startup_problems(conf))
        return replace(conf, problems=problems, ignored=tuple(self.diagnostics.ignored))

    def _app(self, name: str) -> Value | None:
        """Return an option unless it is empty."""
        entry = self._section(APP).get(name)
        return entry.value if entry and entry.value.data else None

    def _section(self, name: str) -> Section:
        return self.document.sections.get(name, {})

    def _value(self, data: object, place: Span | None = None) -> Value:
        return Value(data, place or self.document.source.span(0, 0), verbatim=False)

    def _refuse_interpolation(self) -> None:
        for name in (APP, TOOL_RUNNERS, TOOL_HANDLERS):
            for entry in self._section(name).values():
                if name != APP and "%(" in entry.value.data:
                    message = "Interpolation with '%(…)s' is not supported here. Write the value."
                    self.diagnostics.add_problem(
                        "interpolation", message, entry.value.place, "unreadable"
                    )

    def _started(self) -> list[Value]:
        """Return the runners besides the local one."""
        option = self._app("start_job_runners")
        if option is None:
            return []
        names = [name.strip() for name in option.data.split(",")]
        return [self._value(name, option.place) for name in names if name not in ("", "local")]

    def _runners(self) -> Iterator[Runner]:
        """Yield the local runner, the started ones, and LWR if used: Galaxy always loaded it."""
        here = self.document.source.span(0, 0)
        local = self._workers("local_job_queue_workers", 5)
        yield Runner(
            id=self._value("local"), place=here, load=self._value(_LOADS["local"]), workers=local
        )
        names = {_SUCCESSORS.get(name.data, name.data): name for name in self._started()}
        for destination in self.destinations.values():
            runner = destination.runner
            if runner is not None and runner.data in _SUCCESSORS.values():
                names.setdefault(runner.data, runner)
        for name, written in names.items():
            if name not in _LOADS:
                known = ", ".join(f"'{name}'" for name in _LOADS)
                message = f"Galaxy no longer has the runner '{name}'; expected one of {known}."
                self.diagnostics.add_problem("unknown-runner", message, written.place)
                continue
            workers = self._workers("cluster_job_queue_workers", 3)
            load = self._value(_LOADS[name], written.place)
            yield Runner(
                id=self._value(name, written.place), place=written.place, load=load, workers=workers
            )

    def _workers(self, name: str, default: int) -> Value:
        option = self._app(name)
        if option is None:
            return self._value(default)
        return self._number(option, name)

    def _number(self, option: Value, name: str) -> Value:
        try:
            return replace(option, data=as_int(option.data), verbatim=False)
        except ValueError:
            message = f"{name} is '{option.data}'; expected a whole number."
            self.diagnostics.add_problem("not-a-number", message, option.place)
            return option

    def _default_url(self) -> Value:
        option = self._app("default_cluster_job_runner")
        local = self._value("local:///", option.place if option else None)
        if option is None or self._started():
            return option or local
        message = "Without start_job_runners, all jobs ran locally; the result does the same."
        self.diagnostics.add_problem("only-local", message, option.place, "silent")
        return local

    def _destination(self, url: Value) -> Value:
        """Return the id of the destination of a URL."""
        if url.data not in self.destinations:
            scheme, _separator, rest = url.data.partition("://")
            read_params = _URLS.get(scheme)
            if read_params is None:
                known = ", ".join(f"'{name}://'" for name in _URLS)
                message = f"Unknown runner '{scheme}'; expected {known}."
                self.diagnostics.add_problem("unknown-url", message, url.place)
            params = read_params(rest) if read_params else {}
            runner = _SUCCESSORS.get(scheme, scheme)
            if scheme in _SUCCESSORS:
                message = (
                    f"{scheme.upper()} is now {runner.capitalize()}. Replace its server as well."
                )
                self.diagnostics.add_problem("successor", message, url.place, "silent")
            taken = {destination.id.data for destination in self.destinations.values()}
            self.destinations[url.data] = Destination(
                id=self._value(_free(_name(runner, params), taken), url.place),
                place=url.place,
                runner=self._value(runner, url.place),
                params={
                    name: Param(self._value(name, url.place), self._value(text, url.place))
                    for name, text in params.items()
                },
            )
        return self.destinations[url.data].id

    def _tools(self, default: Value) -> Iterator[Tool]:
        tools: dict[tuple[str, str], _Tool] = {}
        for entry in self._section(TOOL_HANDLERS).values():
            self._tool(entry, tools).handler = entry.value
        runners = self._section(TOOL_RUNNERS)
        if runners and not self._started():
            message = "Without start_job_runners, these were ignored: all jobs ran locally."
            place = [*runners.values()][0].name.place
            self.diagnostics.add_problem("only-local", message, place, "silent")
            runners = {}
        for entry in runners.values():
            self._tool(entry, tools).destination = self._destination(entry.value)
        plain = {tool.id.data for tool in tools.values() if not tool.params}
        for tool in tools.values():
            if tool.id.data not in plain:
                # Old Galaxy used the default for other parameters; today's uses nothing.
                plain.add(tool.id.data)
                yield Tool(tool.place, tool.id, destination=default)
            yield Tool(
                tool.place,
                tool.id,
                handler=tool.handler,
                destination=tool.destination,
                params=tool.params,
            )

    def _tool(self, entry: Entry, tools: dict[tuple[str, str], _Tool]) -> _Tool:
        """Return the tool of an entry: 'id' or 'id[name@value,…]'."""
        found = _TOOL.fullmatch(entry.name.data)
        pairs = [pair.split("@") for pair in (found["params"] or "").split(",")] if found else [[]]
        if found is None or (pairs != [[""]] and any(len(pair) != 2 for pair in pairs)):
            message = f"Invalid tool '{entry.name.data}'; expected 'id' or 'id[name@value]'."
            self.diagnostics.add_problem("not-a-tool", message, entry.name.place)
            pairs = [[""]]
        place = entry.name.place
        params: Params = {
            name: Param(self._value(name, place), self._value(value, place))
            for name, value in ([] if pairs == [[""]] else pairs)
        }
        tool_id = found["id"] if found else entry.name.data
        key = (tool_id, repr(sorted(pairs)))
        return tools.setdefault(key, _Tool(self._value(tool_id, place), place, params))

    def _handling(self) -> Handling | None:
        option = self._app("job_handlers")
        if option is None:
            return None
        default = self._app(DEFAULT_HANDLERS)
        defaults = {name.strip() for name in default.data.split(",")} if default else set()
        tag = (self._value(DEFAULT_HANDLERS, default.place),) if default else ()
        names = [name.strip() for name in option.data.split(",") if name.strip()]
        handlers = [
            Handler(self._value(name, option.place), option.place, tag if name in defaults else ())
            for name in dict.fromkeys(names)
        ]
        chosen = Param(self._value("default", tag[0].place), tag[0]) if tag else None
        return Handling(option.place, default=chosen, handlers=tuple(handlers))

    def _limits(self) -> Iterator[Limit]:
        for kind, names in _LIMITS.items():
            option = next((value for value in map(self._app, names) if value), None)
            if option is None or option.data in ("0", "None"):
                continue
            counts = kind.endswith("_jobs")
            value = self._number(option, names[0]) if counts else option
            yield Limit(
                name=kind, type=self._value(kind, option.place), place=option.place, value=value
            )


def _name(runner: str, params: dict[str, str]) -> str:
    """Return an id that describes a destination, without its secrets."""
    texts = [text for name, text in params.items() if name not in ("private_token", "type")]
    words = re.findall(r"[A-Za-z0-9.]+", " ".join(texts))
    return "_".join([runner, *words])


def _free(name: str, taken: set[object]) -> str:
    number = 2
    free = name
    while free in taken:
        free = f"{name}_{number}"
        number += 1
    return free


def _no_params(_rest: str) -> dict[str, str]:
    return {}


def _native(rest: str) -> dict[str, str]:
    """Return the params of drmaa://[native options]/. Galaxy ignored the rest after a '/'."""
    text = rest.split("/")[0]
    return {"nativeSpecification": text} if text else {}


def _pbs(rest: str) -> dict[str, str]:
    """Return the params of pbs://[server]/[queue]/[options]/."""
    server, queue, options = (*rest.split("/"), "", "", "")[:3]
    target = f"{queue}@{server}" if server else queue
    params = {"destination": target} if target else {}
    for option in options.strip().lstrip("-").split(" -"):
        name, _separator, text = option.strip().partition(" ")
        if text.strip():
            params[f"-{name}"] = text.strip()
    return params


def _cli(rest: str) -> dict[str, str]:
    """Return the params of cli://[shell options]/[job options]/, as name=value&name=value."""
    shell, job = (*rest.split("/"), "", "")[:2]
    pairs = [("shell", pair) for pair in shell.split("&")] + [("job", p) for p in job.split("&")]
    return {
        f"{kind}_{name}": text
        for kind, pair in pairs
        for name, separator, text in [pair.partition("=")]
        if separator
    }


def _remote(rest: str) -> dict[str, str]:
    """Return the params of lwr://URL: a token stands before '@'."""
    url = rest if rest.endswith("/") else f"{rest}/"
    token = _TOKEN.match(url)
    if token is None:
        return {"url": url}
    return {"url": url.replace(f"{token[2]}@", "", 1), "private_token": token[2]}


def _dynamic(rest: str) -> dict[str, str]:
    """Return the params of dynamic://python/function."""
    kind, _separator, function = rest.strip("/").partition("/")
    params = {"type": kind or "python"}
    return {**params, "function": function} if function else params


_URLS: dict[str, Callable[[str], dict[str, str]]] = {
    "local": _no_params,
    "pbs": _pbs,
    "drmaa": _native,
    "condor": _no_params,
    "slurm": _native,
    "cli": _cli,
    "lwr": _remote,
    "pulsar": _remote,
    "dynamic": _dynamic,
}
