# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that rejects variables that no role defines."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible.errors import AnsibleActionFail
from ansible_collections.galaxyhpc.cluster.plugins.action.known_variables import (
    ActionModule,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.action.prepared_task import (
    PreparedTask,
)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        pytest.param("munge_key_source", {}, id="variable of the role"),
        pytest.param("slurm_nodes_", {}, id="prefix of another role"),
        pytest.param("munge_mine", {"ignore": ["munge_mine"]}, id="ignored"),
    ],
)
def test_known(tmp_path: Path, name: str, arguments: dict[str, t.Any]) -> None:
    task = PreparedTask(ActionModule, tmp_path)
    result = task.run({name: 1}, role="munge", **arguments)
    assert (result["failed"], result["msg"]) == (False, "")


@pytest.mark.parametrize(
    ("name", "arguments", "sentences"),
    [
        pytest.param(
            "munge_key_sorce",
            {},
            [
                "Did you mean 'munge_key_source'?",
                "List variables of your own in munge_ignore_variab",
            ],
            id="misspelled",
        ),
        pytest.param(
            "munge_mine", {"ignore": ["munge_other"]}, ["'munge_mine' is not"], id="not ignored"
        ),
        pytest.param(
            "munge_keyfile",
            {"replaced": {"munge_keyfile": "use munge_key_source"}},
            ["'munge_keyfile' is ignored: use munge_key_source."],
            id="replaced",
        ),
    ],
)
def test_unknown(
    tmp_path: Path, name: str, arguments: dict[str, t.Any], sentences: list[str]
) -> None:
    task = PreparedTask(ActionModule, tmp_path)
    result = task.run({name: 1}, role="munge", **arguments)
    assert result["failed"] is True
    assert [sentence for sentence in sentences if sentence not in result["msg"]] == []


def test_replaced_variable_needs_no_other_advice(tmp_path: Path) -> None:
    task = PreparedTask(ActionModule, tmp_path)
    result = task.run({"munge_old": 1}, role="munge", replaced={"munge_old": "use new"})
    assert result["msg"] == "'munge_old' is ignored: use new."


def test_role_is_required(tmp_path: Path) -> None:
    with pytest.raises(AnsibleActionFail, match="role"):
        PreparedTask(ActionModule, tmp_path).run()
