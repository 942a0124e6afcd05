#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_rules
short_description: Lints modules of rules and writes them on a Galaxy server
version_added: 0.1.0
description:
  - Takes the Python modules that choose destinations, reads them on the controller without
    running them, and writes them on the host as a package if nothing is wrong.
  - Galaxy finds the package by C(rules_module) of the job_conf, on its PYTHONPATH.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
options:
  dest:
    description:
      - Directory of the package on the host. It is made if it is not there, with the directories
        below it; those that are there keep their owner and mode.
      - An empty C(__init__.py) is added where there is none.
    type: path
    required: true
  content:
    description: A mapping from file names to texts. Exactly one of O(content) and O(src) is needed.
    type: dict
  src:
    description:
      - A folder on the controller, found as M(ansible.builtin.copy) finds its own. Hidden files and
        C(__pycache__) are left out; all files must be text.
    type: path
  directory_mode:
    description: Permissions of directories that are made.
    type: raw
    default: '0750'
  purge:
    description:
      - Whether to remove files of the package that are not in O(src) or O(content).
        C(__init__.py) stays.
    type: bool
    default: false
"""

EXAMPLES = r"""
- name: Deploy the rules in files/my_rules
  galaxyhpc.cluster.job_rules:
    dest: /srv/galaxy/rules/my_rules
    src: my_rules
    group: galaxy
    job_conf: files/job_conf.xml
    purge: true
"""

RETURN = r"""
findings:
  description:
    - What the linter found in the document, alone or beside the others, without what is ignored.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as C(galaxy-jobs lint --format json) has them.
    - The path is of the file on the controller, or the name of the option that gave the content.
    - When the task fails, these are all findings, and C(msg) has those it fails for.
  type: list
  elements: dict
  returned: when it was linted
dest:
  description: Directory on the host.
  type: str
  returned: success
removed:
  description: Files that were removed, or would be in check mode.
  type: list
  elements: str
  returned: success
"""
