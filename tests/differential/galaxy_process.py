# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy itself, in a process with its own Python (galaxy_worker.py)."""

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
    """A process that has imported Galaxy and answers requests until it is closed."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, str(WORKER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, reader: str, files: Mapping[str, str], main: str, **arguments: t.Any) -> t.Any:
        """Have Galaxy read a document and return its answer.

        reader: a key of READERS in galaxy_worker.py
        files: texts of all documents by name
        main: name of the document to read
        """
        request = {"reader": reader, "files": files, "main": main, "arguments": arguments}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps(request).encode() + b"\n")
        stdin.flush()
        line = stdout.readline()
        if not line:
            raise GalaxyError(f"Galaxy's process ended while reading {main}: {files.get(main)}")
        return json.loads(line)

    def close(self) -> None:
        """End the process."""
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait()
