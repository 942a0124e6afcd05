# SPDX-License-Identifier: GPL-3.0-or-later
"""The values that Pulsar's options accept, and the names of the options."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar import options


@pytest.mark.parametrize(
    ("name", "accepted", "rejected"),
    [
        pytest.param("assign_ids", ["galaxy", "uuid"], ["UUID", 1, None], id="one of"),
        pytest.param(
            "conda_auto_init", [True, "true", "False"], ["yes", 1, None, ""], id="boolean"
        ),
        pytest.param(
            "drmaa_kill_script", ["/usr/bin/kill"], ["bin/kill", "", None], id="absolute path"
        ),
        pytest.param(
            "job_directory_mode", ["0770", "770", "2770"], [0o770, "0980", "77"], id="octal"
        ),
        pytest.param("job_name_template", ["", "x"], [1, ["x"]], id="string"),
        pytest.param("maximum_stream_size", [0, "10"], [-1, True, "1.5", "ten"], id="bytes"),
        pytest.param("num_concurrent_jobs", [1, "4", "*"], [0, -1, "**", False], id="jobs"),
        pytest.param("user_mapping_timeout", [1, "30"], [0, "soon", 1.5], id="seconds"),
    ],
)
def test_values(name: str, accepted: list[object], rejected: list[object]) -> None:
    accepts = options.VALUE_TYPES[name].accepts
    assert [value for value in accepted if not accepts(value)] == []
    assert [value for value in rejected if accepts(value)] == []


MANAGER_OPTIONS = options.ANY_MANAGER.union(*options.MANAGERS.values())


def test_options_with_a_type_exist() -> None:
    assert {*options.VALUE_TYPES} - options.GLOBAL - MANAGER_OPTIONS == set()


@pytest.mark.parametrize(
    "kinds",
    [
        pytest.param({*options.DRMAA}, id="DRMAA"),
        pytest.param({*options.PREFIXES}, id="prefixes"),
    ],
)
def test_types_exist(kinds: set[str]) -> None:
    assert kinds - {*options.MANAGERS} == set()


def test_rejected_types_are_no_types() -> None:
    assert {*options.REJECTED} & {*options.MANAGERS} == set()
