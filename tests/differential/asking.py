# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy itself, asked through a process in its own Python (galaxy_worker.py)."""

from __future__ import annotations

import json
import subprocess
import typing as t
from collections.abc import Mapping
from pathlib import Path

WORKER = Path(__file__).with_name("galaxy_worker.py")


class GalaxyError(Exception):
    """Galaxy's process has ended."""


class Galaxy:
    """A process that has imported Galaxy and answers until it is closed."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, what: str, files: Mapping[str, str], main: str, **arguments: t.Any) -> t.Any:
        """Return what Galaxy makes of the document main; files are all there are, by name."""
        request = {"ask": what, "files": files, "main": main, "arguments": arguments}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(request).encode() + b"\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise GalaxyError(f"It ended over {main}: {files.get(main)}")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
