#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: galaxy_jobs
short_description: Lint and deploy Galaxy's whole job configuration
version_added: 0.1.0
description:
  - Reads the job_conf, tool destinations, resource parameters and Python rules on the controller
    as Galaxy does, lints them together, and writes them on the host in one step.
  - If a finding reaches the severity of O(fail_on), nothing is written. The message lists the
    findings with their lines.
  - Rules are written first and the job_conf last, because Galaxy may start at any moment.
  - The role P(galaxyhpc.cluster.galaxy_jobs#role) calls this module with its variables and restarts
    Galaxy if needed. To deploy a single document, see M(galaxyhpc.cluster.job_conf).
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._job_documents.LINT_OPTIONS
  - galaxyhpc.cluster._job_documents.DEPLOYED
options:
  config_dir:
    description: Directory of Galaxy's configuration on the host, which must exist.
    type: path
    required: true
  job_conf:
    description: The job_conf. If empty, none is deployed.
    type: dict
    default: {}
    suboptions: &document
      content:
        description: The document as text or as data.
        type: raw
      src:
        description: File on the controller, searched for as M(ansible.builtin.copy) does.
        type: path
      template:
        description: Template on the controller, searched for as M(ansible.builtin.template) does.
        type: path
      dest:
        description:
          - Path on the host. Defaults to the path in O(job_config_file),
            O(tool_destinations_config_file) or O(job_resource_params_file), or else to Galaxy's
            default file name in O(config_dir).
          - For a job_conf, the suffix C(.xml), C(.yml) or C(.yaml) selects the format.
        type: path
  destinations:
    description:
      - Destinations defined by the resources of their jobs, added to the environments of
        O(job_conf). Requires O(job_conf.content) as a mapping.
      - For the keys, see P(galaxyhpc.cluster.with_destinations#filter).
    type: list
    elements: dict
    default: []
  pulsars:
    description:
      - Pulsar servers whose runners and environments are added to O(job_conf). Requires
        O(job_conf.content) as a mapping. The linter compares both sides.
      - For the keys, see P(galaxyhpc.cluster.with_pulsars#filter).
    type: list
    elements: dict
    default: []
  tool_destinations:
    description: The tool destinations. If empty, none are deployed.
    type: dict
    default: {}
    suboptions: *document
  resource_params:
    description: The job resource parameters. If empty, none are deployed.
    type: dict
    default: {}
    suboptions: *document
  rules:
    description: The package of Python rules. If empty, O(dynamic_job_rules) are deployed.
    type: dict
    default: {}
    suboptions:
      content:
        description: Mapping of file names to texts.
        type: dict
      src:
        description: Folder on the controller.
        type: path
      dest:
        description:
          - Directory of the package on the host. Defaults to O(dynamic_job_rules_dir), or else to
            a directory of the folder's name in C(rules) below O(galaxy_root).
        type: path
      purge:
        description: Remove files from the package that are not in O(rules.content) or O(rules.src).
        type: bool
        default: false
  galaxy_root:
    description: Galaxy's root directory, only used for the default of O(rules.dest).
    type: path
    default: /srv/galaxy
  job_config_file:
    description: Path of the job_conf in C(galaxy.yml).
    type: path
  tool_destinations_config_file:
    description: Path of the tool destinations in C(galaxy.yml).
    type: path
  job_resource_params_file:
    description: Path of the job resource parameters in C(galaxy.yml).
    type: path
  dynamic_job_rules:
    description:
      - Files of the rules package, relative to O(dynamic_job_rules_src_dir), as the role
        C(galaxyproject.galaxy) takes them in C(galaxy_dynamic_job_rules).
    type: list
    elements: str
    default: []
  dynamic_job_rules_src_dir:
    description: Directory of O(dynamic_job_rules) on the controller.
    type: path
    default: files/galaxy/dynamic_job_rules
  dynamic_job_rules_dir:
    description: Directory of O(dynamic_job_rules) on the host.
    type: path
  galaxy_yml:
    description:
      - The C(galaxy.yml) on the host in which to set RV(galaxy_options). If omitted, they are only
        returned.
    type: path
  new_file_path:
    description: Galaxy's option C(new_file_path), to be set with the others.
    type: path
"""

EXAMPLES = r"""
- name: Deploy the job configuration
  galaxyhpc.cluster.galaxy_jobs:
    config_dir: /srv/galaxy/config
    group: galaxy
    job_conf:
      content:
        runners:
          slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
        execution: {default: slurm}
    destinations:
      - {id: slurm, runner: slurm, cores: 1, memory: 4G, time: '24:00:00'}
    tool_destinations:
      src: tool_destinations.yml
"""

RETURN = r"""
findings:
  description:
    - Findings of the linter, without the ignored ones.
    - Each has C(code) and C(name) of the rule, C(severity), C(effect), C(message), C(path),
      C(line), C(column) and C(fix), as in C(galaxy-jobs lint --format json).
  type: list
  elements: dict
  returned: after linting
galaxy_options:
  description: Options of C(galaxy.yml) that go with the deployed documents.
  type: dict
  returned: success
manual_steps:
  description: Settings of Galaxy that this module does not make, a sentence each.
  type: list
  elements: str
  returned: success
restart_files:
  description: Deployed files that Galaxy reads only when it starts.
  type: list
  elements: str
  returned: success
restart_needed:
  description: Whether one of RV(restart_files) or O(galaxy_yml) has changed.
  type: bool
  returned: success
"""
