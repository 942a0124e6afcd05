#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_conf
short_description: Writes Slurm's configuration and says what the running daemons need
version_added: 0.1.0
description:
  - Composes C(slurm.conf), C(cgroup.conf) and C(gres.conf) on the controller, from what the user
    wrote and what the hosts say of themselves, and writes them on the host.
  - Options that the installed version no longer knows are translated, with a warning each. What
    the user leaves open is filled in for many short jobs; each choice is returned with its reason.
  - Compares with the configuration that is on record as the one the daemons run with, so that a
    run that was stopped before the daemons knew is made good by the next one.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - python-hostlist (on the controller)
options:
  directory:
    description:
      - Directory of the configuration files on the host.
      - What the C(slurm.conf) there says of nodes that O(hosts) does not have, of the controllers
        and of the name of the cluster is taken over where nothing else says it.
    type: path
  record_directory:
    description:
      - Directory of the copies of the files that the daemons run with.
      - Without it everything is checked and nothing is written.
    type: path
  config:
    description:
      - Options of C(slurm.conf).
      - One whose value is null is not written, and nothing is chosen for it either. None of the
        RV(paths) can be null.
      - NodeSet and DownNodes are taken as C(name Key=value), one or a list; C(Include) as a path or
        a list of paths. What an included file says is not looked at.
      - Times such as V(24:00:00) must be quoted, because YAML reads them as a number of seconds.
    type: dict
    default: {}
  nodes:
    description:
      - Nodes; C(name) is a host name or a hostlist, all other keys are options of C(NodeName).
      - Without any, each of O(hosts) is a node. With O(partial), the nodes of the present
        C(slurm.conf) are nodes too.
      - One whose State is FUTURE or CLOUD needs neither CPUs nor RealMemory.
    type: list
    elements: dict
    default: []
  partitions:
    description: Partitions; C(name), and the options of C(PartitionName).
    type: list
    elements: dict
    default: []
  cgroup_config:
    description: Options of C(cgroup.conf). One whose value is null is not written.
    type: dict
    default: {}
  gres_config:
    description: Lines of C(gres.conf).
    type: list
    elements: dict
    default: []
  hosts:
    description: What M(galaxyhpc.cluster.slurm_host_info) returned of each host, by node name.
    type: dict
    default: {}
  controllers:
    description: Names of the hosts that run slurmctld, the primary one first.
    type: list
    elements: str
    default: []
  defaults:
    description:
      - Options of the distribution's packages, at least the RV(paths), for what O(config) leaves
        open.
    type: dict
    required: true
  memory_reserve:
    description: Memory in MiB that is kept from RealMemory for the operating system.
    type: int
    default: 1024
  partial:
    description:
      - Whether the cluster has hosts that this run does not see, as with C(--limit).
      - Its nodes, its controllers and the way jobs are held to their memory then stay as the
        present C(slurm.conf) has them, where O(config) and O(nodes) leave them open.
    type: bool
    default: false
  version:
    description:
      - Version of Slurm on the host.
      - Without it, as before Slurm is installed, the newest one that takes all options is assumed.
    type: str
attributes:
  check_mode:
    support: full
    description: Works on a host without Slurm too.
  diff_mode:
    support: full
    description: Shows the difference of each file.
"""

EXAMPLES = r"""
- name: Write the configuration of a cluster of one
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
  description: What the daemons need to run with it, one of V(none), V(reconfigure) and V(restart).
  type: str
  returned: when O(record_directory) is given
reasons:
  description: What changed, a sentence each.
  type: list
  elements: str
  returned: when O(record_directory) is given
controllers:
  description: Addresses, or names where no address is given, of the hosts that run slurmctld.
  type: list
  elements: str
  returned: success
paths:
  description:
    - The values of SlurmUser, StateSaveLocation, SlurmdSpoolDir, SlurmctldLogFile and
      SlurmdLogFile.
  type: dict
  returned: success
choices:
  description: What was filled in where O(config) leaves it open, and why.
  type: list
  elements: str
  returned: success
"""
