# SPDX-License-Identifier: GPL-3.0-or-later
"""Completes the pages that antsibull-docs has written: rules, command line, navigation, images.

python docs/generate.py FOLDER
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / ".ansible" / "collections"))

import command_page
import navigation
import rule_pages


def main(folder: Path) -> None:
    """Write the pages into a folder."""
    rule_pages.main(folder / "docsite")
    command_page.main(folder / "docsite")
    navigation.main(folder)
    # The pages are two folders below docs/, as they are in docs/docsite/rst/.
    shutil.copytree(Path(__file__).parent / "images", folder.parent / "images", dirs_exist_ok=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
