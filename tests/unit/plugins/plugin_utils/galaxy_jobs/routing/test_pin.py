# SPDX-License-Identifier: GPL-3.0-or-later
"""Written tables pin the current decisions."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import (
    check,
    pin,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.job_fields import (
    as_size,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.python_rules import (
    Rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.table import (
    read_table,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.sized_site import (
    CONF,
    DTD,
    results,
    sized_router,
)


def test_pinned_table_passes_and_notices_changes() -> None:
    text = pin.table_of(sized_router(), {"job_conf": "job_conf.yml"})
    table = read_table(text, "table.yml")
    assert (table.job_conf, check.passed(results(text))) == ("job_conf.yml", True)
    assert "private_token: '***'" in text
    assert "      - anonymous\n      - someone@example.org\n" in text, "alike: gib test with a list"
    for old, new in (("1 KB", "2 KB"), ("lower_bound: 5", "lower_bound: 6"), ("fast", "slow")):
        assert not check.passed(results(text, sized_router(dtd=DTD.replace(old, new)))), old
    assert not check.passed(results(text, sized_router(CONF.replace("ntasks=8", "ntasks=9"))))


def answer_as_tpv(message: Mapping[str, t.Any]) -> Mapping[str, t.Any]:
    """Answer as TPV that knows a tool, a user and a role, and defers the jobs of that user."""
    if "job" not in message:
        tools = {"by_tpv": [1], "align": []}
        return {"tools": tools, "users": ["late@b.org"], "roles": ["staff"], "sizes": [2.5]}
    if message["job"]["user"] == "late@b.org":
        return {"kind": "not_ready", "cause": "defers the job."}
    large = sum(dataset["size"] for dataset in message["job"]["inputs"].values()) > 1 << 30
    staff = "staff" in message["job"]["roles"]
    name = "huge" if staff else "big" if large else "small"
    return {"kind": "name", "value": name}


def test_what_tpv_distinguishes_is_pinned() -> None:
    conf = CONF.replace("default: small", "default: tpv")
    conf = conf.replace("    dtd:", "    tpv: {runner: dynamic_tpv}\n    dtd:")
    tpv = Router(
        read_yaml(conf, "job_conf.yml"),
        {None: read(DTD, "dtd.yml")},
        Rules(run=answer_as_tpv),
    )
    text = pin.table_of(tpv, {})
    assert "# Left out: " in text
    tests = [row for row in yaml.safe_load(text)["tests"] if row["tool"] == "by_tpv"]
    gib, edge = 1 << 30, 5 << 29
    small, big = {0, gib - 1, gib}, {gib + 1, edge - 1, edge, edge + 1}
    found = [
        ({as_size(size, "") for size in row["input"]}, row.get("roles"), row["expect"])
        for row in tests
    ]
    assert found == [
        (small, None, "small"),
        (big, None, "big"),
        (small | big, ["staff"], "huge"),
    ]
    assert all(not result.mismatches for result in results(text, tpv))


def test_python_rules_must_be_run() -> None:
    conf = CONF.replace("type: dtd", "function: decide")
    with pytest.raises(ClusterError, match="Cannot write tests for decisions of Python rules"):
        pin.table_of(sized_router(conf), {})
