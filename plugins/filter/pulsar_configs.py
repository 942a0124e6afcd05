# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The app.yml of Pulsars, for the linter."""

from __future__ import annotations

DOCUMENTATION = r"""
name: pulsar_configs
short_description: Tells the linter which Pulsar is behind which runner
version_added: 0.1.0
description:
  - Makes the C(pulsar_configs) of M(galaxyhpc.cluster.job_config_lint) of the Pulsars that
    P(galaxyhpc.cluster.with_pulsars#filter) adds.
options:
  _input:
    description: The Pulsars, as P(galaxyhpc.cluster.with_pulsars#filter) takes them.
    type: list
    elements: dict
    required: true
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: Compare both ends
  galaxyhpc.cluster.job_config_lint:
    job_conf: "{{ site_job_conf | galaxyhpc.cluster.with_pulsars(pulsars) }}"
    pulsar_configs: "{{ pulsars | galaxyhpc.cluster.pulsar_configs }}"
"""

RETURN = r"""
_value:
  description: What each C(app.yml) says, by the id of the runner.
  type: dict
"""

import typing as t
from collections.abc import Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._errors import ClusterError
from ..plugin_utils.galaxy_jobs.pulsar.given import ends_of
from ..plugin_utils.galaxy_jobs.pulsar.pair import job_conf


def _pulsar_configs(pulsars: list[dict[str, t.Any]]) -> dict[str, t.Any]:
    try:
        return {
            runner: ends.app for ends in ends_of(pulsars) for runner in job_conf(ends)["runners"]
        }
    except ClusterError as error:
        raise AnsibleFilterError(f"pulsar_configs: {error}") from None


class FilterModule:
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return it by its name."""
        return {"pulsar_configs": _pulsar_configs}
