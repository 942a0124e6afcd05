# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Starts the process that runs Python rules, and exchanges messages with it."""

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
from ..routing.python_rules import Message, Rules, is_tpv
from ..routing.route import Router
from ..rule_modules.model import RuleModule

_WORKER = Path(__file__).resolve().parent / "rule_runner" / "worker.py"
# Importing Galaxy takes seconds, on a busy machine much longer.
_START_SECONDS = 120


class RunOptions(t.NamedTuple):
    """How rules are run.

    rules: the folder of the rules module, or None if there is only TPV.
    galaxy_python: an interpreter with Galaxy. If None, this interpreter runs the rules, with
    stand-ins for Galaxy's classes.
    seconds: the time limit of one rule.
    """

    rules: Path | None
    galaxy_python: str | None
    seconds: float


@contextlib.contextmanager
def with_rules(
    router: Router, modules: tuple[RuleModule, ...] | None, options: RunOptions | None
) -> Iterator[Router]:
    """Yield the router with rule modules, which are run unless options is None."""
    if options is None:
        router.rules = Rules(modules)
        yield router
        return
    process = RuleProcess(options, router)
    router.rules = Rules(modules, process)
    with contextlib.closing(process):
        yield router


class RuleProcess:
    """A process that runs rules. It starts with the first call, and again after a rule hangs.

    Calling it sends a message and returns the answer. Raises ClusterError if no rule can run.
    """

    def __init__(self, options: RunOptions, router: Router) -> None:
        self._first_message = _first_message(options, router)
        self._python = options.galaxy_python or sys.executable
        self._seconds = options.seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._received = b""

    def __call__(self, message: Message) -> Message:
        """Return the answer of the rule for a job."""
        if self._process is None:
            self._start()
        self._send(message)
        answer = self._receive(self._seconds)
        if answer is not None:
            return answer
        is_hanging = self._is_running()
        self.close()
        if is_hanging:
            cause = f"does not return within {self._seconds:g} s; a job handler would hang."
        else:
            cause = "terminates its process, which in Galaxy is the job handler."
        return {"kind": "never", "cause": cause}

    def close(self) -> None:
        """Kill the process and its children."""
        process, self._process, self._received = self._process, None, b""
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(BrokenPipeError):
                t.cast(t.IO[bytes], pipe).close()

    def _is_running(self) -> bool:
        """Return whether the process still runs shortly after it stopped answering."""
        try:
            t.cast("subprocess.Popen[bytes]", self._process).wait(timeout=0.5)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _start(self) -> None:
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
        self._send(self._first_message)
        answer = self._receive(_START_SECONDS)
        if answer is None or answer["kind"] != "ready":
            self.close()
            cause = answer["cause"] if answer else "the process did not start"
            raise ClusterError(f"{self._python}: rules cannot be run: {cause}.")

    def _send(self, message: Message) -> None:
        pipe = t.cast(t.IO[bytes], t.cast("subprocess.Popen[bytes]", self._process).stdin)
        with contextlib.suppress(BrokenPipeError):
            pipe.write(json.dumps(message, default=str).encode() + b"\n")
            pipe.flush()

    def _receive(self, seconds: float) -> Mapping[str, t.Any] | None:
        """Return the next answer, or None after a timeout or the end of the process."""
        pipe = t.cast(t.IO[bytes], t.cast("subprocess.Popen[bytes]", self._process).stdout)
        deadline = time.monotonic() + seconds
        while b"\n" not in self._received:
            ready, _writable, _failed = select.select(
                [pipe], [], [], max(0, deadline - time.monotonic())
            )
            data = os.read(pipe.fileno(), 1 << 16) if ready else b""
            if not data:
                return None
            self._received += data
        line, _newline, self._received = self._received.partition(b"\n")
        answer: Mapping[str, t.Any] = json.loads(line)
        return answer


def _first_message(options: RunOptions, router: Router) -> Message:
    conf = router.destinations.conf
    dynamic = conf.dynamic or {}
    module = dynamic["rules_module"].value.plain() if "rules_module" in dynamic else None
    names = ("id", "runner", "params", "env", "tags", "resubmit", "shell")
    destinations = {
        str(name): [_fields(target, names) for target in router.destinations.targets(name)]
        for name in router.destinations.by_name
    }
    targets = map(router.destinations.target, conf.destinations)
    return {
        "rules": options.rules and str(options.rules),
        "module": str(module or "galaxy.jobs.rules"),
        "with_tpv": any(is_tpv(target) for target in targets),
        "folder": str(Path(conf.source.path).parent),
        "with_galaxy": options.galaxy_python is not None,
        "destinations": destinations,
        "default": router.destinations.default[0],
        "config": router.config,
        "seconds": options.seconds,
    }


def _fields(target: Target, names: tuple[str, ...]) -> dict[str, t.Any]:
    return {name: getattr(target, name) for name in names}
