# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# PRIVATE to the collection: may change at any time.

from __future__ import annotations


class ModuleDocFragment:
    """Shared documentation of the actions on Galaxy's job configuration."""

    LINT_OPTIONS = r"""
requirements:
  - PyYAML (on the controller)
options:
  fail_on:
    description: Lowest severity of a finding that makes the task fail.
    type: str
    choices: [error, warning, never]
    default: error
  ignore:
    description:
      - Codes of lint rules to ignore, for example V(GJ134).
      - C(galaxy-jobs rules) lists them. To ignore a rule on one line, use a C(noqa) comment.
    type: list
    elements: str
    default: []
  slurm_conf:
    description:
      - C(slurm.conf) on the controller, of the cluster the jobs are submitted to. With it, the
        linter finds jobs that the cluster can never start.
    type: path
"""

    LINT = r"""
options:
  pulsar_configs:
    description:
      - The C(app.yml) of each Pulsar server that jobs are sent to. With it, the linter finds where
        Pulsar and the job_conf disagree. Each is a path on the controller, a string or data.
      - The keys are ids of runners or destinations, or patterns such as V(far_*); V(*) matches all.
    type: dict
"""

    DEPLOYED = r"""
options:
  owner:
    description: Owner of the written files. If omitted, an existing file keeps its owner.
    type: str
  group:
    description:
      - Group of the written files. The user Galaxy runs as must be in it, unless others can read
        the files. If omitted, an existing file keeps its group.
    type: str
  backup:
    description:
      - Keep a copy of each file that changes. The copy gets the same owner, group and mode.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Lints, and reports what would be written.
  diff_mode:
    support: full
    description: Shows a diff of each file. Possible secrets are replaced by C(***).
"""

    DEPLOY = r"""
options:
  dest:
    description: Path on the host. Its directory must exist.
    type: path
    required: true
  mode:
    description:
      - Permissions of the files, as for M(ansible.builtin.copy).
      - By default, others cannot read them, because documents may contain tokens and passwords.
    type: raw
    default: '0640'
"""

    DOCUMENT = r"""
options:
  src:
    description:
      - File on the controller, searched for as M(ansible.builtin.copy) does. A file encrypted with
        Ansible Vault is decrypted.
      - Exactly one of O(content), O(src) and O(template) is required.
    type: path
  template:
    description:
      - Template on the controller, searched for as M(ansible.builtin.template) does. The rendered
        text is linted; findings refer to its lines.
    type: path
"""

    JOB_CONF = r"""
options:
  job_conf:
    description:
      - The job_conf to lint with. It is a path on the controller (XML, YAML, or a C(galaxy.yml)
        with C(job_config)), a string, or data in the form of YAML.
    type: raw
"""

    TOOL_DESTINATIONS = r"""
options:
  tool_destinations:
    description:
      - The tool destinations to lint with, as a path on the controller, a string or data.
    type: raw
"""

    RESOURCE_PARAMS = r"""
options:
  resource_params:
    description:
      - The job resource parameters to lint with. They are a path on the controller, a string, or a
        list in the form of C(content) of M(galaxyhpc.cluster.job_resource_params).
    type: raw
"""

    RULES = r"""
options:
  rules:
    description:
      - The Python rules to lint with, as a path of their folder on the controller or a mapping of
        file names to texts.
    type: raw
"""
