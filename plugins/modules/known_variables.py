#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: known_variables
short_description: Reject variables that no role of this collection defines
version_added: 0.1.0
description:
  - Ansible silently ignores a misspelled variable. This action stops the play instead and suggests
    the name that was probably meant.
  - Runs on the controller; nothing is done on the host.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  role:
    description: Role whose prefix (its name and an underscore) selects the variables to check.
    type: str
    required: true
  ignore:
    description: Variables to accept although no role defines them.
    type: list
    elements: str
    default: []
  replaced:
    description: Advice by name, for variables of another role that this role replaces.
    type: dict
    default: {}
"""

EXAMPLES = r"""
- name: Reject unknown variables
  galaxyhpc.cluster.known_variables:
    role: munge
"""

RETURN = r"""
"""
