#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: galaxy_yml
short_description: Sets options in a galaxy.yml
version_added: 0.1.0
description:
  - Sets options in the section C(galaxy) of a C(galaxy.yml). All other text, comments and owner,
    group and mode of the file stay as they are.
  - The host needs no PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - PyYAML (on the controller)
options:
  path:
    description: The C(galaxy.yml) on the host, which must exist.
    type: path
    required: true
  options:
    description: Options by name.
    type: dict
    required: true
  backup:
    description: Whether to keep a copy of the file when it changes.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Says what would be written.
  diff_mode:
    support: full
    description: What may be a secret is replaced by C(***).
"""

EXAMPLES = r"""
- name: Tell Galaxy where its job configuration is
  galaxyhpc.cluster.galaxy_yml:
    path: /srv/galaxy/config/galaxy.yml
    options:
      job_config_file: /srv/galaxy/config/job_conf.yml
"""

RETURN = r"""
backup_file:
  description: Path of the copy of the file that was there.
  type: str
  returned: when O(backup) is set and the file has changed
"""
