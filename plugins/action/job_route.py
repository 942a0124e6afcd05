# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the controller where jobs would go; nothing is done on the host."""

from __future__ import annotations

import typing as t
from pathlib import Path

from ansible.plugins.action import ActionBase

from ..module_utils._errors import ClusterError
from ..plugin_utils.deploy.controller import Controller, plain
from ..plugin_utils.deploy.documents import Result, linted_with, run_action
from ..plugin_utils.deploy.host_files import Variables
from ..plugin_utils.galaxy_jobs.io.rule_process import (
    RunOptions,
    with_rules,
)
from ..plugin_utils.galaxy_jobs.routing.check import (
    as_data,
    as_text,
    check,
    passed,
)
from ..plugin_utils.galaxy_jobs.routing.route import Router
from ..plugin_utils.galaxy_jobs.routing.table import (
    Table,
    read_table,
)
from ..plugin_utils.galaxy_jobs.yaml import dump

_ARGUMENTS = {
    "job_conf": {"type": "raw", "required": True},
    "tool_destinations": {"type": "raw"},
    "rules": {"type": "raw"},
    "resource_params": {"type": "raw"},
    "tests": {"type": "raw", "required": True},
    "run_rules": {"type": "bool", "default": False},
    "galaxy_python": {"type": "path"},
    "rule_seconds": {"type": "float", "default": 10},
}


class ActionModule(ActionBase):
    """Runs routing tests; the task fails if one fails."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the results."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(argument_spec=_ARGUMENTS)
        return run_action(result, lambda: self._test(Controller(self, task_vars), arguments))

    def _test(self, controller: Controller, arguments: dict[str, t.Any]) -> Result:
        """Return the results. Raises ClusterError."""
        context = linted_with(controller, arguments)
        if context.job_conf is None:
            raise ClusterError("job_conf has no job configuration.")
        table = _table(controller, arguments["tests"])
        destinations = context.tool_destinations
        router = Router(
            context.job_conf,
            {None: destinations} if destinations else {},
            resource_params=context.resource_params,
            config=table.config,
        )
        with with_rules(router, context.rules, self._running(arguments)):
            results = check(table, router)
        report = as_text(results)
        return {
            "changed": False,
            "results": [as_data(item) for item in results],
            "report": report,
            **({} if passed(results) else {"failed": True, "msg": report}),
        }

    def _running(self, arguments: dict[str, t.Any]) -> RunOptions | None:
        if not arguments["run_rules"]:
            return None
        rules = arguments["rules"]
        if not isinstance(rules, (str, type(None))):
            raise ClusterError("run_rules: 'rules' must be the path of a folder.")
        folder = Path(self._find_needle("files", rules)) if rules else None
        return RunOptions(folder, arguments["galaxy_python"], arguments["rule_seconds"])


def _table(controller: Controller, value: object) -> Table:
    """Return a table from its path, its text or data. Raises ClusterError."""
    if isinstance(value, str) and "\n" not in value:
        file = controller.file(value)
        return read_table(file.data, file.name)
    if isinstance(value, str):
        return read_table(value, "tests")
    data = plain(value)
    return read_table(dump({"tests": data} if isinstance(data, list) else data), "tests")
