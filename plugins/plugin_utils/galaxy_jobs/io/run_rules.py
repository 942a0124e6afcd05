# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The process that runs rules, as seen from outside."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
import typing as t
from collections.abc import Iterator, Mapping
from pathlib import Path

from ....module_utils._errors import ClusterError
from ..routing.model import Target
from ..routing.route import Router
from ..routing.rules import Message, Rules, is_tpv
from ..rule_modules.model import RuleModule

_WORKER = Path(__file__).resolve().parent / "rule_runner" / "worker.py"
# Galaxy takes seconds to import, on a busy machine many.
_START_SECONDS = 120


class Running(t.NamedTuple):
    """How rules are run: in which folder they are, by which Python, and how long one may take.

    Without a folder there is TPV alone.
    Without a Python with Galaxy they are run by this one, with stand-ins in Galaxy's place.
    """

    rules: Path | None
    galaxy_python: str | None
    seconds: float


@contextlib.contextmanager
def with_rules(
    router: Router, modules: tuple[RuleModule, ...] | None, running: Running | None
) -> Iterator[Router]:
    """Yield the router with modules of rules, which are run if it is said how."""
    if running is None:
        router.rules = Rules(modules)
        yield router
        return
    process = RuleProcess(running, router)
    router.rules = Rules(modules, process)
    with contextlib.closing(process):
        yield router


class RuleProcess:
    """Runs rules of a folder: started when the first is asked for, and again after one hung.

    A call returns the rule's answer. Raises ClusterError when no rule can be run at all.
    """

    def __init__(self, running: Running, router: Router) -> None:
        self._start = _first_message(running, router)
        self._python = running.galaxy_python or sys.executable
        self._seconds = running.seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._read = b""

    def __call__(self, asked: Message) -> Message:
        """Return what the rule of a job says."""
        if self._process is None:
            self._begin()
        self._tell(asked)
        answer = self._answer(self._seconds)
        if answer is not None:
            return answer
        is_hanging = self._is_running()
        self.close()
        if is_hanging:
            cause = f"does not end within {self._seconds:g} s: a job handler would wait for it."
        else:
            cause = "ends the process that runs it: in Galaxy the job handler."
        return {"kind": "never", "cause": cause}

    def close(self) -> None:
        """End the process, and what it started."""
        process, self._process, self._read = self._process, None, b""
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                t.cast(t.IO[bytes], pipe).close()

    def _is_running(self) -> bool:
        """Return whether the process goes on; one that closed its output is about to end."""
        try:
            t.cast("subprocess.Popen[bytes]", self._process).wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _begin(self) -> None:
        try:
            self._process = subprocess.Popen(
                [self._python, "-I", str(_WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise ClusterError(f"--galaxy-python: {self._python}: {error.strerror}.") from None
        self._tell(self._start)
        answer = self._answer(_START_SECONDS)
        if answer is None or answer["kind"] != "ready":
            self.close()
            why = answer["cause"] if answer else "the process did not start"
            raise ClusterError(f"{self._python}: rules cannot be run: {why}.")

    def _tell(self, message: Message) -> None:
        pipe = t.cast(t.IO[bytes], t.cast("subprocess.Popen[bytes]", self._process).stdin)
        with contextlib.suppress(BrokenPipeError):
            pipe.write(json.dumps(message, default=str).encode() + b"\n")
            pipe.flush()

    def _answer(self, seconds: float) -> Mapping[str, t.Any] | None:
        """Return the next answer, None when there is none in time or the process has ended."""
        pipe = t.cast(t.IO[bytes], t.cast("subprocess.Popen[bytes]", self._process).stdout)
        until = time.monotonic() + seconds
        while b"\n" not in self._read:
            ready, _writable, _failed = select.select(
                [pipe], [], [], max(0, until - time.monotonic())
            )
            data = os.read(pipe.fileno(), 1 << 16) if ready else b""
            if not data:
                return None
            self._read += data
        line, _end, self._read = self._read.partition(b"\n")
        answer: Mapping[str, t.Any] = json.loads(line)
        return answer


def _first_message(running: Running, router: Router) -> Message:
    dynamic = router.destinations.conf.dynamic or {}
    module = dynamic["rules_module"].value.plain() if "rules_module" in dynamic else None
    names = ("id", "runner", "params", "env", "tags", "resubmit", "shell")
    destinations = {
        str(name): [_fields(target, names) for target in router.destinations.targets(name)]
        for name in router.destinations.named
    }
    conf = router.destinations.conf
    targets = map(router.destinations.target, conf.destinations)
    return {
        "rules": running.rules and str(running.rules),
        "module": str(module or "galaxy.jobs.rules"),
        "with_tpv": any(is_tpv(target) for target in targets),
        "folder": str(Path(conf.source.path).parent),
        "with_galaxy": running.galaxy_python is not None,
        "destinations": destinations,
        "default": router.destinations.default[0],
        "config": router.config,
        "seconds": running.seconds,
    }


def _fields(target: Target, names: tuple[str, ...]) -> dict[str, t.Any]:
    return {name: getattr(target, name) for name in names}
