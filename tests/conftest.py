# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the collection importable in plain pytest, and configures hypothesis."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# ansible-test hides ansible.plugins from these tests and brings its own loader.
with contextlib.suppress(ImportError):
    from ansible.plugins.loader import init_plugin_loader

    init_plugin_loader([str(ROOT / ".ansible" / "collections")])

# No deadlines: any test may be slow on a busy machine. CI always runs the same examples.
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Register the markers. ansible-test does not read pyproject.toml."""
    slow = "slow: many examples or long waits; skipped by scripts/test quick"
    config.addinivalue_line("markers", slow)
