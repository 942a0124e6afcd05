# SPDX-License-Identifier: GPL-3.0-or-later
"""Conversion of job configurations to the other format, and notes about differences."""

from __future__ import annotations

import textwrap

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
    Syntax,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
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
    """Return the job configuration of an XML or YAML document."""
    text = textwrap.dedent(text)
    if text.startswith("<"):
        return read_xml(text, "job_conf.xml", (files or {}).get)
    return read_yaml(text, "job_conf.yml")


def notes(text: str, syntax: Syntax, files: dict[str, str] | None = None) -> list[str]:
    """Return the notes of a conversion."""
    return [str(note) for note in convert(read(text, files), syntax).notes]


def refused(text: str, syntax: Syntax, files: dict[str, str] | None = None) -> list[str]:
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
def test_the_same_format_is_written_anew_with_its_comments(text: str, syntax: Syntax) -> None:
    converted = convert(read(text), syntax)
    assert converted.text.count("Our cluster") == 1
    assert convert(read(converted.text), syntax).text == converted.text


def xml(inside: str = "", plugins: str = "", macros: str = "", root: str = "") -> str:
    """Return a document with one destination and its content."""
    return (
        f'<job_conf>{macros}<plugins><plugin id="local" type="runner" load="local">{plugins}'
        f'</plugin></plugins><destinations default="d"><destination id="d" runner="local">'
        f'<param id="docker_sudo">no</param>{inside}</destination></destinations>{root}</job_conf>'
    )


def yml(inside: str = "", root: str = "") -> str:
    """Return a document with one environment and its content."""
    inside = textwrap.indent(textwrap.dedent(inside), "      ")
    return (
        "runners:\n  local: {load: galaxy.jobs.runners.local:LocalJobRunner}\n"
        f"execution:\n  default: d\n  environments:\n    d:\n      runner: local\n{inside}\n"
        f"{textwrap.dedent(root)}"
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
        pytest.param(xml("<foo/>"), ["Left out: Galaxy ignores 'foo' here"], id="unknown-element"),
        pytest.param(
            xml("<param id='a'>1</param><param id='a'>2</param>"),
            ["'param a' is a duplicate"],
            id="twice",
        ),
        pytest.param(
            xml(root="<tools/><tools><tool id='x'/></tools>"),
            ["'tools' is a duplicate"],
            id="second-section",
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
def test_notes_for_yaml(text: str, expected: list[str]) -> None:
    found = notes(text, "yaml")
    assert len(found) == bool(expected)
    assert all(part in found[0] for part in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(yml(), [], id="nothing"),
        pytest.param(yml("a: 4"), ["the number of 'a' becomes a string"], id="number"),
        pytest.param(yml("a: true"), ["the boolean of 'a' becomes a string"], id="boolean"),
        pytest.param(yml("docker_enabled: false\nlocal_slots: 4"), [], id="known-params"),
        pytest.param(yml("a: ''"), ["The empty value of 'a'"], id="empty"),
        pytest.param(
            yml("metrics: {src: disabled}"), ["'metrics' is also a parameter"], id="metrics"
        ),
        pytest.param(
            yml(root="tools: [{id: x, destination: d}]"),
            ["'destination' is also a parameter of the tool"],
            id="tool-destination",
        ),
        pytest.param(
            yml(root="limits: [{type: anonymous_user_concurrent_jobs, value: 0}]"),
            ["which means no limit"],
            id="zero",
        ),
        pytest.param(yml("tags: ab"), ["into single characters"], id="letters"),
        pytest.param(
            yml("a: 1\na: b"), ["Duplicate key 'a': already defined in line 8"], id="twice"
        ),
    ],
)
def test_notes_for_xml(text: str, expected: list[str]) -> None:
    found = notes(text, "xml")
    assert len(found) == bool(expected)
    assert all(part in found[0] for part in expected)


@pytest.mark.parametrize(
    ("text", "syntax", "expected"),
    [
        pytest.param(
            xml("<param id='a' from_environ='A'>b</param>"),
            "yaml",
            "1:208: YAML has no from_environ, so the variable 'A' cannot be used.",
            id="from-environ",
        ),
        pytest.param(
            xml(plugins="<param id='a' from_config='b'/>"), "yaml", "the setting 'b'", id="config"
        ),
        pytest.param(
            xml().replace('default="d"', 'default_from_environ="D" default="d"'),
            "yaml",
            "the variable 'D'",
            id="default-from-environ",
        ),
        pytest.param(yml("shell: /bin/sh"), "xml", "8:14: XML has no 'shell'", id="shell"),
        pytest.param(yml("a: [b]"), "xml", "'a' is a list, which XML does not have", id="list"),
        pytest.param(yml("a: {b: c}"), "xml", "'a' is a mapping, which XML", id="mapping"),
        pytest.param(yml("a: false"), "xml", "the string 'false' of 'a' as true", id="false"),
        pytest.param(yml("a: 2026-01-02"), "xml", "'a' is a date or similar", id="date"),
        pytest.param(
            yml('a: "\\0"'), "xml", "has a character that XML does not allow", id="character"
        ),
        pytest.param(yml("tags: ['a,b']"), "xml", "separated by commas", id="comma"),
        pytest.param(yml("tags: [1]"), "xml", "'1' is not a string", id="number-as-name"),
        pytest.param(
            yml("env: [{name: A, value: ''}]"), "xml", "XML has no empty value", id="empty-env"
        ),
        pytest.param(
            yml("env: [{name: A, value: 4}]"), "xml", "This value is not a string", id="env-number"
        ),
        pytest.param(
            yml("params: {}\nmetrics: {src: path, path: m.xml}"),
            "xml",
            "rejects the path of a metrics file",
            id="metrics-path",
        ),
        pytest.param(yml().replace("runner: local", "a: b"), "xml", "Missing runner", id="runner"),
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
    (reason,) = refused(text, syntax)
    assert expected in reason


def test_all_reasons_are_given() -> None:
    assert len(refused(yml("shell: /bin/sh\na: [b]\nb: {c: d}"), "xml")) == 3


def test_no_secret_is_told() -> None:
    text = yml(
        "env: [{name: API_TOKEN, value: 4711}]\npassword: 4711\na: [4711]\n",
        "tools: [{id: 'x', environment: 'amqp://me:4711@host/,', handler: 4711.0}]",
    )
    assert not any("4711" in line for line in refused(text, "xml") if "4711.0" not in line)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        pytest.param(
            "container_override: [{identifier: 'a:1'}]", "<container>a:1<", id="containers"
        ),
        pytest.param("destination_ids: [a, b]", ">a,b<", id="names"),
        pytest.param("env: [{name: A, value: b, raw: 1}]", 'raw="true">b<', id="raw"),
        pytest.param("enabled: true", '<param id="enabled">true<', id="enabled"),
        pytest.param("docker_sudo: true", '<param id="docker_sudo">true<', id="sudo"),
        pytest.param("a: b", '<param id="docker_sudo">false<', id="no-sudo"),
    ],
)
def test_what_xml_says_otherwise(inside: str, expected: str) -> None:
    assert expected in convert(read(yml(inside)), "xml").text


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
def test_what_yaml_says_otherwise(document: str, expected: str) -> None:
    assert expected in convert(read(document), "yaml").text


def test_of_two_destinations_the_dead_one_is_left_out() -> None:
    again = '<destination id="d" runner="local"/></destinations>'
    converted = convert(read(xml().replace("</destinations>", again)), "yaml")
    assert converted.text.count("    d:") == 1
    assert "a later definition of 'd' overrides" in str(converted.notes)


def test_a_dead_destination_that_has_a_tag_stays() -> None:
    text = xml().replace('runner="local">', 'runner="local" tags="t">')
    text = text.replace("</destinations>", '<destination id="d" runner="x"/></destinations>')
    converted = convert(read(text), "yaml")
    assert converted.text.count("- id: d\n") == 2
    assert "become a list" in str(converted.notes)


def test_the_tpv_shortcut_is_kept_in_yaml() -> None:
    text = yml("tpv_config_files: [a.yml]").replace("runner: local", "runner: dynamic_tpv")
    written = convert(read(text), "yaml").text
    assert "runner: dynamic_tpv\n      tpv_config_files:\n" in written
    assert "map_tool_to_destination" not in written


def test_comments_of_galaxy_yml_stay_there() -> None:
    text = "# of Galaxy\ngalaxy:\n  job_config:  # all jobs\n"
    text += textwrap.indent(yml().replace("local:\n", "local:\n    # a runner\n"), "    ")
    text += "    # the end\n  # the brand\n  brand: x\n"
    conf = read_galaxy_yaml(text, "galaxy.yml")
    assert conf is not None
    written = convert(conf, "yaml").text
    assert written.endswith("# the end\n")
    assert "brand" not in written
    assert "Galaxy" not in written


COMMENTED = """\
# The cluster of our site

# runners
runners:  # two
  local:
    load: galaxy.jobs.runners.local:LocalJobRunner
  # off:
  #   load: nothing

# where
execution:
  default: d
  environments:
    # the first
    d:  # d
      runner: local  # noqa: GJ150
      a: b
      # below d
  # the last of all
"""


def test_comments_stay_where_they_are() -> None:
    assert convert(read(COMMENTED), "yaml").text == COMMENTED


def test_comments_move_to_the_other_format_and_back() -> None:
    written = convert(read(COMMENTED), "xml").text
    assert "        <!-- off: -->\n        <!--   load: nothing -->\n" in written
    assert '<destination id="d" runner="local"> <!-- d --> <!-- noqa: GJ150 -->' in written
    again = convert(read(written), "yaml").text
    assert [line for line in again.splitlines() if line.lstrip().startswith("#")] == [
        line for line in COMMENTED.splitlines() if line.lstrip().startswith("#")
    ]
