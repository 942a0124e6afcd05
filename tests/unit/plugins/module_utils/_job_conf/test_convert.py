# SPDX-License-Identifier: GPL-3.0-or-later
"""Job configurations in the other format, and what is said about the differences."""

from __future__ import annotations

import textwrap

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._job_conf.convert import (
    Written,
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._job_conf.model import JobConf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._job_conf.read_xml import read_xml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._job_conf.read_yaml import (
    read_yaml,
)

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


def read(text: str, files: dict[str, str] | None = None) -> JobConf:
    """Return what a document says, XML or YAML."""
    text = textwrap.dedent(text)
    if text.startswith("<"):
        return read_xml(text, "job_conf.xml", (files or {}).get)
    return read_yaml(text, "job_conf.yml")


def notes(text: str, syntax: Written, files: dict[str, str] | None = None) -> list[str]:
    """Return what is noted when a document is converted."""
    return [str(note) for note in convert(read(text, files), syntax).notes]


def refused(text: str, syntax: Written, files: dict[str, str] | None = None) -> list[str]:
    """Return the reasons why a document is not converted."""
    with pytest.raises(ClusterError) as caught:
        convert(read(text, files), syntax)
    return str(caught.value).splitlines()


def test_xml_becomes_yaml() -> None:
    converted = convert(read(XML), "yaml")
    assert converted.text == YAML
    assert converted.notes == ()


def test_yaml_becomes_xml() -> None:
    again = convert(read(YAML), "xml").text
    assert convert(read(again), "yaml").text == YAML


@pytest.mark.parametrize(("text", "syntax"), [(XML, "xml"), (YAML, "yaml")])
def test_the_same_format_is_written_anew_with_its_comments(text: str, syntax: Written) -> None:
    converted = convert(read(text), syntax)
    assert converted.text.count("Our cluster") == 1
    assert convert(read(converted.text), syntax).text == converted.text
