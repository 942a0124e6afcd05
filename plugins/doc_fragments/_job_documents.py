# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# PRIVATE to the collection: may change at any time.

from __future__ import annotations


class ModuleDocFragment:
    """What the documentation of the actions on Galaxy's job configuration has in common."""

    LINT = r"""
requirements:
  - PyYAML (on the controller)
options:
  fail_on:
    description: The least severity of a finding that makes the task fail.
    type: str
    choices: [error, warning, never]
    default: error
  ignore:
    description:
      - Codes of rules to pass over, such as V(GJ134).
      - C(galaxy-jobs rules) lists them. A C(noqa) comment keeps a rule quiet at one line.
    type: list
    elements: str
    default: []
  slurm_conf:
    description:
      - Path on the controller of the C(slurm.conf) of the cluster that jobs are submitted to, to
        find jobs that the cluster could never start.
    type: path
  pulsar_configs:
    description:
      - The C(app.yml) of each Pulsar that jobs are sent to, to find where it does not agree with
        the job_conf. Each is the path of a file on the controller, a text, or data.
      - The keys are the ids of the runners or destinations that lead there, or patterns of them,
        such as V(far_*); V(*) is all.
    type: dict
"""

    DEPLOY = r"""
options:
  dest:
    description: Path on the host. Its directory must exist.
    type: path
    required: true
  owner:
    description: User that is to own what is written, as for M(ansible.builtin.copy).
    type: str
  group:
    description:
      - Group that is to own what is written. Galaxy has to be able to read it, and with the default
        of O(mode) that is by its group.
    type: str
  mode:
    description:
      - Permissions of the files, as for M(ansible.builtin.copy).
      - By default others cannot read them, since documents may hold tokens and passwords.
    type: raw
    default: '0640'
  backup:
    description: Whether to keep a copy of a file that changes. The copy gets O(mode) as well.
    type: bool
    default: false
attributes:
  check_mode:
    support: full
    description: Lints, and says what would be written.
  diff_mode:
    support: full
    description:
      - Shows the difference of each file, with what may be a secret replaced by C(***).
"""

    DOCUMENT = r"""
options:
  src:
    description:
      - A file on the controller, found as M(ansible.builtin.copy) finds its own. One that is
        encrypted with Ansible Vault is decrypted.
      - Exactly one of O(content), O(src) and O(template) is needed.
    type: path
  template:
    description:
      - A template on the controller, found as M(ansible.builtin.template) finds its own. What is
        made of it is linted; findings tell the line of the result, and show it.
    type: path
"""

    JOB_CONF = r"""
options:
  job_conf:
    description:
      - The job_conf to lint with, as the path of a file on the controller (XML, YAML, or a
        C(galaxy.yml) with C(job_config)), as its text, or as data in the form of YAML.
    type: raw
"""

    TOOL_DESTINATIONS = r"""
options:
  tool_destinations:
    description:
      - The tool destinations to lint with, as the path of a file on the controller, as
        their text, or as data.
    type: raw
"""

    RESOURCE_PARAMS = r"""
options:
  resource_params:
    description:
      - The job resource parameters to lint with, as the path of a file on the controller, as
        their text, or as a list in the form that the C(content) of
        M(galaxyhpc.cluster.job_resource_params) has.
    type: raw
"""

    RULES = r"""
options:
  rules:
    description:
      - The modules of rules to lint with, as the path of their folder on the controller or as a
        mapping from file names to texts.
    type: raw
"""
