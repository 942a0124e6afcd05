# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints documents of the controller; nothing is done on the host."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.documents import (
    LINT_ARGUMENTS,
    TOGETHER,
    TOGETHER_ARGUMENTS,
    Controller,
    Result,
    accepted,
    finished,
    others,
)
from ..plugin_utils.deploy.host_files import Variables
from ..plugin_utils.galaxy_jobs.io import tpv
from ..plugin_utils.galaxy_jobs.io.files import Files
from ..plugin_utils.galaxy_jobs.io.ignore_files import (
    suppressions,
)
from ..plugin_utils.galaxy_jobs.lint.engine import lint
from ..plugin_utils.galaxy_jobs.lint.report import (
    as_data,
    as_text,
    summary,
)

_ARGUMENTS = {
    **LINT_ARGUMENTS,
    "paths": {"type": "list", "elements": "path", "default": []},
    **TOGETHER_ARGUMENTS,
}


class ActionModule(ActionBase):
    """Reads, lints, and returns what was found."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the findings."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=_ARGUMENTS,
            required_one_of=[["paths", *TOGETHER]],
        )
        controller = Controller(self, task_vars)
        paths = [Path(self._find_needle("files", path)) for path in arguments["paths"]]
        return finished(result, lambda: _linted(controller, paths, arguments))


def _linted(controller: Controller, paths: list[Path], arguments: dict[str, t.Any]) -> Result:
    """Return what was found. Raises LintError for what is too severe; ClusterError."""
    files = Files()
    named = others(controller, arguments)
    files.slurm_conf = named.slurm_conf
    for document in named.documents():
        files.give(document)
    for path in paths:
        if path.is_dir():
            files.add_folder(path)
        else:
            files.add(path, None)
    if files.errors:
        raise ClusterError("\n".join(files.errors))
    notices = len(files.notices)
    of_tpv = tpv.check(files)
    ignored = suppressions(None, files.paths())
    found = lint(*files.contexts(), of_tpv, ignored=ignored)
    findings = accepted(found, arguments)
    return {
        "changed": False,
        "findings": [as_data(finding) for finding in findings],
        "summary": summary(findings),
        "report": as_text(findings),
        "warnings": files.notices[notices:],
    }
