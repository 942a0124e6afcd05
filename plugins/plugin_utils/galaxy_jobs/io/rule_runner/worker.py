# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Runs rules. This is a script for a separate process, which may use Galaxy's Python.

Input and output are lines of JSON. The first line of standard input lists modules and
destinations, each further line asks about one job; standard output has one answer per line.
Galaxy 26.1.2: galaxy/jobs/mapper.py, __handle_rule; galaxy/util/submodules.py.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import os
import pkgutil
import random
import sys
import tempfile
import time
import traceback
import typing as t
from types import ModuleType

STAND_INS = "galaxyhpc_stand_ins"
# A rule that picks at random runs so often, and stops after so many runs without a new result.
MAX_RUNS, MAX_REPEATS = 50, 20


def _load(name: str, path: str, **more: t.Any) -> ModuleType:
    """Import a file as a module of this name."""
    spec = importlib.util.spec_from_file_location(name, path, **more)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


# Answers that differ in these only are the same result.
_IGNORED = {"notes": None, "steps": None}


class Worker:
    """The rule modules, and the objects that rules are called with."""

    def __init__(self, start: dict[str, t.Any], folder: str) -> None:
        here = os.path.dirname(os.path.abspath(__file__))
        self.stand_ins = _load(STAND_INS, os.path.join(here, "stand_ins.py"))
        self.folder = folder
        self.rules = os.path.realpath(start["rules"] or os.devnull)
        self.with_galaxy = start["with_galaxy"]
        if not self.with_galaxy:
            self.stand_ins.install_modules()
        self.tpv_module = _load("galaxyhpc_tpv", os.path.join(here, "tpv.py"))
        self.tpv: t.Any = self._tpv(start["folder"]) if start["with_tpv"] else None
        self.mapper = importlib.import_module("galaxy.jobs.mapper")
        self.destination = importlib.import_module("galaxy.jobs.job_destination").JobDestination
        self.skipped: list[str] = []
        modules = self._import(start["module"]) if start["rules"] else []
        self.modules = sorted(modules, key=lambda module: module.__name__, reverse=True)
        destinations = {
            name: [self._destination(fields) for fields in found]
            for name, found in start["destinations"].items()
        }
        self.config = start["config"]
        self.seconds = start["seconds"]
        self.job_config = self.stand_ins.JobConfig(destinations, start["default"])

    def _tpv(self, folder: str) -> t.Any:
        """Return TPV, or the error with the reason why it is not available."""
        unavailable = self.tpv_module.UnavailableError
        if not self.with_galaxy:
            return unavailable("set --galaxy-python to a Python with Galaxy and TPV.")
        try:
            return self.tpv_module.Tpv(folder)
        except unavailable as error:
            return error

    def _destination(self, fields: dict[str, t.Any]) -> t.Any:
        return self.destination(**fields)

    def _import(self, name: str) -> list[ModuleType]:
        """Import the modules directly below the folder; skip broken ones, as Galaxy does."""
        self._package(name)
        modules = []
        for _finder, module, _is_package in pkgutil.iter_modules([self.rules]):
            try:
                modules.append(importlib.import_module(f"{name}.{module}"))
            except Exception as error:
                kind = type(error).__name__
                self.skipped.append(f"the module '{module}' cannot be imported: {kind}: {error}.")
        return modules

    def _package(self, name: str) -> None:
        """Make the folder the package of this name."""
        parent, _dot, last = name.rpartition(".")
        for depth in range(len(parent.split("."))) if parent else ():
            ancestor = ".".join(parent.split(".")[: depth + 1])
            if ancestor not in sys.modules:
                try:
                    importlib.import_module(ancestor)
                except ImportError:
                    sys.modules[ancestor] = ModuleType(ancestor)
                    sys.modules[ancestor].__path__ = []
        init = os.path.join(self.rules, "__init__.py")
        if os.path.exists(init):
            package = _load(name, init, submodule_search_locations=[self.rules])
        else:
            package = ModuleType(name)
            package.__path__ = [self.rules]
            sys.modules[name] = package
        if parent:
            setattr(sys.modules[parent], last, package)

    def distinguished(self, destination: dict[str, t.Any]) -> dict[str, t.Any]:
        """Return the tools, users, roles and sizes that TPV distinguishes; empty on any error."""
        try:
            found: dict[str, t.Any] = self.tpv.distinguished(self._destination(destination))
        except Exception:  # each job that comes to this destination reports the error
            return {}
        return found

    def answer(self, message: dict[str, t.Any]) -> dict[str, t.Any]:
        """Return the result of a rule, or all results of several runs if it picks at random."""
        deadline = time.monotonic() + self.seconds / 5
        results: dict[str, dict[str, t.Any]] = {}
        repeats = 0
        for seed in range(MAX_RUNS):
            random.seed(seed)
            before = random.getstate()
            result = self._answer(message)
            key = json.dumps({**result, **_IGNORED}, sort_keys=True, default=str)
            repeats = repeats + 1 if key in results else 0
            results.setdefault(key, result)
            is_random = random.getstate() != before
            if not is_random or repeats == MAX_REPEATS or time.monotonic() > deadline:
                break
        answers = list(results.values())
        return answers[0] if len(answers) == 1 else {"random": answers}

    def _answer(self, message: dict[str, t.Any]) -> dict[str, t.Any]:
        objects = self.stand_ins.Objects(message, self.job_config, self.config, self.folder)
        params = message["destination"]["params"]
        tpv = self.tpv if params.get("rules_module") == self.tpv_module.MODULE else None
        if isinstance(tpv, Exception):
            return {"kind": "unavailable", "cause": str(tpv)}
        objects.notes.extend([] if tpv else self.skipped)
        names = [params["function"]] if params.get("function") else message["job"]["ids"]
        found = _find(names, [tpv.gateway] if tpv else self.modules)
        if found is None:
            name = params.get("function") or message["job"]["old_id"]
            cause = f"No rule module has the function '{name}'. {' '.join(self.skipped)}"
            return {"kind": "misconfigured", "cause": cause.strip()}
        name, rule = found
        answer = {"function": name, **({} if tpv else _where(rule))}
        try:
            answer.update(self._result(self._call_twice(rule, message, objects, tpv)))
        except BaseException as error:
            answer.update(self._failed(error))
        if tpv is not None:
            answer.update(tpv.explanation(answer.get("value")))
        return {**answer, "notes": list(dict.fromkeys(objects.notes))}

    def _call_twice(
        self, rule: t.Any, message: dict[str, t.Any], objects: t.Any, tpv: t.Any
    ) -> t.Any:
        """Call a rule. If it fails, call it again without the resource parameters."""
        try:
            return self._call(rule, message, objects, tpv, resources=True)
        except self.mapper.JobNotReadyException:
            raise
        except Exception as error:
            try:
                value = self._call(rule, message, objects, tpv, resources=False)
            except Exception:
                raise error from None
            objects.notes.append(f"Galaxy retries without the resource parameters after {error!r}.")
            return value

    def _call(
        self, rule: t.Any, message: dict[str, t.Any], objects: t.Any, tpv: t.Any, resources: bool
    ) -> t.Any:
        names = inspect.getfullargspec(rule).args
        referrer = self._destination(message["destination"])
        helper = self.stand_ins.RuleHelper(objects.app, objects.notes)
        known = {**objects.arguments(helper, referrer, resources), **referrer.params}
        known.update(tpv.arguments(referrer, objects.notes) if tpv else {})
        return rule(**{name: known[name] for name in names if name in known})

    def _result(self, value: t.Any) -> dict[str, t.Any]:
        if not isinstance(value, self.destination):
            return {"kind": "name", "value": str(value)}
        names = ("id", "runner", "params", "env", "tags", "resubmit", "shell")
        return {"kind": "destination", "value": {name: getattr(value, name) for name in names}}

    def _failed(self, error: BaseException) -> dict[str, t.Any]:
        where = self._where_in_rules(error)
        if isinstance(error, (self.tpv_module.UnavailableError, self.stand_ins.OnlyGalaxyError)):
            return {"kind": "unavailable", "cause": str(error), **where}
        if isinstance(error, self.mapper.JobMappingException):
            message = error.failure_message
            shown = None if message is None else str(message)
            return {"kind": "mapping", "message": shown, "cause": "fails the job.", **where}
        if isinstance(error, self.mapper.JobNotReadyException):
            return {"kind": "not_ready", "cause": "defers the job.", **where}
        if isinstance(error, self.mapper.JobMappingConfigurationException):
            return {"kind": "misconfigured", "cause": f"The rule raises {error!r}.", **where}
        if isinstance(error, Exception):
            text = " ".join(str(error).split()).rstrip(".")
            return {"kind": "raised", "cause": f"raises {type(error).__name__}: {text}.", **where}
        cause = f"raises {type(error).__name__}, which ends the job handler's thread in Galaxy."
        return {"kind": "never", "cause": cause, **where}

    def _where_in_rules(self, error: BaseException) -> dict[str, t.Any]:
        frames = traceback.extract_tb(error.__traceback__)
        in_rules = [
            frame for frame in frames if os.path.realpath(frame.filename).startswith(self.rules)
        ]
        return {"path": in_rules[-1].filename, "line": in_rules[-1].lineno} if in_rules else {}


def _find(names: list[t.Any], modules: list[ModuleType]) -> tuple[str, t.Any] | None:
    for name in names:
        for module in modules:
            rule = getattr(module, str(name), None)
            if rule:
                return str(name), rule
    return None


def _where(rule: t.Any) -> dict[str, t.Any]:
    code = getattr(rule, "__code__", None)
    return {"path": code.co_filename, "line": code.co_firstlineno} if code else {}


def main() -> None:
    """Answer until standard input ends. Output of rules is discarded."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)
    lines = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(null, 0)

    def send(answer: dict[str, t.Any]) -> None:
        print(json.dumps(answer, default=str), file=answers, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        try:
            worker = Worker(json.loads(lines.readline()), folder)
        except ImportError as error:
            send({"kind": "unusable", "cause": str(error)})
            return
        send({"kind": "ready"})
        for line in lines:
            message = json.loads(line)
            if "job" in message:
                send(worker.answer(message))
            else:
                send(worker.distinguished(message["destination"]))


if __name__ == "__main__":
    main()
