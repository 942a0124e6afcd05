#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: galaxy_yml
short_description: Set options in a galaxy.yml
version_added: 0.1.0
description:
  - Sets options in the section C(galaxy) of a C(galaxy.yml). All other text, comments included, and
    the owner, group and mode of the file are preserved.
  - The host needs no PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - PyYAML (on the controller)
options:
  path:
    description: Path of an existing C(galaxy.yml) on the host.
    type: path
    required: true
  options:
    description: Values by option name.
    type: dict
    required: true
  backup:
    description: Keep a copy of the file if it changes.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Reports what would be written.
  diff_mode:
    support: full
    description: Possible secrets are replaced by C(***).
"""

EXAMPLES = r"""
- name: Set the path of the job configuration
  galaxyhpc.cluster.galaxy_yml:
    path: /srv/galaxy/config/galaxy.yml
    options:
      job_config_file: /srv/galaxy/config/job_conf.yml
"""

RETURN = r"""
backup_file:
  description: Path of the copy of the previous file.
  type: str
  returned: when O(backup=true) and the file has changed
"""
