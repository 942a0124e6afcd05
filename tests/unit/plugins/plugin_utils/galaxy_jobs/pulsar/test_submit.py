# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of jobs that Pulsar's managers read or ignore."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.submit import (
    needs_user,
    why_ignored,
)

NATIVE = "submit_native_specification"


@pytest.mark.parametrize(
    ("manager", "param", "expected"),
    [
        pytest.param({"type": "queued_drmaa"}, NATIVE, "", id="native specification"),
        pytest.param(
            {"type": "queued_drmaa", "native_specification": "-p x"},
            NATIVE,
            "native_specification overrides it",
            id="overridden native specification",
        ),
        pytest.param(
            {"type": "queued_drmaa", "native_specification": ""}, NATIVE, "", id="empty option"
        ),
        pytest.param({"type": "queued_external_drmaa"}, "submit_user", "", id="user"),
        pytest.param(
            {"type": "queued_drmaa"},
            "submit_user",
            "managers of type queued_drmaa",
            id="user of another type",
        ),
        pytest.param({"type": "queued_drmaa_xsede"}, "submit_user_email", "", id="email"),
        pytest.param(
            {"type": "queued_cli"}, NATIVE, "set the manager's job_ncpus", id="hint for queued_cli"
        ),
        pytest.param({}, NATIVE, "managers of type queued_python", id="default type"),
        pytest.param({"type": "queued_condor"}, "submit_request_cpus", "", id="submit file"),
        pytest.param(
            {"type": "queued_condor", "submit_request_cpus": 2},
            "submit_request_cpus",
            "manager's own option overrides it",
            id="overridden in the submit file",
        ),
        pytest.param(
            {"type": "queued_condor"},
            "submit_Error",
            "writes its own value",
            id="reserved in the submit file",
        ),
    ],
)
def test_why_ignored(manager: dict[str, object], param: str, expected: str) -> None:
    reason = why_ignored(manager, param)
    assert expected in reason
    assert bool(reason) is bool(expected)


@pytest.mark.parametrize(
    ("manager", "expected"),
    [
        pytest.param({"type": "queued_external_drmaa"}, True, id="external"),
        pytest.param({"type": "queued_drmaa"}, False, id="DRMAA"),
        pytest.param({}, False, id="default type"),
    ],
)
def test_needs_user(manager: dict[str, object], expected: bool) -> None:
    assert needs_user(manager) is expected
