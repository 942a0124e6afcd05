# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's end of Pulsars."""

from __future__ import annotations

DOCUMENTATION = r"""
name: with_pulsars
short_description: Adds Galaxy's end of Pulsars to a job_conf
version_added: 0.1.0
description:
  - Adds a runner, and an environment for each manager, so that both ends agree.
  - An environment has the name of its Pulsar, with that of the manager where that is not
    C(_default_). The runner of one that is reached by HTTP is called as the Pulsar with C(_rest);
    behind a message queue each manager has one, with C(_mq) and the manager's name.
positional: _input
options:
  _input:
    description: A job_conf in the form of Galaxy's YAML.
    type: dict
    required: true
  pulsars:
    description:
      - The Pulsars. Each is the fact C(pulsar_ends), which the role
        P(galaxyhpc.cluster.pulsar#role) leaves on its host and which holds no secret, with the
        C(private_token) or the C(message_queue_url) as Galaxy sees it.
      - Without the fact, the same keys are C(name), C(modes), C(app) (what the C(app.yml) says, at
        least C(staging_directory) and C(managers)), C(url), C(galaxy_url), C(file_action) and
        C(params), which are further parameters of the environments.
      - C(native_specification) of C(params) becomes C(submit_native_specification) where the
        manager reads it, and parameters C(submit_*) are left out where it does not; one that no
        manager reads is refused.
    type: list
    elements: dict
    required: true
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: A job configuration with one Pulsar
  ansible.builtin.set_fact:
    job_conf: "{{ site_job_conf | galaxyhpc.cluster.with_pulsars([pulsar]) }}"
  vars:
    pulsar: >-
      {{ hostvars['pulsar.example.org'].pulsar_ends
         | combine({'private_token': vault_pulsar_token}) }}
"""

RETURN = r"""
_value:
  description: The job_conf with runners and environments for the Pulsars.
  type: dict
"""

import typing as t
from collections.abc import Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._errors import ClusterError
from ..plugin_utils.galaxy_jobs.pulsar.given import ends_of
from ..plugin_utils.galaxy_jobs.pulsar.pair import with_pulsars


def _with_pulsars(conf: dict[str, t.Any], pulsars: list[dict[str, t.Any]]) -> dict[str, t.Any]:
    try:
        return with_pulsars(conf, ends_of(pulsars))
    except ClusterError as error:
        raise AnsibleFilterError(f"with_pulsars: {error}") from None


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return it by its name."""
        return {"with_pulsars": _with_pulsars}
