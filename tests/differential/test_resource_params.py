# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource parameters: what Galaxy cannot make a form of, we report."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)
from galaxy_process import Galaxy

DOCUMENTS = [
    pytest.param('<param name="a" type="integer" value="1" min="1" max="9"/>', True, id="integer"),
    pytest.param('<param name="a" type="integer" value="one"/>', False, id="integer-text"),
    pytest.param('<param name="a" type="integer" value="1" min="one"/>', False, id="minimum-text"),
    pytest.param('<param name="a" type="float" value="1.5"/>', True, id="float"),
    pytest.param('<param name="a" type="float" value="much"/>', False, id="float-text"),
    pytest.param('<param name="a" type="number" value="1"/>', False, id="unknown-type"),
    pytest.param('<param name="a" value="1"/>', False, id="no-type"),
    pytest.param('<param name="a" type="text"/>', True, id="text"),
    pytest.param('<param name="a" type="boolean" checked="true"/>', True, id="boolean"),
    pytest.param(
        '<param name="a" type="select"><option value="1">one</option></param>', True, id="select"
    ),
    pytest.param("<colour/>", True, id="unknown-element"),
    pytest.param("<param", False, id="no-xml"),
    pytest.param(
        '<param name="a" type="text"/><param name="a" type="integer" value="1"/>', True, id="twice"
    ),
]


@pytest.mark.parametrize(("params", "works"), DOCUMENTS)
def test_both_read_the_same(galaxy: Galaxy, params: str, works: bool) -> None:
    name, text = "job_resource_params_conf.xml", f"<parameters>{params}</parameters>"
    answer = galaxy.ask("resource_params", {name: text}, name)
    conf = read(text, name)
    errors = [
        finding for finding in lint(Context(resource_params=conf)) if finding.severity == "error"
    ]
    assert ("loaded" in answer) == works, answer
    assert (not errors) == works, errors
    if works:
        types = {repr(param.name.data): param.type and param.type.data for param in conf.params}
        assert answer["loaded"] == types
