#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_drmaa_info
short_description: Tells whether a DRMAA library is slurm-drmaa and fits the Slurm of the host
version_added: 0.1.0
description:
  - Loads the library as drmaa-python does, in a process of its own, and asks which system it
    submits to.
  - The module does not fail for what is wrong with the library. It returns a sentence that says
    so.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  path:
    description: The library.
    type: path
    required: true
  deb:
    description:
      - A package file on the host, of the kind of Debian. The library is looked at as it is in
        there, before anything is installed.
      - What the package depends on may not be installed yet, so no library that is missing is a
        problem then, but a C(libslurm.so.N) of another Slurm than the host's.
    type: path
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
"""

EXAMPLES = r"""
- name: Look at Galaxy's DRMAA library
  galaxyhpc.cluster.slurm_drmaa_info:
    path: /usr/lib/slurm-drmaa/lib/libdrmaa.so.1
  register: drmaa

- name: Stop if it does not fit
  ansible.builtin.fail:
    msg: "{{ drmaa.problem }}"
  when: drmaa.problem is not none
"""

RETURN = r"""
problem:
  description: What is wrong with the library, and what to do, V(null) if nothing is.
  type: str
  returned: success
  sample: null
drm_system:
  description: The system that the library submits to, V(null) if it cannot be loaded.
  type: str
  returned: success
  sample: SLURM 24.11.5
implementation:
  description: The library's name for itself, V(null) if it cannot be loaded.
  type: str
  returned: success
  sample: DRMAA for Slurm 1.1.5
libslurm:
  description: The C(libslurm.so.N) that the library was loaded with, V(null) if there is none.
  type: str
  returned: success
  sample: /usr/lib/x86_64-linux-gnu/libslurm.so.42.0.0
installed:
  description: Each C(libslurm.so.N) that the host's loader knows.
  type: list
  elements: str
  returned: success
  sample: [libslurm.so.42]
slurm_version:
  description: Version of the installed Slurm, V(null) when there is none.
  type: str
  returned: success
  sample: 24.11.5
"""

import os
import sys
import tempfile
import typing as t

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._command import Finished
from ..module_utils._drmaa import (
    Host,
    answer,
    command,
    installed,
    problem,
)
from ..module_utils._slurm.installed import (
    installed_version,
    output,
)

# ldconfig is not in the PATH of every user.
LDCONFIG = "/sbin/ldconfig"
NO_LIBRARY = (
    "'{0}' cannot be read: {1}. Expected slurm-drmaa's library. If it is elsewhere, set "
    "slurm_drmaa_library_path."
)


def look(module: AnsibleModule, path: str, host: Host) -> dict[str, t.Any]:
    """Return what an installed library says, and what is wrong with it."""
    return look_at(module, path, lambda said, data: problem(path, said, data, host))


def look_into(module: AnsibleModule, deb: str, path: str, host: Host) -> dict[str, t.Any]:
    """Return the same of a library in a package. A package that cannot be read ends the module."""
    # Beside the package: no library can be loaded from a /tmp that is mounted with noexec.
    with tempfile.TemporaryDirectory(dir=os.path.dirname(deb)) as directory:
        module.run_command(["dpkg-deb", "--extract", deb, directory], check_rc=True)
        unpacked = os.path.join(directory, path.lstrip("/"))
        return look_at(
            module,
            unpacked,
            lambda said, data: problem(path, said, data, host, is_installed=False),
        )


def look_at(
    module: AnsibleModule, file: str, judge: t.Callable[[dict[str, t.Any], bytes], str | None]
) -> dict[str, t.Any]:
    """Return what the library in a file says, and a judgement of that and of its content."""
    try:
        with open(file, "rb") as library:
            data = library.read()
    except OSError as error:
        return {"problem": NO_LIBRARY.format(module.params["path"], error.strerror)}
    said = answer(Finished(*module.run_command(command(sys.executable, "look", file))))
    return {**said, "problem": judge(said, data)}


def main() -> None:
    module = AnsibleModule(
        argument_spec={"path": {"type": "path", "required": True}, "deb": {"type": "path"}},
        supports_check_mode=True,
    )
    path, deb = module.params["path"], module.params["deb"]
    host = Host(installed_version(module), installed(output(module, LDCONFIG, "-p")))
    said = look_into(module, deb, path, host) if deb else look(module, path, host)
    names = ("problem", "drm_system", "implementation", "libslurm")
    module.exit_json(
        changed=False,
        installed=list(host.libslurm),
        slurm_version=host.slurm,
        **{name: said.get(name) for name in names},
    )


if __name__ == "__main__":
    main()
