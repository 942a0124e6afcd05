# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Adds Galaxy's runners and environments for Pulsars to a job_conf."""

from __future__ import annotations

DOCUMENTATION = r"""
name: with_pulsars
short_description: Add Pulsars to a job_conf
version_added: 0.1.0
description:
  - Adds a runner for each Pulsar and an environment for each of its managers, with the settings
    that Galaxy and the Pulsar must agree on.
  - The name of an environment is the name of the Pulsar, followed by C(_) and the manager unless
    the manager is C(_default_).
  - With REST, the name of the runner is the name of the Pulsar and C(_rest). With a message queue,
    each manager has its own runner, named after the Pulsar, C(_mq) and the manager.
positional: _input
options:
  _input:
    description: A job_conf in the structure of Galaxy's YAML format.
    type: dict
    required: true
  pulsars:
    description:
      - Pulsars. Each is the fact C(pulsar_endpoint), which the role
        P(galaxyhpc.cluster.pulsar#role) sets on its host, combined with the secret that the fact
        lacks, C(private_token) or C(message_queue_url) as Galaxy uses it.
      - For a Pulsar without the fact, set its keys C(name), C(modes), C(app), C(url),
        C(galaxy_url), C(file_action) and C(params). C(app) is the content of C(app.yml), at least
        C(staging_directory) and C(managers). C(params) are further parameters of the environments.
      - C(native_specification) in C(params) is renamed to C(submit_native_specification).
        Parameters C(submit_*) are omitted for managers that ignore them, and rejected if all
        managers do.
    type: list
    elements: dict
    required: true
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: Add one Pulsar to a job_conf
  ansible.builtin.set_fact:
    job_conf: "{{ site_job_conf | galaxyhpc.cluster.with_pulsars([pulsar]) }}"
  vars:
    pulsar: >-
      {{ hostvars['pulsar.example.org'].pulsar_endpoint
         | combine({'private_token': vault_pulsar_token}) }}
"""

RETURN = r"""
_value:
  description: The job_conf with the runners and environments for the Pulsars.
  type: dict
"""

import typing as t
from collections.abc import Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._errors import ClusterError
from ..plugin_utils.galaxy_jobs.pulsar.endpoint import read_endpoints
from ..plugin_utils.galaxy_jobs.pulsar.job_conf import add_pulsars


def _with_pulsars(conf: dict[str, t.Any], pulsars: list[dict[str, t.Any]]) -> dict[str, t.Any]:
    try:
        return add_pulsars(conf, read_endpoints(pulsars))
    except ClusterError as error:
        raise AnsibleFilterError(f"with_pulsars: {error}") from None


class FilterModule:
    """Provides the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return the filter by its name."""
        return {"with_pulsars": _with_pulsars}
