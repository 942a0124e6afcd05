# SPDX-License-Identifier: GPL-3.0-or-later
"""Data of both sides as comparable JSON. Used by the tests and in Galaxy's own Python."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping


def plain(data: t.Any) -> t.Any:
    """Return data as JSON types. Keys become their repr because 1 differs from '1'."""
    if isinstance(data, Mapping):
        return {repr(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, (str, bool, int)) or data is None:
        return data
    return repr(data)
