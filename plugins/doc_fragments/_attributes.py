# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# PRIVATE to the collection: may change at any time.

from __future__ import annotations


class ModuleDocFragment:
    """Shared documentation of check mode and diff mode."""

    # Modules that change nothing.
    READ_ONLY = r"""
options: {}
attributes:
  check_mode:
    support: full
    description: Changes nothing.
  diff_mode:
    support: none
    description: Changes nothing.
"""
