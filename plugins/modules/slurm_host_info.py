#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_host_info
short_description: Gather the facts of a host that Slurm's configuration needs
version_added: 0.1.0
description:
  - Returns the installed version of Slurm, the CPUs and memory detected by C(slurmd -C), and
    whether cgroups can limit the memory of jobs.
  - If slurmd is not installed yet, CPUs and memory are those of the operating system.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
"""

EXAMPLES = r"""
- name: Read the host's hardware and Slurm version
  galaxyhpc.cluster.slurm_host_info:
  register: host
"""

RETURN = r"""
version:
  description: Version of the installed Slurm, V(null) if none is installed.
  type: str
  returned: success
  sample: 22.05.8
cpus:
  description: Number of CPUs.
  type: int
  returned: success
real_memory:
  description: Memory in MiB.
  type: int
  returned: success
config_directory:
  description: Directory of the packages' configuration files.
  type: str
  returned: success
  sample: /etc/slurm
topology:
  description: Boards, sockets, cores and threads as printed by C(slurmd -C), if it is installed.
  type: dict
  returned: success
memory_cgroup:
  description:
    - Whether a control group with a memory limit can be created.
    - In check mode, this is derived from the mounted file systems alone.
  type: bool
  returned: success
"""

import contextlib
import os

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._slurm.hardware import (
    find_memory_cgroup,
    parse_slurmd,
    select_topology,
)
from ..module_utils._slurm.installed import (
    installed_version,
    read_output,
)

CONFIG_DIRECTORIES = ("/etc/slurm", "/etc/slurm-llnl")
LIMIT_FILE = {1: "memory.limit_in_bytes", 2: "memory.max"}
PROBE_LIMIT = str(100 * 1024 * 1024)


def limits_memory(check_mode: bool) -> bool:
    """Return whether memory can be limited, by creating a control group with a limit."""
    with open("/proc/self/mountinfo", encoding="utf-8") as file:
        found = find_memory_cgroup(file.read())
    if found is None or check_mode:
        return found is not None
    version, mounted = found
    group = os.path.join(mounted, f"galaxyhpc_probe_{os.getpid()}")
    try:
        os.mkdir(group)
        with open(os.path.join(group, LIMIT_FILE[version]), "w", encoding="ascii") as file:
            file.write(PROBE_LIMIT)
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):
            os.rmdir(group)
    return True


def main() -> None:
    module = AnsibleModule(argument_spec={}, supports_check_mode=True)
    seen = parse_slurmd(read_output(module, "slurmd", "-C"))
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024**2
    module.exit_json(
        changed=False,
        version=installed_version(module),
        config_directory=next(filter(os.path.isdir, CONFIG_DIRECTORIES), CONFIG_DIRECTORIES[0]),
        cpus=int(seen.get("CPUs", os.cpu_count() or 1)),
        real_memory=int(seen.get("RealMemory", memory)),
        topology=select_topology(seen),
        memory_cgroup=limits_memory(module.check_mode),
    )


if __name__ == "__main__":
    main()
