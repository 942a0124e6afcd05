# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Runs rules: a script of its own, in a process of its own, which may be Galaxy's Python.

The first line of standard input says which modules and destinations there are, each further one
which job is asked for; each line of standard output is an answer. Both are JSON.
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
# How often lots are drawn where a rule draws them, as long as there is time, and after how many
# draws that bring nothing new no more.
DRAWS, IN_VAIN = 50, 20


def _load(name: str, path: str, **more: t.Any) -> ModuleType:
    """Import a file as a module of this name."""
    spec = importlib.util.spec_from_file_location(name, path, **more)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


# What of an answer is not what comes of a rule.
_NO_MATTER = {"notes": None, "steps": None}


class Worker:
    """The modules of rules, and what they are called with."""

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
            name: [self._destination(each) for each in those]
            for name, those in start["destinations"].items()
        }
        self.config = start["config"]
        self.seconds = start["seconds"]
        self.job_config = self.stand_ins.JobConfig(destinations, start["default"])

    def _tpv(self, folder: str) -> t.Any:
        """Return TPV, or the error that says why it cannot be asked here."""
        not_here = self.tpv_module.NotHereError
        if not self.with_galaxy:
            return not_here("name a Python that has it, beside Galaxy, with --galaxy-python.")
        try:
            return self.tpv_module.Tpv(folder)
        except not_here as error:
            return error

    def _destination(self, given: dict[str, t.Any]) -> t.Any:
        return self.destination(**given)

    def _import(self, name: str) -> list[ModuleType]:
        """Import the modules right below the folder; one that fails is skipped, as in Galaxy."""
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
        for upto in range(len(parent.split("."))) if parent else ():
            above = ".".join(parent.split(".")[: upto + 1])
            if above not in sys.modules:
                try:
                    importlib.import_module(above)
                except ImportError:
                    sys.modules[above] = ModuleType(above)
                    sys.modules[above].__path__ = []
        init = os.path.join(self.rules, "__init__.py")
        if os.path.exists(init):
            package = _load(name, init, submodule_search_locations=[self.rules])
        else:
            package = ModuleType(name)
            package.__path__ = [self.rules]
            sys.modules[name] = package
        if parent:
            setattr(sys.modules[parent], last, package)

    def told_apart(self, destination: dict[str, t.Any]) -> dict[str, t.Any]:
        """Return which jobs TPV tells apart for a destination, nothing when it cannot be asked."""
        try:
            found: dict[str, t.Any] = self.tpv.told_apart(self._destination(destination))
        except Exception:  # each job that comes there is told why
            return {}
        return found

    def answer(self, asked: dict[str, t.Any]) -> dict[str, t.Any]:
        """Return what the rule of a job says: where it draws lots, all that came of some draws."""
        until = time.monotonic() + self.seconds / 5
        found: dict[str, dict[str, t.Any]] = {}
        in_vain = 0
        for seed in range(DRAWS):
            random.seed(seed)
            before = random.getstate()
            told = self._answer(asked)
            key = json.dumps({**told, **_NO_MATTER}, sort_keys=True, default=str)
            in_vain = in_vain + 1 if key in found else 0
            found.setdefault(key, told)
            drawn = random.getstate() != before
            if not drawn or in_vain == IN_VAIN or time.monotonic() > until:
                break
        answers = list(found.values())
        return answers[0] if len(answers) == 1 else {"drawn": answers}

    def _answer(self, asked: dict[str, t.Any]) -> dict[str, t.Any]:
        objects = self.stand_ins.Objects(asked, self.job_config, self.config, self.folder)
        params = asked["destination"]["params"]
        tpv = self.tpv if params.get("rules_module") == self.tpv_module.MODULE else None
        if isinstance(tpv, Exception):
            return {"kind": "not_here", "cause": str(tpv)}
        objects.notes.extend([] if tpv else self.skipped)
        names = [params["function"]] if params.get("function") else asked["job"]["ids"]
        found = _find(names, [tpv.gateway] if tpv else self.modules)
        if found is None:
            name = params.get("function") or asked["job"]["old_id"]
            cause = f"No module of rules has the function '{name}'. {' '.join(self.skipped)}"
            return {"kind": "misconfigured", "cause": cause.strip()}
        name, rule = found
        told = {"function": name, **({} if tpv else _where(rule))}
        try:
            told.update(self._result(self._called(rule, asked, objects, tpv)))
        except BaseException as error:
            told.update(self._failed(error))
        if tpv is not None:
            told.update(tpv.told(told.get("value")))
        return {**told, "notes": list(dict.fromkeys(objects.notes))}

    def _called(self, rule: t.Any, asked: dict[str, t.Any], objects: t.Any, tpv: t.Any) -> t.Any:
        """Call a rule, and when it fails once more without the resource parameters."""
        try:
            return self._call(rule, asked, objects, tpv, resources=True)
        except self.mapper.JobNotReadyException:
            raise
        except Exception as error:
            try:
                value = self._call(rule, asked, objects, tpv, resources=False)
            except Exception:
                raise error from None
            objects.notes.append(f"Galaxy drops the resource parameters, which fail: {error!r}.")
            return value

    def _call(
        self, rule: t.Any, asked: dict[str, t.Any], objects: t.Any, tpv: t.Any, resources: bool
    ) -> t.Any:
        names = inspect.getfullargspec(rule).args
        referrer = self._destination(asked["destination"])
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
        if isinstance(error, (self.tpv_module.NotHereError, self.stand_ins.OnlyGalaxyError)):
            return {"kind": "not_here", "cause": str(error), **where}
        if isinstance(error, self.mapper.JobMappingException):
            message = error.failure_message
            shown = None if message is None else str(message)
            return {"kind": "mapping", "message": shown, "cause": "fails the job.", **where}
        if isinstance(error, self.mapper.JobNotReadyException):
            return {"kind": "not_ready", "cause": "puts the job off.", **where}
        if isinstance(error, self.mapper.JobMappingConfigurationException):
            return {"kind": "misconfigured", "cause": f"The rule raises {error!r}.", **where}
        if isinstance(error, Exception):
            said = " ".join(str(error).split()).rstrip(".")
            return {"kind": "raised", "cause": f"raises {type(error).__name__}: {said}.", **where}
        cause = (
            f"ends with {type(error).__name__}: in Galaxy this would end the job handler's thread."
        )
        return {"kind": "never", "cause": cause, **where}

    def _where_in_rules(self, error: BaseException) -> dict[str, t.Any]:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if os.path.realpath(frame.filename).startswith(self.rules)]
        return {"path": own[-1].filename, "line": own[-1].lineno} if own else {}


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
    """Answer until standard input ends. What rules print goes nowhere."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 1)
    lines = os.fdopen(os.dup(0), encoding="utf-8")
    os.dup2(nowhere, 0)

    def tell(answer: dict[str, t.Any]) -> None:
        print(json.dumps(answer, default=str), file=answers, flush=True)

    with tempfile.TemporaryDirectory() as folder:
        try:
            worker = Worker(json.loads(lines.readline()), folder)
        except ImportError as error:
            tell({"kind": "unusable", "cause": str(error)})
            return
        tell({"kind": "ready"})
        for line in lines:
            asked = json.loads(line)
            if "job" in asked:
                tell(worker.answer(asked))
            else:
                tell(worker.told_apart(asked["destination"]))


if __name__ == "__main__":
    main()
