# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of a whole job configuration to the other format and back."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
    Syntax,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.configurations import (
    TEXTS,
    configurations,
    from_xml,
    from_yaml,
    meaning,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    notes,
    read,
    reasons,
    xml,
    yml,
)
from hypothesis import assume, given
from hypothesis import strategies as st

XML = """\
<?xml version="1.0"?>
<!-- Our cluster -->
<job_conf>
    <plugins workers="8">
        <plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/>
        <plugin id="dynamic" type="runner">
            <param id="rules_module">site.rules</param>
        </plugin>
    </plugins>
    <handlers assign_with="db-skip-locked" max_grab="8">
        <handler id="handler0" tags="big,small"/>
        <handler id="handler1">
            <plugin id="slurm"/>
        </handler>
    </handlers>
    <destinations default="small">
        <!-- one core -->
        <destination id="small" runner="slurm" tags="slurm,cores">
            <param id="nativeSpecification">--ntasks=1</param> <!-- for all -->
            <param id="docker_sudo">false</param>
            <env id="A">b</env>
            <env file="/etc/profile"/>
            <env exec="module load x" raw="true"/>
            <resubmit condition="memory_limit_reached" destination="rule" delay="60"/>
        </destination>
        <destination id="rule" runner="dynamic" metrics="off">
            <param id="function">choose</param>
        </destination>
    </destinations>
    <resources default="all">
        <group id="all" fields="cores,memory"/>
    </resources>
    <tools>
        <tool id="bwa" handler="big" destination="rule" resources="all"/>
    </tools>
    <limits>
        <limit type="destination_user_concurrent_jobs" id="small">10</limit>
        <limit type="anonymous_user_concurrent_jobs">0</limit>
        <limit type="walltime">24:00:00</limit>
    </limits>
</job_conf>
"""
YAML = """\
# Our cluster
runners:
  slurm:
    load: galaxy.jobs.runners.slurm:SlurmJobRunner
    workers: 8
  dynamic:
    rules_module: site.rules

handling:
  assign:
    - db-skip-locked
  max_grab: 8
  processes:
    handler0:
      tags:
        - big
        - small
    handler1:
      plugins:
        - slurm

execution:
  default: small
  environments:
    # one core
    small:
      runner: slurm
      tags:
        - slurm
        - cores
      env:
        - name: A
          value: b
        - file: /etc/profile
        - execute: module load x
          raw: true
      resubmit:
        - condition: memory_limit_reached
          environment: rule
          delay: '60'
      nativeSpecification: --ntasks=1  # for all
      docker_sudo: 'false'
    rule:
      runner: dynamic
      metrics:
        src: disabled
      params:
        function: choose

tools:
  - id: bwa
    environment: rule
    handler: big
    resources: all

resources:
  default: all
  groups:
    all:
      - cores
      - memory

limits:
  - type: environment_user_concurrent_jobs
    id: small
    value: 10
  - type: anonymous_user_concurrent_jobs
    value: '0'
  - type: walltime
    value: '24:00:00'
"""


def test_xml_becomes_yaml() -> None:
    converted = convert(read(XML), "yaml")
    assert converted.text == YAML
    assert converted.notes == ()


def test_yaml_becomes_xml() -> None:
    again = convert(read(YAML), "xml").text
    assert convert(read(again), "yaml").text == YAML


@pytest.mark.parametrize(
    ("text", "syntax"),
    [pytest.param(XML, "xml", id="xml"), pytest.param(YAML, "yaml", id="yaml")],
)
def test_reformatting_keeps_comments(text: str, syntax: Syntax) -> None:
    converted = convert(read(text), syntax)
    assert converted.text.count("Our cluster") == 1
    assert convert(read(converted.text), syntax).text == converted.text


@pytest.mark.parametrize(
    ("text", "syntax", "expected"),
    [
        pytest.param(
            xml("<foo/>"), "yaml", ["Left out: Galaxy ignores 'foo' here"], id="unknown-element"
        ),
        pytest.param(
            xml("<param id='a'>1</param><param id='a'>2</param>"),
            "yaml",
            ["'param a' is a duplicate"],
            id="twice",
        ),
        pytest.param(
            xml(root="<tools/><tools><tool id='x'/></tools>"),
            "yaml",
            ["'tools' is a duplicate"],
            id="second-section",
        ),
        pytest.param(
            yml("a: 1\na: b"),
            "xml",
            ["Duplicate key 'a': already defined in line 8"],
            id="duplicate-key",
        ),
    ],
)
def test_notes_on_ignored_items(text: str, syntax: Syntax, expected: list[str]) -> None:
    (found,) = notes(text, syntax)
    assert all(part in found for part in expected)


@pytest.mark.parametrize(
    ("text", "syntax", "expected"),
    [
        pytest.param(xml().replace('"d"', '"e"', 1), "yaml", "The default 'e'", id="refused"),
        pytest.param(xml().replace('"d"', '"e"', 1), "xml", "The default 'e'", id="same-format"),
        pytest.param("runners: [", "xml", "Not YAML", id="not-yaml"),
        pytest.param(
            xml(macros="<macros><import>m.xml</import></macros>"),
            "yaml",
            "Missing file",
            id="import",
        ),
    ],
)
def test_refused(text: str, syntax: Syntax, expected: str) -> None:
    (reason,) = reasons(text, syntax)
    assert expected in reason


def _texts(data: t.Any) -> t.Any:
    """Return data as in XML: values as text, and None for empty values."""
    if isinstance(data, dict):
        return {key: _texts(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_texts(item) for item in data]
    if isinstance(data, bool):
        return str(data).lower()
    return None if data in (None, "") else str(data)


def in_galaxy(conf: JobConf) -> t.Any:
    """Return the content of a model that Galaxy treats equally in XML and YAML."""
    content = _texts(meaning(conf))
    for destination in content["destinations"]:
        destination["params"].pop("docker_sudo", None)
        for env in destination["env"]:
            env["raw"] = env["raw"] or "false"
            if env["file"] or env["execute"]:
                env["value"] = None
    for tool in content["tools"]:
        for name in ("class", "destination"):
            tool["params"].pop(name, None)
    return content


@pytest.mark.slow
@given(configurations(st.one_of(TEXTS, st.integers(-9, 9))))
def test_xml_and_yaml_have_the_same_content(configuration: t.Any) -> None:
    conf = from_yaml(configuration)
    try:
        xml = from_xml(convert(conf, "xml").text)
    except ClusterError:
        assume(False)
    again = read_yaml(convert(xml, "yaml").text, "job_conf.yml")
    assert not again.is_refused()
    said = in_galaxy(conf)
    assert in_galaxy(xml) == said == in_galaxy(again)
