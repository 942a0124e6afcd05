# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lints documents on the controller; nothing is done on the host."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.controller import Controller
from ..plugin_utils.deploy.documents import (
    CONTEXT_ARGUMENTS,
    LINT_ARGUMENTS,
    Result,
    lint_files,
    linted_with,
    run_action,
)
from ..plugin_utils.deploy.host_files import Variables
from ..plugin_utils.galaxy_jobs.io.files import Files
from ..plugin_utils.galaxy_jobs.lint.report import as_data, as_text, summary

_ARGUMENTS = {
    **LINT_ARGUMENTS,
    "paths": {"type": "list", "elements": "path", "default": []},
    **CONTEXT_ARGUMENTS,
}


class ActionModule(ActionBase):
    """Lints the documents and returns the findings."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the findings."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=_ARGUMENTS)
        controller = Controller(self, task_vars)
        paths = [Path(self._find_needle("files", path)) for path in arguments["paths"]]
        return run_action(result, lambda: _lint(controller, paths, arguments))


def _lint(controller: Controller, paths: list[Path], arguments: dict[str, t.Any]) -> Result:
    """Return the findings. Raises LintError if one is too severe, ClusterError."""
    files = Files()
    context = linted_with(controller, arguments)
    files.slurm_conf = context.slurm_conf
    for document in context.documents():
        files.add_document(document)
    for path in paths:
        if path.is_dir():
            files.add_folder(path)
        else:
            files.add(path, None)
    if files.errors:
        raise ClusterError("\n".join(files.errors))
    if not (files.paths() or files.rules):
        raise ClusterError("Nothing to lint: expected a document, or a path with documents.")
    notices = len(files.notices)
    findings = lint_files(files, arguments)
    return {
        "changed": False,
        "findings": [as_data(finding) for finding in findings],
        "summary": summary(findings),
        "report": as_text(findings),
        "warnings": files.notices[notices:],
    }
