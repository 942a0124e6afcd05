# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destinations that are given by what their jobs ask for."""

from __future__ import annotations

DOCUMENTATION = r"""
name: with_destinations
short_description: Adds destinations by their cores, memory and time to a job_conf
version_added: 0.1.0
description:
  - Writes what the jobs of a destination ask for in the words of its runner, such as the native
    specification of DRMAA, the parameters of the CLI runner or Pulsar's
    C(submit_native_specification).
positional: _input
options:
  _input:
    description: A job_conf in the form of Galaxy's YAML. Its C(runners) tell the runner classes.
    type: dict
    required: true
  destinations:
    description:
      - The destinations. Each has an C(id) and a C(runner), and of C(cores), C(nodes), C(memory)
        on each node (in MiB, or a text such as C(8G)), C(time) (a text such as C(24:00:00)),
        C(partition), C(qos), C(account), C(reservation), C(features), C(gres) and C(exclusive) what
        the runner can ask for.
      - C(tags), C(env), C(resubmit), C(shell) and C(metrics) are taken over as they are;
        C(params) are more parameters.
      - C(system) is the batch system where the runner leaves it open, one of C(Slurm),
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
  description: The job_conf with an environment for each destination.
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
    """Offers the filter."""

    def filters(self) -> dict[str, Callable[..., t.Any]]:
        """Return it by its name."""
        return {"with_destinations": _with_destinations}
