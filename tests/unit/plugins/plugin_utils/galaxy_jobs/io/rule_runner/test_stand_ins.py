# SPDX-License-Identifier: GPL-3.0-or-later
"""Stand-ins answer as Galaxy does, as if there were no other jobs, and note what they assume."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.rule_runner import (
    stand_ins,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import SELECT


def objects(folder: Path, config: dict[str, t.Any] | None = None, **fields: t.Any) -> t.Any:
    """Return the objects that Galaxy passes to the rule of a job."""
    job = {
        "tool": "ts.org/repos/o/r/bwa/1.2",
        "old_id": "bwa",
        "ids": ["ts.org/repos/o/r/bwa/1.2", "ts.org/repos/o/r/bwa", "bwa"],
        "classes": [],
        "user": "a@b.org",
        "roles": ["staff"],
        "inputs": {"reads": {"size": 5, "ext": "fasta", "records": 2}},
        "values": {},
        "workflow_resources": {},
        **fields,
    }
    job_config = stand_ins.JobConfig({"main": [stand_ins.JobDestination(id="main")]}, "main")
    return stand_ins.Objects({"job": job}, job_config, config or {}, str(folder))


def test_tool_and_user(tmp_path: Path) -> None:
    found = objects(tmp_path)
    assert (found.tool.id, found.tool.old_id, found.tool.version) == (
        "ts.org/repos/o/r/bwa/1.2",
        "bwa",
        "1.2",
    )
    assert (found.user.email, found.user.username) == ("a@b.org", "a")
    assert [role.name for role in found.user.all_roles()] == ["staff"]
    assert objects(tmp_path, user=None).user is None


def test_input_is_a_file_of_its_size(tmp_path: Path) -> None:
    (dataset,) = objects(tmp_path).job.input_datasets
    assert Path(dataset.file_name).stat().st_size == dataset.get_size() == 5
    assert (dataset.ext, dataset.metadata.sequences) == ("fasta", 2)


@pytest.mark.parametrize(
    ("select", "expected"),
    [("yes", True), ("1", True), (True, True), ("no", False), (None, False)],
)
def test_resources_count_if_they_are_selected(
    tmp_path: Path, select: object, expected: bool
) -> None:
    values = {"__job_resource": {SELECT: select, "cores": 2}}
    params = objects(tmp_path, values=values).resource_params
    assert params == ({SELECT: select, "cores": 2} if expected else {})


def test_arguments_are_those_of_galaxy(tmp_path: Path) -> None:
    found = objects(tmp_path, workflow_resources={"cores": "2"})
    arguments = found.arguments(None, None, resources=False)
    assert (arguments["user_email"], arguments["tool_id"]) == ("a@b.org", found.tool.id)
    assert arguments["workflow_resource_params"] == '{"cores": "2"}'
    names = {item.name for item in found.job.parameters}
    assert names == {stand_ins.WORKFLOW}


def test_unknown_attributes_are_noted(tmp_path: Path) -> None:
    found = objects(tmp_path)
    with pytest.raises(stand_ins.OnlyGalaxyError, match="it reads 'model' of 'app'"):
        assert found.app.model
    assert not hasattr(found.app, "__nothing__")
    assert found.notes == ["the stand-in for 'app' has no 'model'."]


def test_options_of_galaxy(tmp_path: Path) -> None:
    found = objects(tmp_path, {"admin_users": "a@b.org, c@d.org"})
    config = found.app.config
    assert (config.admin_users, config.admin_users_list) == (
        "a@b.org, c@d.org",
        ["a@b.org", "c@d.org"],
    )
    assert (config.is_admin_user(found.user), config.is_admin_user(None)) == (True, False)
    assert (config.get("debug", 5), found.notes) == (
        5,
        ["the rule reads 'debug' of galaxy.yml; set it with --config."],
    )
    with pytest.raises(stand_ins.OnlyGalaxyError, match="set it with --config"):
        assert config.debug


def test_rule_helper(tmp_path: Path) -> None:
    found = objects(tmp_path)
    helper = stand_ins.RuleHelper(found.app, found.notes)
    assert (helper.supports_docker(found.tool), helper.job_count(), helper.sum_job_runtime()) == (
        False,
        0,
        0.0,
    )
    assert (helper.should_burst(["main"], 2), helper.should_burst(["main"], 0)) == (False, True)
    assert helper.choose_one("ab", hash_value="x") == helper.choose_one("ab", hash_value="x")
    assert helper.job_hash(found.job, "workflow_invocation,user") == 1
    with pytest.raises(Exception, match="Do not know how to hash jobs by moon"):
        helper.job_hash(found.job, "moon")
    assert all(note.startswith("assumed: ") for note in found.notes)


def test_destinations_are_copies() -> None:
    config = stand_ins.JobConfig({"main": [stand_ins.JobDestination(id="main")]}, "main")
    config.get_destination(None).params["x"] = 1
    assert config.get_destination("main").params == {}
    assert config.get_destinations("nowhere") == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [(None, []), ("", []), ("a,b", ["a", "b"]), (("a",), ["a"]), (5, [5]), ("a, b", ["a", " b"])],
)
def test_listify(item: object, expected: list[object]) -> None:
    assert stand_ins.listify(item) == expected
