# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints Galaxy's job configuration on the controller and writes it on the host."""

from __future__ import annotations

from copy import deepcopy

from ansible.plugins.action import ActionBase

from ..plugin_utils.deploy.controller import Controller
from ..plugin_utils.deploy.documents import Result, run_action
from ..plugin_utils.deploy.host_files import HostFiles, Variables
from ..plugin_utils.deploy.job_configuration import ARGUMENTS, deploy_configuration


class ActionModule(ActionBase):
    """Deploys all documents of the job configuration together."""

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the written files and the findings."""
        result: Result = super().run(tmp, task_vars)
        spec = deepcopy(ARGUMENTS)  # validation fills in the defaults of suboptions
        _result, arguments = self.validate_argument_spec(argument_spec=spec)
        controller, files = Controller(self, task_vars), HostFiles(self, task_vars)
        return run_action(result, lambda: deploy_configuration(controller, files, arguments))
