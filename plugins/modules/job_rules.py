#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_rules
short_description: Lint and deploy Python rules
version_added: 0.1.0
description:
  - Reads the Python modules that select destinations on the controller without running them,
    lints them, and writes them on the host as a package.
  - Galaxy imports the package named by C(rules_module) in the job_conf from its PYTHONPATH.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOYED
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
options:
  dest:
    description:
      - Directory of the package on the host. Missing directories are created; existing ones keep
        their owner and mode.
      - A missing C(__init__.py) is added.
    type: path
    required: true
  content:
    description: Mapping of file names to texts. Exactly one of O(content) and O(src) is required.
    type: dict
  src:
    description:
      - Folder on the controller, searched for as M(ansible.builtin.copy) does. Hidden files and
        C(__pycache__) are skipped. All files must be UTF-8 text.
    type: path
  directory_mode:
    description: Permissions of created directories.
    type: raw
    default: '0750'
  purge:
    description:
      - Remove files from the package that are not in O(src) or O(content), except
        C(__init__.py).
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
    - Findings of the linter in this document and between it and the others, without the ignored
      ones.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as in C(galaxy-jobs lint --format json).
    - C(path) is a file on the controller, or the name of the option that has the content.
    - If the task fails, these are all findings; C(msg) shows those that made it fail.
  type: list
  elements: dict
  returned: after linting
dest:
  description: Directory on the host.
  type: str
  returned: success
removed:
  description: Removed files; in check mode, those that would be removed.
  type: list
  elements: str
  returned: success
"""
