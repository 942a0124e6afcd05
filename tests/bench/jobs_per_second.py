# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares the short jobs per second of one node, with Slurm's defaults and with the role's.

    scripts/demo && python3 tests/bench/jobs_per_second.py

Takes the demo's cluster, leaves out of its slurm.conf what the role chose for short jobs, measures,
puts it back and measures again. The second count is larger, so that both take seconds.
"""

from __future__ import annotations

import re
import subprocess
import time

MACHINE = "galaxyhpc-demo"
CONF = "/etc/slurm/slurm.conf"
# Required options, and options of process tracking, which only affect how memory is limited.
KEPT = ("ClusterName", "SlurmctldHost", "ProctrackType", "TaskPlugin", "ReturnToService", "Select")


def inside(script: str, text: str | None = None) -> str:
    """Return the output of a shell script inside the machine."""
    command = ["docker", "exec", "--interactive", MACHINE, "bash", "-ec", script]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def without_choices(conf: str) -> str:
    """Return a slurm.conf without the options that the role chose for many short jobs."""
    kept = "|".join(KEPT)
    conf = re.sub(rf"# Chosen: .*\n(?!{kept}).*\n", "", conf)
    return re.sub(r" RealMemory=\d+", "", conf)


def jobs_per_second(conf: str, count: int) -> float:
    """Return the empty jobs per second, from the first submission to the last end."""
    inside(f"cat > {CONF}", conf)
    inside("systemctl restart slurmctld slurmd; sleep 3")
    inside("until sinfo --noheader --states=idle | grep -q .; do sleep 0.5; done")
    start = time.monotonic()
    inside(f"for i in $(seq {count}); do sbatch -Q -o /dev/null --wrap true; done")
    inside("while squeue -h | grep -q .; do sleep 0.2; done")
    return count / (time.monotonic() - start)


def main() -> None:
    """Measure both and print the ratio."""
    ours = inside(f"cat {CONF}")
    try:
        plain = jobs_per_second(without_choices(ours), 20)
    finally:
        inside(f"cat > {CONF}", ours)
    filled_in = jobs_per_second(ours, 400)
    print(f"as Slurm comes:          {plain:6.1f} jobs/s")
    print(
        f"as the role fills it in: {filled_in:6.1f} jobs/s, {filled_in / plain:.0f} times as many"
    )


if __name__ == "__main__":
    main()
