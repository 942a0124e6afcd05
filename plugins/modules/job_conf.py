#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_conf
short_description: Lints a job_conf and writes it on a Galaxy server
version_added: 0.1.0
description:
  - Takes Galaxy's job configuration from a variable, a file or a template, reads it on the
    controller as Galaxy does, and writes it on the host if nothing is wrong.
  - A document with errors is not deployed; the message lists them, with lines.
  - The host needs neither lxml nor PyYAML.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT
  - galaxyhpc.cluster._job_documents.DEPLOY
  - galaxyhpc.cluster._job_documents.DOCUMENT
  - galaxyhpc.cluster._job_documents.TOOL_DESTINATIONS
  - galaxyhpc.cluster._job_documents.RESOURCE_PARAMS
  - galaxyhpc.cluster._job_documents.RULES
options:
  dest:
    description:
      - Path on the host. Its directory must exist.
      - Its suffix, C(.xml), C(.yml) or C(.yaml), is the format. What is given in the other one is
        converted; what cannot be said in it makes the task fail.
    type: path
    required: true
  content:
    description:
      - The job configuration in the form of Galaxy's YAML (C(runners), C(execution), C(tools) and
        so on), whatever the format of O(dest); or a text, in XML or YAML.
    type: raw
  src:
    description:
      - A file on the controller, found as M(ansible.builtin.copy) finds its own. One that is
        encrypted with Ansible Vault is decrypted.
      - Macro files that an XML file imports are written beside it.
      - Exactly one of O(content), O(src) and O(template) is needed.
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

- name: Deploy a file as YAML that was written as XML, linted with what belongs to it
  galaxyhpc.cluster.job_conf:
    dest: /srv/galaxy/config/job_conf.yml
    src: job_conf.xml
    group: galaxy
    tool_destinations: files/tool_destinations.yml
    rules: files/rules

- name: Deploy what a template makes
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
