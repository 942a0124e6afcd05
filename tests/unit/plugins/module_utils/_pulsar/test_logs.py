# SPDX-License-Identifier: GPL-3.0-or-later
"""The last lines of Pulsar's log and journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.logs import LINES, tails


@pytest.mark.parametrize(
    ("lines", "journal", "expected"),
    [
        pytest.param(None, "", "", id="nothing"),
        pytest.param(2, "", "\n{log} ends with:\n0\n1\n", id="log"),
        pytest.param(None, "crash\n", "\nThe journal of Pulsar ends with:\ncrash\n", id="journal"),
        pytest.param(
            *(None, "amqp://u:secret@h\n"),
            "\nThe journal of Pulsar ends with:\namqp://u:********@h\n",
            id="secret",
        ),
    ],
)
def test_tails(tmp_path: Path, lines: int | None, journal: str, expected: str) -> None:
    log = tmp_path / "pulsar.log"
    if lines:
        log.write_text("".join(f"{number}\n" for number in range(lines)))
    text = tails(lambda command: (0, journal, ""), str(log), ["secret"])
    assert text == expected.format(log=log)


def test_long_log_is_cut(tmp_path: Path) -> None:
    log = tmp_path / "pulsar.log"
    log.write_text("".join(f"line {number}\n" for number in range(100)))
    text = tails(lambda command: (0, "", ""), str(log), [])
    assert text.splitlines()[2:] == [f"line {number}" for number in range(100 - LINES, 100)]
