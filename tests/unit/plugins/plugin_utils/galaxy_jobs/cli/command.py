# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs galaxy-jobs within the test's process, which is much faster than a new process."""

from __future__ import annotations

import contextlib
import gc
import io
import typing as t

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.main import main


class Ended(t.NamedTuple):
    """The result of a command."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object) -> Ended:
    """Run a command and return its exit code and output."""
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            code = main([*map(str, arguments)])
        except SystemExit as error:
            code = error.code if isinstance(error.code, int) else 0
        finally:
            gc.enable()  # main turns it off for its own process
    return Ended(code, stdout.getvalue(), stderr.getvalue())
