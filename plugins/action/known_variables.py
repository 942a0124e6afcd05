# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refuses variables that no role knows, before they are silently without effect."""

from __future__ import annotations

import typing as t
from pathlib import Path

import yaml
from ansible.plugins.action import ActionBase

from ..plugin_utils.deploy.variables import unknown

ROLES = Path(__file__).resolve().parents[2] / "roles"


class ActionModule(ActionBase):
    """Compares the host's variables with the argument specs of the collection's roles."""

    _supports_check_mode = True
    _requires_connection = False

    def run(
        self, tmp: str | None = None, task_vars: dict[str, t.Any] | None = None
    ) -> dict[str, t.Any]:
        """Return a failure that lists the unknown variables."""
        result: dict[str, t.Any] = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec={
                "role": {"type": "str", "required": True},
                "ignore": {"type": "list", "elements": "str", "default": []},
                "replaced": {"type": "dict", "default": {}},
            }
        )
        prefix = f"{arguments['role']}_"
        defined = {name for name in task_vars or {} if name.startswith(prefix)}
        replaced = arguments["replaced"]
        problems = unknown(defined - {*arguments["ignore"], *replaced}, _known_variables())
        if problems:
            problems.append(f"List variables of your own in {prefix}ignore_variables.")
        problems += [
            f"'{name}' is ignored: {replaced[name]}." for name in sorted(defined & {*replaced})
        ]
        return {**result, "failed": bool(problems), "msg": " ".join(problems)}


def _known_variables() -> set[str]:
    """Return the variables of all roles, because a play may set those of several."""
    specs = [yaml.safe_load(path.read_text()) for path in ROLES.glob("*/meta/argument_specs.yml")]
    return {
        name
        for spec in specs
        for entry_point in spec["argument_specs"].values()
        for name in entry_point["options"]
    }
