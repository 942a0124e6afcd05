# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Maps Galaxy's runners to the app.yml of their Pulsar, for the linter."""

from __future__ import annotations

DOCUMENTATION = r"""
name: pulsar_configs
short_description: Map runners to the app.yml of their Pulsar
version_added: 0.1.0
description:
  - Returns the option C(pulsar_configs) of M(galaxyhpc.cluster.job_config_lint) for the Pulsars
    that P(galaxyhpc.cluster.with_pulsars#filter) adds.
options:
  _input:
    description: Pulsars, in the structure of P(galaxyhpc.cluster.with_pulsars#filter).
    type: list
    elements: dict
    required: true
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: Check that Galaxy and its Pulsars agree
  galaxyhpc.cluster.job_config_lint:
    job_conf: "{{ site_job_conf | galaxyhpc.cluster.with_pulsars(pulsars) }}"
    pulsar_configs: "{{ pulsars | galaxyhpc.cluster.pulsar_configs }}"
"""

RETURN = r"""
_value:
  description: Content of C(app.yml) by the id of the runner.
  type: dict
"""

import typing as t
from collections.abc import Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._errors import ClusterError
from ..plugin_utils.galaxy_jobs.pulsar.endpoint import read_endpoints
from ..plugin_utils.galaxy_jobs.pulsar.job_conf import compose_job_conf


def _pulsar_configs(pulsars: list[dict[str, t.Any]]) -> dict[str, t.Any]:
    try:
        return {
            runner: endpoint.app
            for endpoint in read_endpoints(pulsars)
            for runner in compose_job_conf(endpoint)["runners"]
        }
    except ClusterError as error:
        raise AnsibleFilterError(f"pulsar_configs: {error}") from None


class FilterModule:
    """Provides the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return the filter by its name."""
        return {"pulsar_configs": _pulsar_configs}
