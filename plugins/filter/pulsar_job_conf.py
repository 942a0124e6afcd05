# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's side of a Pulsar."""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Mapping

from ansible.errors import AnsibleFilterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._pulsar.pair import Ends, job_conf

DOCUMENTATION = r"""
name: pulsar_job_conf
short_description: Makes Galaxy's runners and environments for a Pulsar
version_added: 0.1.0
description:
  - Turns the fact C(pulsar_ends), which the role P(galaxyhpc.cluster.pulsar#role) leaves on its
    host, into what a C(job_conf) needs, so that both ends agree.
  - The fact holds no secret; the secrets are given here.
options:
  _input:
    description: The fact C(pulsar_ends).
    type: dict
    required: true
  private_token:
    description: The token of Pulsar.
    type: str
  message_queue_url:
    description: The URL of the message queue as Galaxy sees it.
    type: str
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: A job configuration with one Pulsar
  ansible.builtin.set_fact:
    job_conf: "{{ site_job_conf | combine(pulsar, recursive=true) }}"
  vars:
    pulsar: >-
      {{ hostvars['pulsar.example.org'].pulsar_ends
         | galaxyhpc.cluster.pulsar_job_conf(private_token=pulsar_private_token) }}
"""

RETURN = r"""
_value:
  description:
    - The C(runners) and the C(environments) of C(execution), in the YAML form of a C(job_conf).
  type: dict
"""


def pulsar_job_conf(
    ends: Mapping[str, t.Any],
    private_token: str | None = None,
    message_queue_url: str | None = None,
) -> dict[str, t.Any]:
    """Return what a job_conf needs."""
    try:
        made = {**ends, "modes": tuple(ends["modes"]), "managers": tuple(ends["managers"])}
        return job_conf(
            Ends(**made, private_token=private_token, message_queue_url=message_queue_url)
        )
    except (KeyError, TypeError) as error:
        raise AnsibleFilterError(
            f"Expected the fact pulsar_ends of a host with Pulsar; this is none: {error}"
        ) from error
    except ClusterError as error:
        raise AnsibleFilterError(str(error)) from error


class FilterModule:
    """The filter of this file."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return it by its name."""
        return {"pulsar_job_conf": pulsar_job_conf}
