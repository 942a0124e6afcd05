#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_conf
short_description: Lint and deploy a job_conf
version_added: 0.1.0
description:
  - Reads Galaxy's job configuration from a variable, a file or a template on the controller as
    Galaxy does, lints it, and writes it on the host.
  - A document with errors is not deployed; the message lists them with their lines.
  - The host needs neither lxml nor PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOYED
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
options:
  dest:
    description:
      - Path on the host. Its directory must exist.
      - The suffix C(.xml), C(.yml) or C(.yaml) selects the format. A document in the other format
        is converted. If it cannot be expressed in that format, the task fails.
    type: path
    required: true
  content:
    description:
      - The job configuration as data in the form of Galaxy's YAML (C(runners), C(execution),
        C(tools) and so on), whatever the format of O(dest); or a string in XML or YAML.
    type: raw
  src:
    description:
      - File on the controller, searched for as M(ansible.builtin.copy) does. A file encrypted with
        Ansible Vault is decrypted.
      - Macro files that an XML file imports are deployed to the same directory.
      - Exactly one of O(content), O(src) and O(template) is required.
    type: path
"""

EXAMPLES = r"""
- name: Deploy a job configuration from variables
  galaxyhpc.cluster.job_conf:
    dest: /srv/galaxy/config/job_conf.yml
    group: galaxy
    content:
      runners:
        slurm:
          load: galaxy.jobs.runners.slurm:SlurmJobRunner
      execution:
        default: slurm
        environments:
          slurm:
            runner: slurm
            native_specification: --nodes=1 --ntasks=1

- name: Convert an XML file to YAML, lint it with related documents, and deploy it
  galaxyhpc.cluster.job_conf:
    dest: /srv/galaxy/config/job_conf.yml
    src: job_conf.xml
    group: galaxy
    tool_destinations: files/tool_destinations.yml
    rules: files/rules

- name: Deploy a template
  galaxyhpc.cluster.job_conf:
    dest: /srv/galaxy/config/job_conf.xml
    template: job_conf.xml.j2
    group: galaxy
    fail_on: warning
    ignore: [GJ134]
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
