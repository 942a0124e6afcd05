#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: slurm_drmaa_info
short_description: Check whether a DRMAA library is slurm-drmaa for the host's Slurm
version_added: 0.1.0
description:
  - Loads the library as drmaa-python does, in a separate process, and determines which batch system
    it submits to.
  - A problem with the library is returned, it does not make the module fail.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  path:
    description: Path of the library.
    type: path
    required: true
  deb:
    description:
      - Debian package file on the host. The library inside is checked before it is installed.
      - Dependencies of the package may not be installed yet, so a missing library is not a problem,
        except a C(libslurm.so.N) of a different Slurm.
    type: path
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
"""

EXAMPLES = r"""
- name: Check Galaxy's DRMAA library
  galaxyhpc.cluster.slurm_drmaa_info:
    path: /usr/lib/slurm-drmaa/lib/libdrmaa.so.1
  register: drmaa

- name: Reject an incompatible library
  ansible.builtin.fail:
    msg: "{{ drmaa.problem }}"
  when: drmaa.problem is not none
"""

RETURN = r"""
problem:
  description: Problem of the library with advice, V(null) if there is none.
  type: str
  returned: success
  sample: null
drm_system:
  description: Batch system the library submits to, V(null) if it cannot be loaded.
  type: str
  returned: success
  sample: SLURM 24.11.5
implementation:
  description: Name of the library's implementation, V(null) if it cannot be loaded.
  type: str
  returned: success
  sample: DRMAA for Slurm 1.1.5
libslurm:
  description: The C(libslurm.so.N) loaded with the library, V(null) if there is none.
  type: str
  returned: success
  sample: /usr/lib/x86_64-linux-gnu/libslurm.so.42.0.0
installed:
  description: All C(libslurm.so.N) that the host's loader finds.
  type: list
  elements: str
  returned: success
  sample: [libslurm.so.42]
slurm_version:
  description: Version of the installed Slurm, V(null) if none is installed.
  type: str
  returned: success
  sample: 24.11.5
"""

import os
import sys
import tempfile
import typing as t

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._command import CommandResult
from ..module_utils._drmaa import (
    Host,
    child_command,
    diagnose,
    parse_ldconfig,
    read_answer,
)
from ..module_utils._slurm.installed import (
    installed_version,
    read_output,
)

# ldconfig is not in the PATH of every user.
LDCONFIG = "/sbin/ldconfig"
NO_LIBRARY = (
    "'{0}' cannot be read: {1}. Expected slurm-drmaa's library. If its path is different, set "
    "slurm_drmaa_library_path."
)


def inspect_installed(module: AnsibleModule, path: str, host: Host) -> dict[str, t.Any]:
    """Return the properties and the problem of an installed library."""
    return inspect_file(module, path, lambda answer, data: diagnose(path, answer, data, host))


def inspect_package(module: AnsibleModule, deb: str, path: str, host: Host) -> dict[str, t.Any]:
    """Return the properties and the problem of a library in a package.

    Ends the module if the package cannot be read.
    """
    # In the package's directory, because /tmp may be mounted with noexec.
    with tempfile.TemporaryDirectory(dir=os.path.dirname(deb)) as directory:
        module.run_command(["dpkg-deb", "--extract", deb, directory], check_rc=True)
        return inspect_file(
            module,
            os.path.join(directory, path.lstrip("/")),
            lambda answer, data: diagnose(path, answer, data, host, is_installed=False),
        )


def inspect_file(
    module: AnsibleModule,
    file: str,
    find_problem: t.Callable[[dict[str, t.Any], bytes], str | None],
) -> dict[str, t.Any]:
    """Load a library and return its properties and its problem."""
    try:
        with open(file, "rb") as library:
            data = library.read()
    except OSError as error:
        return {"problem": NO_LIBRARY.format(module.params["path"], error.strerror)}
    answer = read_answer(
        CommandResult(*module.run_command(child_command(sys.executable, "inspect_library", file)))
    )
    return {**answer, "problem": find_problem(answer, data)}


def main() -> None:
    module = AnsibleModule(
        argument_spec={"path": {"type": "path", "required": True}, "deb": {"type": "path"}},
        supports_check_mode=True,
    )
    path, deb = module.params["path"], module.params["deb"]
    host = Host(installed_version(module), parse_ldconfig(read_output(module, LDCONFIG, "-p")))
    if deb:
        library = inspect_package(module, deb, path, host)
    else:
        library = inspect_installed(module, path, host)
    names = ("problem", "drm_system", "implementation", "libslurm")
    module.exit_json(
        changed=False,
        installed=list(host.libslurm),
        slurm_version=host.slurm,
        **{name: library.get(name) for name in names},
    )


if __name__ == "__main__":
    main()
