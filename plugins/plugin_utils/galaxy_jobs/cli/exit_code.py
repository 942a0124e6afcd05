# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Exit codes of all commands."""

from __future__ import annotations

import enum


class ExitCode(enum.IntEnum):
    """What a shell, a hook or CI learns from a command.

    FINDINGS: the command ran, and its answer is bad: findings, a failed job, a failed test.
    USAGE: the command could not answer: invalid options, an unreadable file, a missing program.
    """

    OK = 0
    FINDINGS = 1
    USAGE = 2
