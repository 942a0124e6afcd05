# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The last lines of Pulsar's log and journal, for error messages."""

from __future__ import annotations

import typing as t
from collections.abc import Iterable

LINES = 10
# Only the journal has what Pulsar prints before it opens its log, and why it ended. The role's
# sbatch logs with the identifier "pulsar", because it may end before systemd knows its unit.
JOURNAL = (
    *("journalctl", f"--lines={LINES}", "--no-pager", "--output=cat", "--quiet"),
    *("_SYSTEMD_UNIT=pulsar.service", "+", "UNIT=pulsar.service", "+", "SYSLOG_IDENTIFIER=pulsar"),
)
Run = t.Callable[[list[str]], tuple[int, str, str]]


def tails(run: Run, log: str | None, secrets: Iterable[str]) -> str:
    """Return the last lines of Pulsar's log and journal with masked secrets.

    run executes a command and returns its exit code, stdout and stderr, like AnsibleModule.
    """
    texts = {log or "": _tail(log), "The journal of Pulsar": run([*JOURNAL])[1]}
    lines = (f"\n{name} ends with:\n{text}" for name, text in texts.items() if text)
    return mask("".join(lines), secrets)


def mask(text: str, secrets: Iterable[str]) -> str:
    """Return a text with masked secrets."""
    for secret in secrets:
        text = text.replace(secret, "********")
    return text


def _tail(path: str | None) -> str:
    try:
        with open(path or "", encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-LINES:])
    except OSError:
        return ""
