#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_config_lint
short_description: Lints Galaxy's job configuration on the controller
version_added: 0.1.0
description:
  - Reads documents of the job configuration as Galaxy does and says what Galaxy would refuse, what
    would make jobs fail, and what would silently not be done.
  - What belongs to one Galaxy is linted together. When O(paths) hold several documents of a
    kind, those of one folder belong together.
  - Runs on the controller; nothing is done on the host.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
  - galaxyhpc.cluster._attributes.read_only
options:
  paths:
    description:
      - Files, recognised by their content, or folders to search, on the controller.
      - At least one of the options that give a document is needed.
    type: list
    elements: path
    default: []
"""

EXAMPLES = r"""
- name: Lint a site's configuration
  galaxyhpc.cluster.job_config_lint:
    paths: [files/galaxy/config]
    rules: files/galaxy/rules

- name: Lint variables
  galaxyhpc.cluster.job_config_lint:
    job_conf: "{{ galaxy_job_config }}"
    fail_on: never
  register: linted
"""

RETURN = r"""
findings:
  description:
    - What the linter found, without what is ignored.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as C(galaxy-jobs lint --format json) has them.
    - The path is of the file on the controller, or the name of the option that gave the content.
    - When the task fails, these are all findings, and C(msg) has those it fails for.
  type: list
  elements: dict
  returned: when it was linted
report:
  description: The findings as text, each with its line of the document.
  type: str
  returned: success
summary:
  description: How many findings there are, by severity.
  type: dict
  returned: success
"""
