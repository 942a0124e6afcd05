# SPDX-License-Identifier: GPL-3.0-or-later
"""Ids and parameters of jobs, as Galaxy looks them up."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    RULE_EXCEPTION,
    SELECT,
    FailsError,
    Failure,
    Job,
    Step,
    crash,
)

GUID = "toolshed.g2.bx.psu.edu/repos/devteam/Bwa/Bwa_Mem/0.7.17"


@pytest.mark.parametrize(
    ("tool", "old_id", "ids"),
    [
        pytest.param("Cat1", "Cat1", ("cat1",), id="local-tool"),
        pytest.param(
            GUID, "Bwa_Mem", (GUID.lower(), GUID.lower().rpartition("/")[0], "bwa_mem"), id="guid"
        ),
        pytest.param("a/b", "a/b", ("a/b",), id="slash-without-guid"),
    ],
)
def test_ids(tool: str, old_id: str, ids: tuple[str, ...]) -> None:
    job = Job(tool)
    assert (job.old_id, job.ids) == (old_id, ids)


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        pytest.param(None, {"a": 1}, id="no-form"),
        pytest.param({}, {"a": 1, "__job_resource": {SELECT: "yes"}}, id="empty-form"),
        pytest.param(
            {"cores": 2}, {"a": 1, "__job_resource": {SELECT: "yes", "cores": 2}}, id="form"
        ),
        pytest.param({SELECT: "no"}, {"a": 1, "__job_resource": {SELECT: "no"}}, id="not-chosen"),
    ],
)
def test_values(resources: Mapping[str, t.Any] | None, expected: dict[str, t.Any]) -> None:
    params = {"a": 1}
    assert Job("cat", params=params, resources=resources).values() == expected
    assert params == {"a": 1}


def test_values_are_a_copy() -> None:
    params = {"a": 1}
    Job("cat", params=params).values()["b"] = 2
    assert params == {"a": 1}


def test_error_carries_failure_and_steps() -> None:
    failure, steps = Failure("No.", "refused by the rule"), (Step("rule"),)
    error = FailsError(failure, steps)
    assert (error.failure, error.steps, str(error)) == (failure, steps, "refused by the rule")


def test_crash_hides_the_cause_from_users() -> None:
    failure = crash("KeyError: 'cores'").failure
    assert (failure.message, failure.cause) == (RULE_EXCEPTION, "KeyError: 'cores'")


def test_a_predicted_failure_is_no_error_of_the_collection() -> None:
    assert not issubclass(FailsError, ClusterError)
