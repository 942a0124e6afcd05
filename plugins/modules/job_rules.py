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
    - When the task fails, these are all findings, and C(msg) has those it fails for.
  type: list
  elements: dict
  returned: when it was linted
  contains:
    code:
      description: Code of the rule, such as V(GJ151).
      type: str
      returned: always
    name:
      description: Name of the rule.
      type: str
      returned: always
    severity:
      description: V(error), V(warning) or V(info).
      type: str
      returned: always
    effect:
      description:
        - V(startup), Galaxy or a handler refuses to start; V(job), jobs fail; V(silent), it is not
          what it says; V(style), nothing goes wrong.
      type: str
      returned: always
    message:
      description: What is wrong.
      type: str
      returned: always
    path:
      description: The file on the controller, or the name of the option that gave the content.
      type: str
      returned: always
    line:
      description: Line, from 1, of the file or of what was rendered.
      type: int
      returned: always
    column:
      description: Column, from 1.
      type: int
      returned: always
    fix:
      description: What to do about it, if that is known.
      type: dict
      returned: always
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
