# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The end of what Pulsar has logged, for a message that says that it does not work."""

from __future__ import annotations

import typing as t
from collections.abc import Iterable

LINES = 10
# What Pulsar says before it has opened its log, and why it ended, is in the journal alone. What
# the role's sbatch says there, too: it may have ended before systemd sees that it was Pulsar's.
JOURNAL = (
    *("journalctl", f"--lines={LINES}", "--no-pager", "--output=cat", "--quiet"),
    *("_SYSTEMD_UNIT=pulsar.service", "+", "UNIT=pulsar.service", "+", "SYSLOG_IDENTIFIER=pulsar"),
)
Run = t.Callable[[list[str]], tuple[int, str, str]]


def ends(run: Run, log: str | None, secrets: Iterable[str]) -> str:
    """Return the last lines of Pulsar's log and journal, without the secrets.

    run starts a command and returns its exit code, output and errors, as AnsibleModule does.
    """
    texts = {log or "": _tail(log), "The journal of Pulsar": run([*JOURNAL])[1]}
    shown = (f"\n{name} ends with:\n{text}" for name, text in texts.items() if text)
    return without("".join(shown), secrets)


def without(text: str, secrets: Iterable[str]) -> str:
    """Return a text in which no secret can be read."""
    for secret in secrets:
        text = text.replace(secret, "********")
    return text


def _tail(path: str | None) -> str:
    try:
        with open(path or "", encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-LINES:])
    except OSError:
        return ""
