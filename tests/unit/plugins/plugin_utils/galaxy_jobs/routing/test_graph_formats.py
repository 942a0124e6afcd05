# SPDX-License-Identifier: GPL-3.0-or-later
"""Graphs for Graphviz, for Mermaid, and as a page."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph_formats import (
    DATA,
    PICTURE,
    as_dot,
    as_html,
    as_mermaid,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph_model import (
    Graph,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.routing.drawing import (
    CONF,
    RULES,
    different_tools,
    draw_site,
)


def test_reasons_of_an_edge_are_counted() -> None:
    """The page tells the first of many."""
    page = as_html(draw_site(*different_tools(1)), "<svg/>", PICTURE + DATA)
    assert "and 1800 more" in page


def test_secrets_are_hidden() -> None:
    found = draw_site()
    shown = "".join([as_dot(found), as_mermaid(found), as_html(found, "<svg/>", PAGE)])
    assert "***" in shown
    assert "hidden" not in shown


PAGE = f"a{PICTURE}b{DATA}c"


ODD = CONF.replace("small", r'"a</script>\"\\n#1"')


def test_odd_names() -> None:
    found = draw_site(ODD, RULES.replace("small", r'"a</script>\"\\n#1"'))
    assert 'label="a</script>\\"\\\\n#1"' in as_dot(found)
    assert '["a#lt;/script#gt;#quot;\\n#35;1"]' in as_mermaid(found)
    page = as_html(found, "<?xml?>\n<svg/>", PAGE)
    assert page.startswith("a<svg/>b{")
    assert "</script" not in page
    assert 'a</script>"\\n#1' in [node["title"] for node in json.loads(page[8:-1]).values()]


@pytest.mark.parametrize("render", [as_dot, as_mermaid])
def test_the_same_again(render: Callable[[Graph], str]) -> None:
    assert render(draw_site()) == render(draw_site())


def test_resubmissions_are_dashed() -> None:
    found = draw_site()
    keys = {key: number for number, key in enumerate(found.nodes)}
    (edge,) = [item for item in found.edges if item.is_resubmission]
    assert f"  n{keys[edge.source]} -.->|" in as_mermaid(found)
    assert '[label="after any_failure" style="dashed"' in as_dot(found)


def test_marks_are_told() -> None:
    text = as_mermaid(draw_site())
    assert "<br/>(unreachable)" in text
    assert "classDef missing fill:#fff" in text
