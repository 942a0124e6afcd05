# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints a job_resource_params_conf.xml on the controller and writes it on the host."""

from __future__ import annotations

from ..plugin_utils.deploy.documents import DocumentAction


class ActionModule(DocumentAction):
    """Deploys one, linted with related documents."""

    kind = "resource_params"
