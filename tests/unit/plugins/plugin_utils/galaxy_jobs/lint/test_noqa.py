# SPDX-License-Identifier: GPL-3.0-or-later
"""Suppressions in comments."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read as read_destinations,
)

YAML = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: a
  environments:
    a: {runner: local, tags: ab}  # COMMENT
"""
XML = """\
<job_conf>
  <plugins>
    <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
  </plugins>
  <destinations>
    <destination id="a" runner="local" note="x"/> <!-- COMMENT -->
  </destinations>
</job_conf>
"""


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        pytest.param("", ["GJ112"], id="none"),
        pytest.param("noqa: GJ112", [], id="suppressed"),
        pytest.param("as we like it noqa: T101, GJ112", [], id="with-others"),
        pytest.param("noqa: GJ113", ["GJ112", "GJ001"], id="another-code"),
        pytest.param("noqa: GJ112 GJ113", ["GJ001"], id="one-too-many"),
        pytest.param("noqa: GJ201", ["GJ112"], id="rule-without-its-document"),
        pytest.param("noqa: T101", ["GJ112"], id="another-tool"),
        pytest.param("noqa: GJ999", ["GJ112", "GJ001"], id="unknown-code"),
        pytest.param("noqa", ["GJ112"], id="no-code"),
    ],
)
def test_yaml(comment: str, expected: list[str]) -> None:
    conf = read_yaml(YAML.replace("COMMENT", comment), "job_conf.yml")
    assert [finding.code for finding in lint(Context(job_conf=conf))] == expected


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        pytest.param("noqa: GJ120", [], id="suppressed"),
        pytest.param("noqa: GJ121", ["GJ120", "GJ001"], id="another-code"),
    ],
)
def test_xml(comment: str, expected: list[str]) -> None:
    conf = read_xml(XML.replace("COMMENT", comment), "job_conf.xml", lambda _path: None)
    assert [finding.code for finding in lint(Context(job_conf=conf))] == expected


def test_place_of_an_unused_one_is_its_code() -> None:
    conf = read_yaml(YAML.replace("COMMENT", "noqa: GJ112, GJ150"), "job_conf.yml")
    (finding,) = lint(Context(job_conf=conf))
    assert finding.place.text == "GJ150"


def test_line_of_another_document_is_not_suppressed() -> None:
    conf = read_yaml("# noqa: GJ203\n" + YAML.replace(", tags: ab", ""), "job_conf.yml")
    destinations = read_destinations("default_destination: a\n", "tool_destinations.yml")
    found = lint(Context(job_conf=conf, tool_destinations=destinations))
    assert [finding.code for finding in found] == ["GJ001", "GJ203", "GJ503"]
