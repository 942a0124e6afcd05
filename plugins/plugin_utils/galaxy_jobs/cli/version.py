# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The version of this program."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

_VERSION = re.compile(r"^version: (\S+)$", re.MULTILINE)
# The checkout or the installed collection; for the package galaxy-jobs its site-packages.
_ROOT = Path(__file__).resolve().parents[4]


def version(root: Path = _ROOT) -> str:
    """Return the version from galaxy.yml, MANIFEST.json or the metadata of the package.

    A checkout has the first, an installed collection the second, a wheel the third.
    """
    galaxy_yml, manifest = root / "galaxy.yml", root / "MANIFEST.json"
    if galaxy_yml.is_file():
        found = _VERSION.search(galaxy_yml.read_text(encoding="utf-8"))
        return found[1] if found else "unknown"
    if manifest.is_file():
        info = json.loads(manifest.read_text(encoding="utf-8"))["collection_info"]
        return str(info["version"])
    return metadata.version("galaxy-jobs")
