# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the role pulsar, in the library, the action and the role."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action.pulsar_conf import ARGUMENTS
from ansible_collections.galaxyhpc.cluster.plugins.modules import pulsar_conf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.settings import (
    Settings,
)

ROLE = Path(__file__).resolve().parents[6] / "roles/pulsar"
ROLE_OPTIONS = yaml.safe_load((ROLE / "meta/argument_specs.yml").read_text())["argument_specs"]
OPTIONS = yaml.safe_load(pulsar_conf.DOCUMENTATION)["options"]
TASK_ONLY = {"write", "slurm_is_installed"}


def test_action_takes_what_is_documented() -> None:
    documented = {
        name: {key: value for key, value in option.items() if key != "description"}
        for name, option in OPTIONS.items()
    }
    for option in documented.values():
        option.setdefault("required", False)
    taken = {
        name: {"required": False, **{k: v for k, v in option.items() if k != "no_log"}}
        for name, option in ARGUMENTS.items()
    }
    assert taken == documented


def test_each_argument_is_a_setting() -> None:
    names = {setting.name for setting in fields(Settings)}
    assert names == {*ARGUMENTS} - {"write", "group"}


@pytest.mark.parametrize("name", sorted({*ARGUMENTS} - TASK_ONLY))
def test_each_argument_is_a_variable_of_the_role_with_the_same_default(name: str) -> None:
    option = ROLE_OPTIONS["main"]["options"][f"pulsar_{name}"]
    has_same_default = option["default"] == ARGUMENTS[name].get("default")
    depends_on_others = ARGUMENTS[name].get("required") or "{{" in str(option["default"])
    assert has_same_default or depends_on_others or name == "constraints"


def test_role_passes_each_argument() -> None:
    [task] = yaml.safe_load((ROLE / "tasks/compose.yml").read_text())
    assert {*task["galaxyhpc.cluster.pulsar_conf"]} == {*ARGUMENTS}
