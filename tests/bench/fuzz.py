# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads, lints and fixes mutated documents of every kind: 100,000 of them.

.venv/bin/python tests/bench/fuzz.py [--inputs N] [--seed N]

Stops at the first input that causes a traceback or takes more than 10 s of CPU, and prints it. Always
prints the number of inputs and the slowest one, also when interrupted.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
import typing as t
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / ".ansible" / "collections"))

from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.test_any_bytes import (
    PIECES,
    READERS,
    check_document,
    edited,
)

LONGEST = 10


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a sample with some ranges replaced by markup, random bytes or parts of itself."""
    edits = []
    for _edit in range(rng.randint(1, 6)):
        start = rng.randrange(len(data) + 1)
        piece = rng.choice(
            (
                rng.choice(PIECES),
                rng.randbytes(rng.randrange(8)),
                data[start : start + rng.randrange(60)],
            )
        )
        edits.append((rng.randrange(len(data) + 1), rng.randrange(40), piece))
    return edited(data, edits)


def main() -> int:
    """Check mutated inputs. Returns 1 if interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    call = parser.parse_args()
    rng = random.Random(call.seed)
    samples = [(param.id, *param.values) for param in READERS]
    slowest, count = (0.0, "", b""), 0
    try:
        for number in range(call.inputs):
            name, read, sample = samples[number % len(samples)]
            data = mutated(sample.encode(), rng)
            slowest = max(slowest, (seconds(read, data), name, data))
            count = number + 1
    except KeyboardInterrupt:
        return 1
    except BaseException:
        print(f"input {number}, a {name}: {data!r}")
        raise
    finally:
        took = time.process_time()
        print(f"{count:,} inputs in {took:.0f} s of CPU, {1000 * took / max(count, 1):.1f} ms each")
        print(f"the slowest, a {slowest[1]}: {1000 * slowest[0]:.0f} ms: {slowest[2]!r}")
    return 0


def seconds(read: t.Callable[[bytes], t.Any], data: bytes) -> float:
    """Return the seconds of CPU that checking an input takes. Raises TimeoutError."""
    signal.setitimer(signal.ITIMER_VIRTUAL, LONGEST)
    start = time.process_time()
    try:
        check_document(read, data)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def _too_long(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"longer than {LONGEST} s of CPU")


if __name__ == "__main__":
    signal.signal(signal.SIGVTALRM, _too_long)
    sys.exit(main())
