#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: known_variables
short_description: Refuses variables that no role of this collection knows
version_added: 0.1.0
description:
  - A misspelt variable has no effect and no one is told. This action stops the play instead
    and says which name was probably meant.
  - Runs on the controller; nothing is done on the host.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  role:
    description: Variables whose names begin with the role's name and an underscore are looked at.
    type: str
    required: true
  ignore:
    description: Names that are no mistake though no role knows them.
    type: list
    elements: str
    default: []
  replaced:
    description: What to do about variables that another role had, by their names.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Refuse unknown variables
  galaxyhpc.cluster.known_variables:
    role: munge
"""

RETURN = r"""
"""
