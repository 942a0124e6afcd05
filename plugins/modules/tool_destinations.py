#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: tool_destinations
short_description: Lints tool destinations and writes them on a Galaxy server
version_added: 0.1.0
description:
  - Takes the rules of Galaxy's dynamic tool destinations from a variable, a file or a template,
    reads them on the controller as Galaxy does, and writes them on the host if nothing is wrong.
  - A document with errors is not deployed; the message lists them, with lines.
  - The host needs no PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
options:
  content:
    description: The tool destinations as data in the form of their YAML, or as a text.
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
    - What the linter found in the document, alone or beside the others, without what is ignored.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as C(galaxy-jobs lint --format json) has them.
    - The path is of the file on the controller, or the name of the option that gave the content.
    - When the task fails, these are all findings, and C(msg) has those it fails for.
  type: list
  elements: dict
  returned: when it was linted
dest:
  description: Path on the host.
  type: str
  returned: success
backup_file:
  description: Path of the copy of the file that was there.
  type: str
  returned: when O(backup) is set and the file has changed
"""
