#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: tool_destinations
short_description: Lint and deploy tool destinations
version_added: 0.1.0
description:
  - Reads Galaxy's dynamic tool destinations from a variable, a file or a template on the
    controller as Galaxy does, lints them, and writes them on the host.
  - A document with errors is not deployed; the message lists them with their lines.
  - The host needs no PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOYED
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
options:
  content:
    description: The tool destinations as data in the form of their YAML, or as text.
    type: raw
"""

EXAMPLES = r"""
- name: Send large inputs to the destination with two cores
  galaxyhpc.cluster.tool_destinations:
    dest: /srv/galaxy/config/tool_destinations.yml
    group: galaxy
    job_conf: files/job_conf.xml
    content:
      tools:
        testing:
          rules:
            - rule_type: file_size
              lower_bound: 16
              upper_bound: Infinity
              destination: slurm-2c
          default_destination: slurm
      default_destination: local
      verbose: true
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
