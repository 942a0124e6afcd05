# SPDX-License-Identifier: GPL-3.0-or-later
"""Divides the navigation that antsibull-docs generates into sections with short titles."""

from __future__ import annotations

import re
from pathlib import Path

HEADING = re.compile(r"^(?P<title>\S.*)\n[-~=]{3,}$")
TOCTREE = re.compile(r"^\.\. toctree::\n(?P<options>(?: {4}:.*\n)+)(?P<entries>\n(?: {4}\S.*\n)+)")
PLUGIN_PAGE = re.compile(r"^    ((\w+)_(?:module|filter|role))$", re.MULTILINE)


def with_sections(index: str) -> str:
    """Return the front page with a caption for each toctree: the heading above it."""
    blocks, title = [], ""
    for block in re.split(r"(?<=\n)(?=\.\. toctree::)|(?<=\n\n)(?=\S.*\n[-~=]{3,}\n)", index):
        heading = HEADING.match("\n".join(block.splitlines()[:2]))
        title = heading["title"] if heading else title
        blocks.append(TOCTREE.sub(lambda found: captioned(found, title), block))
    return "".join(blocks)


def captioned(toctree: re.Match[str], title: str) -> str:
    """Return a toctree with a caption, and with the names of plugins as titles."""
    entries = PLUGIN_PAGE.sub(r"    \2 <\1>", toctree["entries"])
    return f".. toctree::\n    :caption: {title}\n{toctree['options']}{entries}"


def main(folder: Path) -> None:
    """Rewrite the front page in a folder."""
    page = folder / "index.rst"
    page.write_text(with_sections(page.read_text()))
