# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs that end when a test releases them, a slow sbatch, and polling."""

from __future__ import annotations

import time
from collections.abc import Callable

HOLD = "/srv/hold"  # HTCondor hides /tmp and /var/tmp from its jobs
HELD = f"sh -c 'while [ -e {HOLD} ]; do sleep 0.2; done; echo released'"

HANDING_OVER = "/srv/pulsar/home/handing_over"
SLOW_SBATCH = f"""#!/bin/sh
date > {HANDING_OVER}
sleep 3
exec /usr/bin/sbatch "$@"
"""


def until(met: Callable[[], object], seconds: int = 30) -> bool:
    """Poll until a condition is met. Return whether it was met within the given seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if met():
            return True
        time.sleep(0.5)
    return bool(met())
