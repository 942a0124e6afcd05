# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destinations defined by the resources of their jobs."""

from __future__ import annotations

DOCUMENTATION = r"""
name: with_destinations
short_description: Add destinations with cores, memory and time to a job_conf
version_added: 0.1.0
description:
  - Translates the resources of each destination into the options of its runner, for example a
    native specification for DRMAA, parameters of the CLI runner, or Pulsar's
    C(submit_native_specification).
positional: _input
options:
  _input:
    description: Job configuration in the form of Galaxy's YAML, with its C(runners).
    type: dict
    required: true
  destinations:
    description:
      - Destinations. Each has an C(id) and a C(runner).
      - Resources are C(cores), C(nodes), C(memory) per node (in MiB, or a string such as C(8G)),
        C(time) (a string such as C(24:00:00)), C(partition), C(qos), C(account), C(reservation),
        C(features), C(gres) and C(exclusive), as far as the runner supports them.
      - C(tags), C(env), C(resubmit), C(shell) and C(metrics) are copied; C(params) are further
        parameters.
      - C(system) is the batch system if the runner does not determine it, one of C(Slurm),
        C(Grid Engine), C(PBS) and C(LSF), or the job plugin of the CLI runner.
    type: list
    elements: dict
    required: true
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
"""

EXAMPLES = r"""
- name: Deploy a job configuration with two destinations
  galaxyhpc.cluster.job_conf:
    dest: /srv/galaxy/config/job_conf.yml
    group: galaxy
    content: "{{ conf | galaxyhpc.cluster.with_destinations(destinations) }}"
  vars:
    conf:
      runners:
        slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
      execution:
        default: slurm
    destinations:
      - {id: slurm, runner: slurm, cores: 1, memory: 4G, time: '24:00:00'}
      - {id: slurm-8c, runner: slurm, cores: 8, memory: 32G, time: '3-00:00:00'}
"""

RETURN = r"""
_value:
  description: Job configuration with an environment for each destination.
  type: dict
"""

import typing as t
from collections.abc import Callable

from ansible.errors import AnsibleFilterError

from ..module_utils._errors import ClusterError
from ..plugin_utils.galaxy_jobs.batch.destinations import (
    with_destinations,
)


def _with_destinations(
    conf: dict[str, t.Any], destinations: list[dict[str, t.Any]]
) -> dict[str, t.Any]:
    try:
        return with_destinations(conf, destinations)
    except ClusterError as error:
        raise AnsibleFilterError(f"with_destinations: {error}") from None


class FilterModule:
    """Provides the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return the filter by its name."""
        return {"with_destinations": _with_destinations}
