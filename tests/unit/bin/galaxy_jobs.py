# SPDX-License-Identifier: GPL-3.0-or-later
"""The command, run as a process from the checkout with a bare interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

COMMAND = Path(__file__).resolve().parents[3] / "bin" / "galaxy-jobs"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Return what the command did with these arguments."""
    return subprocess.run(
        [sys.executable, str(COMMAND), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
