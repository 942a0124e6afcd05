# SPDX-License-Identifier: GPL-3.0-or-later
"""The reader of job_resource_params_conf.xml."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read,
)


def test_whole() -> None:
    found = read(
        """\
<parameters>
  <!-- what users may ask for -->
  <param name="cores" type="integer" label="Cores" min="1" max="64" value="1"/>
  <param name="queue" type="select">
    <option value="s" selected="true">short</option>
    <option> long </option>
  </param>
</parameters>
""",
        "f",
    )
    assert (found.problems, found.ignored) == ((), ())
    cores, queue = found.params
    assert cores.type is not None
    assert (cores.type.data, cores.get("max"), cores.get("optional")) == (
        "integer",
        cores.attributes["max"].value,
        None,
    )
    assert [option.value.data for option in queue.options] == ["s", "long"]
    assert [option.text and option.text.place.text for option in queue.options] == ["short", "long"]
    assert found.param("queue") is queue
    assert found.param("time") is None
    assert len(found.comments) == 1


@pytest.mark.parametrize(
    ("inner", "count", "ignored_items", "kinds"),
    [
        pytest.param('<param name="a"/><param name="b"/>', 2, [], [], id="two"),
        pytest.param(
            '<param name="a"/><param name="a"/>', 1, [("duplicate", "param a")], [], id="twice"
        ),
        pytest.param(
            '<group><param name="a"/></group>', 0, [("element", "group")], [], id="nested"
        ),
        pytest.param("<macros/>", 0, [("element", "macros")], [], id="macros"),
        pytest.param('<param type="text"/>', 1, [], ["param-without-name"], id="no-name"),
        pytest.param("<param>", 0, [], ["not-well-formed"], id="not-well-formed"),
    ],
)
def test_params(
    inner: str, count: int, ignored_items: list[tuple[str, str]], kinds: list[str]
) -> None:
    found = read(f"<parameters>{inner}</parameters>", "f")
    assert len(found.params) == count
    assert [(item.kind, item.name) for item in found.ignored] == ignored_items
    assert [problem.kind for problem in found.problems] == kinds


def test_last_of_two() -> None:
    found = read('<p><param name="a" type="text"/><param name="a" type="float"/></p>', "f")
    assert [param.type and param.type.data for param in found.params] == ["float"]
