# SPDX-License-Identifier: GPL-3.0-or-later
"""What users fill in, as forms hand it on."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import SELECT
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.resources import (
    filled_in,
)

PARAMS = """\
<parameters>
  <param label="Cores" name="cores" type="select">
    <option value="1">1</option><option value="2" selected="true">2</option>
  </param>
  <param name="time" type="integer" min="1" max="24" value="1"/>
  <param name="memory" type="float"/>
  <param name="large" type="boolean" checked="true"/>
  <param name="queue" type="text" value="main"/>
</parameters>
"""
FIELDS = ("cores", "time", "memory", "large", "queue")


@pytest.mark.parametrize(
    ("resources", "expected"),
    [
        pytest.param({"cores": 1}, {"cores": "1"}, id="selected-is-text"),
        pytest.param({"time": "12"}, {"time": 12}, id="integer"),
        pytest.param({"memory": 2}, {"memory": 2.0}, id="float"),
        pytest.param({"large": "no"}, {"large": False}, id="boolean"),
        pytest.param({"queue": 5}, {"queue": "5"}, id="text"),
        pytest.param(
            {},
            {"cores": "2", "time": 1, "memory": None, "large": True, "queue": "main"},
            id="defaults",
        ),
    ],
)
def test_filled_in(resources: dict[str, t.Any], expected: dict[str, t.Any]) -> None:
    found = filled_in(resources, FIELDS, read(PARAMS, "params.xml"))
    assert found is not None
    assert {name: found[name] for name in expected} == expected
    assert [type(found[name]) for name in expected] == [type(value) for value in expected.values()]


@pytest.mark.parametrize(
    ("resources", "fields", "expected"),
    [
        pytest.param(None, ("queue",), {SELECT: "no"}, id="form-left-as-it-is"),
        pytest.param(None, (), None, id="no-such-form"),
        pytest.param({SELECT: "no"}, ("queue",), {SELECT: "no"}, id="not-asked-for"),
        pytest.param({SELECT: "yes"}, ("queue",), {"queue": "main"}, id="asked-for"),
    ],
)
def test_chosen(
    resources: dict[str, t.Any] | None, fields: tuple[str, ...], expected: dict[str, t.Any] | None
) -> None:
    assert filled_in(resources, fields, read(PARAMS, "params.xml")) == expected


@pytest.mark.parametrize(
    ("resources", "fields", "message"),
    [
        pytest.param(
            {"core": 1}, FIELDS, "has no field 'core'; .* Did you mean 'cores'", id="name"
        ),
        pytest.param({"time": 1}, (), "has no field 'time'; its fields: none", id="no-group"),
        pytest.param(
            {"cores": 3}, FIELDS, "params.xml:2:3: unknown option '3' of 'cores'", id="option"
        ),
        pytest.param(
            {"time": "x"}, FIELDS, "'time' must be of type integer, not 'x'", id="integer"
        ),
        pytest.param(
            {"time": 25}, FIELDS, "params.xml:5:50: 'time' is 25, but max is 24", id="max"
        ),
        pytest.param({"time": 0}, FIELDS, "'time' is 0, but min is 1", id="min"),
        pytest.param(
            {SELECT: "no", "time": 2}, FIELDS, "'time' cannot be set while", id="not-asked-for"
        ),
        pytest.param(
            {}, ("nodes",), "unknown parameter 'nodes'; Galaxy does not load", id="undefined"
        ),
    ],
)
def test_refused(resources: dict[str, t.Any], fields: tuple[str, ...], message: str) -> None:
    with pytest.raises(ClusterError, match=message):
        filled_in(resources, fields, read(PARAMS, "params.xml"))
