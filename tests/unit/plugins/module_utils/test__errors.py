# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the collection's errors."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import parse


def test_message_is_the_text() -> None:
    assert str(ClusterError("Unknown runner 'slrum'.")) == "Unknown runner 'slrum'."


def test_readers_raise_it() -> None:
    with pytest.raises(ClusterError):
        parse("a: [", "f")
