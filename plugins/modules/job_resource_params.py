#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_resource_params
short_description: Lint and deploy job resource parameters
version_added: 0.1.0
description:
  - Reads the parameters with which users select cores, time and the like from a variable, a file
    or a template on the controller as Galaxy does, lints them, and writes them on the host.
  - A document with errors is not deployed; the message lists them with their lines.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOYED
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RULES
options:
  content:
    description:
      - List of parameters, or XML text. The keys of a parameter are the attributes of C(<param>),
        such as C(name), C(label), C(type), C(min), C(max), C(value) and C(help).
      - C(options) lists the options of a select, as plain values or as mappings with C(value),
        C(text) and C(selected). C(validators) lists mappings with C(type) and the other attributes
        of C(<validator>).
    type: raw
"""

EXAMPLES = r"""
- name: Let users choose cores and hours
  galaxyhpc.cluster.job_resource_params:
    dest: /srv/galaxy/config/job_resource_params_conf.xml
    group: galaxy
    job_conf: files/job_conf.xml
    content:
      - name: cores
        label: Cores
        type: select
        help: Number of cores to run with
        options:
          - value: 1
            text: '1 (default)'
          - value: 2
            text: '2'
      - name: time
        label: Time
        type: integer
        min: 1
        max: 24
        value: 1
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
  description: Path on the host.
  type: str
  returned: success
backup_file:
  description: Path of the copy of the previous file.
  type: str
  returned: when O(backup=true) and the file has changed
"""
