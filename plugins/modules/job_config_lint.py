#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_config_lint
short_description: Lint Galaxy's job configuration on the controller
version_added: 0.1.0
description:
  - Reads documents of the job configuration as Galaxy does and reports what Galaxy rejects, what
    makes jobs fail, and what it silently ignores.
  - Documents of one Galaxy are linted together. If O(paths) contains several documents of a kind,
    those in the same folder belong together.
  - Runs on the controller; nothing is done on the host.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.JOB_CONF
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
  - galaxyhpc.cluster._attributes.read_only
options:
  paths:
    description:
      - Files on the controller, recognized by their content, or folders to search.
      - At least one option with a document is required.
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
    - Findings of the linter, without the ignored ones.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as in C(galaxy-jobs lint --format json).
    - C(path) is a file on the controller, or the name of the option that has the content.
    - If the task fails, these are all findings; C(msg) shows those that made it fail.
  type: list
  elements: dict
  returned: after linting
report:
  description: Findings as text, each with its line of the document.
  type: str
  returned: success
summary:
  description: Number of findings by severity.
  type: dict
  returned: success
"""
