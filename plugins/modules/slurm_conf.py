#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_conf
short_description: Write Slurm's configuration and determine how to apply it
version_added: 0.1.0
description:
  - Composes C(slurm.conf), C(cgroup.conf) and C(gres.conf) on the controller from the options and
    the hardware of the hosts, and writes them on the host.
  - Translates options that the installed version no longer knows, with a warning each. Chooses
    missing options for many short jobs and returns each choice with its reason.
  - Compares the files with the recorded ones that the daemons run with, to determine whether the
    daemons need a restart. An interrupted run is completed by the next.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - python-hostlist (on the controller)
options:
  directory:
    description:
      - Directory of the configuration files on the host.
      - The present C(slurm.conf) there provides defaults for nodes that are not in O(hosts), for
        the controllers and for the name of the cluster.
    type: path
  record_directory:
    description:
      - Directory in which M(galaxyhpc.cluster.running_config) keeps copies of the files that the
        daemons run with.
      - If omitted, everything is validated and nothing is written.
    type: path
  config:
    description:
      - Options of C(slurm.conf) by Slurm's names.
      - Set an option to null to leave it out of C(slurm.conf) altogether. None of the RV(paths) can
        be null.
      - C(NodeSet) and C(DownNodes) are strings C(name Key=value) or lists of them; C(Include) is a
        path or a list of paths. Included files are not read.
      - Quote times such as V(24:00:00), because YAML reads them as a number of seconds.
    type: dict
    default: {}
  nodes:
    description:
      - Nodes. C(name) is a host name or a hostlist, all other keys are options of C(NodeName).
      - If empty, each of O(hosts) is a node. With O(partial), the nodes of the present
        C(slurm.conf) are nodes too.
      - Nodes with C(State) FUTURE or CLOUD need neither C(CPUs) nor C(RealMemory).
    type: list
    elements: dict
    default: []
  partitions:
    description: Partitions, each with C(name) and options of C(PartitionName).
    type: list
    elements: dict
    default: []
  cgroup_config:
    description: Options of C(cgroup.conf). Options that are null are left out.
    type: dict
    default: {}
  gres_config:
    description: Lines of C(gres.conf), each a dictionary of options.
    type: list
    elements: dict
    default: []
  hosts:
    description: Results of M(galaxyhpc.cluster.slurm_host_info) by node name.
    type: dict
    default: {}
  controllers:
    description: Names of the hosts that run slurmctld, the primary controller first.
    type: list
    elements: str
    default: []
  defaults:
    description:
      - Options of the distribution's packages, used if O(config) does not have them. Must contain
        the RV(paths).
    type: dict
    required: true
  memory_reserve:
    description: Memory in MiB that is subtracted from RealMemory for the operating system.
    type: int
    default: 1024
  partial:
    description:
      - Whether the cluster has hosts that are not part of this run, as with C(--limit).
      - Nodes, controllers and memory enforcement then default to the present C(slurm.conf).
    type: bool
    default: false
  version:
    description:
      - Version of Slurm on the host.
      - If omitted, because Slurm is not installed yet, the newest version that knows all options is
        assumed.
    type: str
attributes:
  check_mode:
    support: full
    description: Also works on a host without Slurm.
  diff_mode:
    support: full
    description: Shows a diff of each file.
"""

EXAMPLES = r"""
- name: Write the configuration of a one-node cluster
  galaxyhpc.cluster.slurm_conf:
    directory: /etc/slurm
    record_directory: /var/lib/galaxyhpc/slurm
    controllers: [galaxy]
    nodes:
      - name: galaxy
        CPUs: 2
        RealMemory: 4000
    version: 22.05.8
    defaults:
      SlurmUser: slurm
      StateSaveLocation: /var/lib/slurm/slurmctld
      SlurmdSpoolDir: /var/lib/slurm/slurmd
      SlurmctldLogFile: /var/log/slurm/slurmctld.log
      SlurmdLogFile: /var/log/slurm/slurmd.log
"""

RETURN = r"""
needs:
  description: What applies it to the daemons, one of V(none), V(reconfigure) and V(restart).
  type: str
  returned: with O(record_directory)
reasons:
  description: Changes that the daemons have to be told, a sentence each.
  type: list
  elements: str
  returned: with O(record_directory)
controllers:
  description: Addresses of the hosts that run slurmctld, or their names if no address is set.
  type: list
  elements: str
  returned: success
paths:
  description:
    - Values of SlurmUser, StateSaveLocation, SlurmdSpoolDir, SlurmctldLogFile and SlurmdLogFile.
  type: dict
  returned: success
choices:
  description: Options chosen because O(config) does not have them, with the reasons.
  type: list
  elements: str
  returned: success
"""
