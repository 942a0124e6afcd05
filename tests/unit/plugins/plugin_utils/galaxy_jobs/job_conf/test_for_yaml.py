# SPDX-License-Identifier: GPL-3.0-or-later
"""Adapting a job_conf.xml to YAML: values, notes, and reasons against it."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    notes,
    read,
    reasons,
    xml,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(xml(), [], id="nothing"),
        pytest.param(
            xml().replace('<param id="docker_sudo">no</param>', ""),
            ["XML defaults docker_sudo to true", "was added to d."],
            id="docker-sudo",
        ),
        pytest.param(
            xml("<param id='a'>\n b </param>"), ["1:194: Galaxy keeps the blanks"], id="blanks"
        ),
        pytest.param(
            xml("<param id='a'>@A@</param>", macros="<macros><token name='@A@'>b</token></macros>"),
            ["YAML has no macros"],
            id="macros",
        ),
        pytest.param(
            xml().replace('runner="local"', 'runner="dynamic_tpv"'),
            ["is treated as dynamic"],
            id="tpv",
        ),
    ],
)
def test_notes(text: str, expected: list[str]) -> None:
    found = notes(text, "yaml")
    assert len(found) == bool(expected)
    assert all(part in found[0] for part in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            xml("<param id='a' from_environ='A'>b</param>"),
            "1:208: YAML has no from_environ, so the variable 'A' cannot be used.",
            id="from-environ",
        ),
        pytest.param(
            xml(plugins="<param id='a' from_config='b'/>"), "the setting 'b'", id="config"
        ),
        pytest.param(
            xml().replace('default="d"', 'default_from_environ="D" default="d"'),
            "the variable 'D'",
            id="default-from-environ",
        ),
    ],
)
def test_refused(text: str, expected: str) -> None:
    (reason,) = reasons(text, "yaml")
    assert expected in reason


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(xml("<env id='A' raw='0'>b</env>"), "raw: false", id="raw"),
        pytest.param(xml("<env exec='a'> b </env>"), "- execute: a\n      docker", id="exec"),
        pytest.param(
            xml("<job_metrics><core/><env variables='A'/></job_metrics>"),
            "- type: core\n        - type: env\n          variables: A\n      params:",
            id="metrics",
        ),
        pytest.param(
            xml(root="<tools><tool class='local' handler='h'/></tools>"),
            "- class: local\n    handler: h\n    params: {}\n",
            id="class",
        ),
        pytest.param(
            xml("<param id='container'><container type='singularity'>a</container></param>"),
            "- identifier: a\n          type: singularity\n",
            id="containers",
        ),
    ],
)
def test_adapted_values(document: str, expected: str) -> None:
    assert expected in convert(read(document), "yaml").text


def test_overridden_destination_is_left_out() -> None:
    again = '<destination id="d" runner="local"/></destinations>'
    converted = convert(read(xml().replace("</destinations>", again)), "yaml")
    assert converted.text.count("    d:") == 1
    assert "a later definition of 'd' overrides" in str(converted.notes)


def test_overridden_destination_with_a_tag_is_kept() -> None:
    text = xml().replace('runner="local">', 'runner="local" tags="t">')
    text = text.replace("</destinations>", '<destination id="d" runner="x"/></destinations>')
    converted = convert(read(text), "yaml")
    assert converted.text.count("- id: d\n") == 2
    assert "become a list" in str(converted.notes)
