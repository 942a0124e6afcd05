# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource parameters: lookup of parameters and attributes, and selected options."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)

PARAMS = read(
    '<parameters><param name="cores" type="integer" max="64"/><param name="time"/></parameters>',
    "f",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("cores", 0, id="first"),
        pytest.param("time", 1, id="second"),
        pytest.param("Cores", None, id="another case"),
    ],
)
def test_param(name: str, expected: int | None) -> None:
    assert PARAMS.param(name) is (None if expected is None else PARAMS.params[expected])


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [pytest.param("max", "64", id="present"), pytest.param("min", None, id="missing")],
)
def test_attribute(attribute: str, expected: str | None) -> None:
    value = PARAMS.params[0].get(attribute)
    assert (value and value.data) == expected


@pytest.mark.parametrize(
    ("attribute", "expected"),
    [
        pytest.param("", False, id="missing"),
        pytest.param('selected="true"', True, id="true"),
        pytest.param('selected="Yes"', True, id="another case"),
        pytest.param('selected="1"', True, id="number"),
        pytest.param('selected="selected"', False, id="HTML's form"),
        pytest.param('selected="false"', False, id="false"),
    ],
)
def test_selected_option(attribute: str, expected: bool) -> None:
    text = f'<p><param name="q" type="select"><option {attribute}>a</option></param></p>'
    [option] = read(text, "f").params[0].options
    assert option.is_selected is expected
