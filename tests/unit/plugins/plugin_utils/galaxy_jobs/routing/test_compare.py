# SPDX-License-Identifier: GPL-3.0-or-later
"""Differences between two configurations."""

from __future__ import annotations

import json

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import compare
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.sized_site import (
    CONF,
    DTD,
    sized_router,
)


def test_differences() -> None:
    changed = sized_router(dtd=DTD.replace("1 KB", "2 KB"))
    found, unknown = compare.differences(sized_router(), changed)
    assert unknown == []
    assert {item.job.split()[1] for item in found} == {"1024", "2047"}
    assert (found[0].old.split()[0], found[0].new.split()[0]) == ("big", "small")
    assert compare.as_text(found).endswith(f"{len(found)} jobs affected")
    assert json.loads(compare.as_json(found))[0]["job"] == found[0].job


def test_no_difference() -> None:
    assert compare.differences(sized_router(), sized_router(f"\n{CONF}")) == ([], [])


RULED = CONF.replace("dtd: {runner: dynamic, type: dtd}", "dtd: {runner: dynamic, type: python}")


def test_unknown_routes_are_not_compared() -> None:
    _found, unknown = compare.differences(sized_router(RULED), sized_router(RULED))
    assert {item.split(",")[0] for item in unknown} == {"align", "ts.org/repos/o/r/shed/0"}


def test_parameters_and_failures_are_compared() -> None:
    found, _unknown = compare.differences(
        sized_router(), sized_router(CONF.replace("ntasks=8", "ntasks=9"))
    )
    assert found
    assert all("ntasks=8" in item.old and "ntasks=9" in item.new for item in found)
    assert not any("private_token: x" in item.old for item in found)
    found, _unknown = compare.differences(
        sized_router(), sized_router(dtd=DTD.replace("Too large.", "No."))
    )
    assert {(item.old, item.new) for item in found} == {
        ("fails with 'Too large.'", "fails with 'No.'")
    }
