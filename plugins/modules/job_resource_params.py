#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_resource_params
short_description: Lints job resource parameters and writes them on a Galaxy server
version_added: 0.1.0
description:
  - Takes the parameters by which users choose cores, time and the like from a variable, a file or
    a template, reads them on the controller as Galaxy does, and writes them on the host if
    nothing is wrong.
  - A document with errors is not deployed; the message lists them, with lines.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RULES
options:
  content:
    description:
      - A list of parameters, or the text of the XML. The keys of a parameter are the attributes
        of C(<param>), such as C(name), C(label), C(type), C(min), C(max), C(value) and C(help).
      - C(options) is a list of the options of a select, plain values or mappings of C(value),
        C(text) and C(selected); C(validators) is a list of mappings of C(type) and the other
        attributes of C(<validator>).
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
