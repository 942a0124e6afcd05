# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of tests: real actions, whose modules have prepared results instead of a host."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from ansible.parsing.dataloader import DataLoader
from ansible.plugins.action import ActionBase

Result = dict[str, t.Any]


@dataclass
class PreparedTask:
    """A task of a playbook in a folder; results are those of its modules by short name.

    The result for '' is that of the module of the task's own name. calls are the executed modules
    with their arguments and variables.
    """

    action: type[ActionBase]
    folder: Path
    results: dict[str, Result] = field(default_factory=dict)
    calls: list[tuple[str, Result, Result]] = field(default_factory=list)

    def run(self, task_vars: Result | None = None, **arguments: t.Any) -> Result:
        """Return the result of the task."""
        task: t.Any = SimpleNamespace(
            action="",
            args=arguments,
            async_val=0,
            check_mode=False,
            get_search_path=lambda: [str(self.folder)],
        )
        connection: t.Any = SimpleNamespace(_shell=SimpleNamespace(tmpdir="/tmp"))
        nothing: t.Any = None
        action: t.Any = self.action(task, connection, nothing, DataLoader(), nothing)
        action._execute_module = self._execute
        result: Result = action.run(task_vars=task_vars or {})
        return result

    def _execute(
        self, module_name: str = "", module_args: Result | None = None, task_vars: t.Any = None
    ) -> Result:
        name = module_name.rpartition(".")[2]
        self.calls.append((name, module_args or {}, task_vars))
        return self.results[name]

    def arguments_of(self, name: str) -> list[Result]:
        """Return the arguments of each execution of a module."""
        return [arguments for module, arguments, _variables in self.calls if module == name]
