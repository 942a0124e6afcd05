# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""TPV (total-perspective-vortex): its own mapper decides and explains its decision.

total-perspective-vortex 3.3.0: tpv/rules/gateway.py, tpv/core/explain.py, tpv/core/mapper.py.
"""

from __future__ import annotations

import importlib
import inspect
import os
import re
import sys
import typing as t
from types import ModuleType

# The rules_module of a destination for which TPV decides.
MODULE = "tpv.rules"
# Explanations of TPV that name an entity in a section of its files.
_EXPLANATIONS = (
    ("tools", re.compile(r"Tool '.*': matched entity '(.+)'")),
    ("roles", re.compile(r"Role: matched entity '(.+)'")),
    ("users", re.compile(r"User '.*': matched entity '(.+)'")),
    ("rules", re.compile(r"Rule '(.+)' \(if: .*", re.DOTALL)),
    ("destinations", re.compile(r"(.+): (?:MATCHED|REJECTED)")),
    ("destinations", re.compile(r"#\d+ (.+) \(score: .*")),
    ("destinations", re.compile(r"[^']*destination '(.+?)'.*", re.DOTALL)),
)

# Where an expression compares the size of the inputs, in GB, with a number.
_NUMBER, _THAN = r"(\d+(?:\.\d+)?)", r"\s*[<>=!]=?\s*"
_SIZE = re.compile(f"input_size{_THAN}{_NUMBER}|{_NUMBER}{_THAN}input_size")


class UnavailableError(Exception):
    """TPV cannot run here, whatever it does on the server."""


class Tpv:
    """TPV's mapper of each dynamic destination, loaded for its first job.

    folder: the folder of the job_conf. Raises UnavailableError when TPV cannot be imported.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        _stand_in_for_app()
        try:
            self.gateway: t.Any = importlib.import_module("tpv.rules.gateway")
            self._helpers: t.Any = importlib.import_module("tpv.core.helpers")
        except ImportError as error:
            raise UnavailableError(
                f"{sys.executable} cannot import it: {error}. Install total-perspective-vortex "
                "in Galaxy's environment."
            ) from None
        _pick_among_several(self._helpers)
        self._files: list[str] = []
        self._collector: t.Any = None
        self._lines: dict[str, dict[tuple[str, str], int]] = {}

    def arguments(self, referrer: t.Any, notes: list[str]) -> dict[str, t.Any]:
        """Return the arguments that only TPV gets: its files, and a collector of explanations.

        Raises UnavailableError for a missing file, and TPV's own errors for an invalid one.
        """
        self._helpers.concurrent_job_count_for_tool = _no_other_jobs(notes)
        params = referrer.params
        name = "tpv_configs" if params.get("tpv_configs") else "tpv_config_files"
        listify = importlib.import_module("galaxy.util").listify
        configs = [self._find(config) for config in listify(params.get(name))]
        self._files = [path for path in configs if isinstance(path, str) and "://" not in path]
        self._collector = _collector()
        if configs and not (params.get("tpv_configs") and params.get("tpv_config_files")):
            self._load(referrer.id, configs)
        return {name: configs, "explain_collector": self._collector}

    def _find(self, config: t.Any) -> t.Any:
        """Return the path of a file below the folder of the job_conf.

        On a server, paths are absolute or relative to Galaxy's working directory. The longest end
        of such a path that exists here is taken.
        """
        if not isinstance(config, str) or "://" in config:
            return config
        parts = config.strip().strip("/").split("/")
        ends = (os.path.join(self._folder, *parts[start:]) for start in range(len(parts)))
        for path in (*ends, config.strip()):
            if os.path.isfile(path):
                return path
        raise UnavailableError(
            f"its file '{config}' was not found below the folder of the job_conf."
        )

    def _load(self, referrer: t.Any, configs: list[t.Any]) -> None:
        """Create the mapper of a destination before TPV does, so that TPV does not watch files.

        Each job gets empty resource pools, since there are no other jobs.
        """
        mappers = self.gateway.ACTIVE_DESTINATION_MAPPERS
        name = referrer or "tpv_dispatcher"
        with_pools = "resource_pool_store" in _parameters(self.gateway.load_destination_mapper)
        more = {"resource_pool_store": _empty_store()} if with_pools else {}
        if name not in mappers:
            mappers[name] = self.gateway.load_destination_mapper(configs, **more)
        if getattr(mappers[name], "resource_pools", None):
            mappers[name].resource_pools.store = more["resource_pool_store"]

    def distinguished(self, referrer: t.Any) -> dict[str, t.Any]:
        """Return examples of the tools, users, roles and sizes that the files distinguish.

        A pattern without an obvious example is left out.
        """
        self.arguments(referrer, [])
        config = self.gateway.ACTIVE_DESTINATION_MAPPERS[referrer.id or "tpv_dispatcher"].config
        default = config.global_config.default_inherits
        tools = {name: tool for name, tool in config.tools.items() if name != default}
        shared = [config.tools.get(default), *config.roles.values(), *config.users.values()]
        shared += config.destinations.values()
        return {
            "tools": {name: _sizes([tool]) for name, tool in _examples(tools)},
            "users": [name for name, _user in _examples(config.users) if "@" in name],
            "roles": [name for name, _role in _examples(config.roles)],
            "sizes": _sizes(shared),
        }

    def explanation(self, chosen: dict[str, t.Any] | None) -> dict[str, t.Any]:
        """Return the steps that TPV explained, and the place of the chosen destination."""
        steps = self._collector.steps if self._collector is not None else []
        shown = [
            {
                "action": " ".join(step.message.split()),
                "reason": "; ".join((step.detail or "").splitlines()),
                **self._where(step.message),
            }
            for step in steps
            # The caller shows the result itself, without secrets.
            if step.phase.name != "FINAL_RESULT" and step.detail != "destination is abstract"
        ]
        return {"steps": shown, **(self._place("destinations", chosen["id"]) if chosen else {})}

    def _where(self, message: str) -> dict[str, t.Any]:
        for section, pattern in _EXPLANATIONS:
            found = pattern.fullmatch(message)
            if found:
                return self._place(section, found[1])
        return {}

    def _place(self, section: str, name: str) -> dict[str, t.Any]:
        """Return the file and line of an entity; the last definition overrides earlier ones."""
        for path in reversed(self._files):
            if path not in self._lines:
                self._lines[path] = dict(_lines(path))
            line = self._lines.get(path, {}).get((section, name))
            if line is not None:
                return {"path": path, "line": line}
        return {}


def _stand_in_for_app() -> None:
    """Install a stand-in for galaxy.app, which TPV needs for annotations only; it loads slowly."""
    if "galaxy.app" not in sys.modules:
        module: t.Any = ModuleType("galaxy.app", "A stand-in for Galaxy's.")
        module.UniverseApplication = type("UniverseApplication", (), {})
        sys.modules["galaxy.app"] = module


def _parameters(function: t.Any) -> t.Container[str]:
    return inspect.signature(function).parameters


def _empty_store() -> t.Any:
    return importlib.import_module("tpv.core.resource_pool").InMemoryAllocationStore()


def _collector() -> t.Any:
    """Return a collector of explanations, or None for TPV before 3.2, which explains nothing."""
    try:
        return importlib.import_module("tpv.core.explain").ExplainCollector()
    except ImportError:
        return None


def _examples(entities: dict[str, t.Any]) -> t.Iterator[tuple[str, t.Any]]:
    """Yield an example for each pattern; names in TPV's files are patterns."""
    for pattern, entity in entities.items():
        text = re.sub(r"/\.[*+]$", "/1.0", pattern)
        text = re.sub(r"\\(\W)", r"\1", re.sub(r"\.[*+]", "x", text))
        if not entity.abstract and re.match(pattern, text):
            yield text, entity


def _sizes(entities: t.Iterable[t.Any]) -> list[float]:
    """Return the sizes in GB with which entities, and their rules, compare the inputs."""
    found: dict[float, None] = {}
    for entity in filter(None, entities):
        for rule in (entity, *entity.rules.values()):
            names = ("if_condition", "execute", "cores", "mem", "gpus")
            text = "\n".join(str(getattr(rule, name, "")) for name in names)
            found.update(dict.fromkeys(float(a or b) for a, b in _SIZE.findall(text)))
    return sorted(found)


def _pick_among_several(helpers: t.Any) -> None:
    """Make TPV pick at random only among several destinations: random picks run repeatedly."""
    pick = helpers.weighted_random_sampling

    def pick_among_several(destinations: t.Any) -> t.Any:
        return pick(destinations) if len(destinations) > 1 else destinations

    helpers.weighted_random_sampling = pick_among_several


def _no_other_jobs(notes: list[str]) -> t.Callable[..., int]:
    def count(*_arguments: t.Any, **_named_arguments: t.Any) -> int:
        notes.append("assumed: there are no other jobs.")
        return 0

    return count


def _lines(path: str) -> t.Iterator[tuple[tuple[str, str], int]]:
    """Yield section, name and line of each entity of a file that TPV has read."""
    yaml = importlib.import_module("ruamel.yaml").YAML(typ="rt")
    with open(path, encoding="utf-8") as file:
        top = yaml.load(file)
    for section in ("tools", "roles", "users", "destinations"):
        entities: t.Any = top.get(section) or {}
        for name, entity in entities.items():
            yield (section, str(name)), entities.lc.key(name)[0] + 1
            rules = (entity or {}).get("rules") or []
            for rule in rules if isinstance(rules, list) else ():
                if "id" in rule:
                    yield ("rules", str(rule["id"])), rule.lc.key("id")[0] + 1
