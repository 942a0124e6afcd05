# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What all commands share: their exit codes, and where they add themselves."""

from __future__ import annotations

import argparse
import typing as t

if t.TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands = t.Any

NOTHING, FOUND, UNUSABLE = 0, 1, 2
