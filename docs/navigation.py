# SPDX-License-Identifier: GPL-3.0-or-later
"""Divides the navigation that antsibull-docs generates into sections with short titles."""

from __future__ import annotations

import re
from pathlib import Path

# A section of extra-docs.yml: its caption becomes the heading.
GUIDES = re.compile(
    r"^(\S.*)\n-+\n\n\.\. toctree::\n(?=(?: {4}:.*\n)+\n {4}docsite/)", re.MULTILINE
)
PLUGINS = re.compile(r"\.\. toctree::\n((?: {4}:.*\n)+\n(?: {4}\w+_(module|filter|role)\n)+)")
PAGE = re.compile(r"^    ((\w+)_(?:module|filter|role))$", re.MULTILINE)
CAPTIONS = {"role": "Roles", "module": "Modules", "filter": "Filters"}


def with_sections(index: str) -> str:
    """Return the front page with captions for the navigation, and roles before modules."""
    index = GUIDES.sub(r".. toctree::\n    :caption: \1\n", index)
    index = PLUGINS.sub(with_names, index)
    start = index.index(".. _plugin_index_for_")
    roles = index.index(".. _role_plugins_in_")
    return f"{index[:start]}{index[roles:].rstrip()}\n\n{index[start:roles]}"


def with_names(toctree: re.Match[str]) -> str:
    """Return a toctree of plugins with a caption, and with their names as titles."""
    entries = PAGE.sub(r"    \2 <\1>", toctree[1])
    return f".. toctree::\n    :caption: {CAPTIONS[toctree[2]]}\n{entries}"


def main(folder: Path) -> None:
    """Rewrite the front page in a folder."""
    page = folder / "index.rst"
    page.write_text(with_sections(page.read_text()))
