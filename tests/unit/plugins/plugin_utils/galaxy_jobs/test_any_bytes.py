# SPDX-License-Identifier: GPL-3.0-or-later
"""Any bytes at all give data, findings and fixes: no traceback, no hang, no place outside."""

from __future__ import annotations

import typing as t
from collections.abc import Callable, Mapping

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    FATAL,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    together,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.fix import (
    apply_fixes,
    diff,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    FORMATS,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params import (
    read as resource_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules import (
    read as rules,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations import (
    read as tool_destinations,
)
from hypothesis import given, settings
from hypothesis import strategies as st

JOB_CONF_XML = """\
<?xml version="1.0"?>
<job_conf>
  <macros><import>m.xml</import><token name="@N@">4</token>
    <xml name="d" tokens="id"><destination id="@ID@" runner="local"><yield/></destination></xml>
  </macros>
  <plugins workers="@N@"><!-- all -->
    <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
    <plugin id="dynamic" type="runner"><param id="rules_module">rules</param></plugin>
  </plugins>
  <handlers assign_with="db-self" max_grab="3"><handler id="h" tags="a, b"/></handlers>
  <destinations default="x">
    <expand macro="d" id="x"><param id="enabled">true</param></expand>
    <destination id="é" runner="local" tags="t" metrics="off"><env id="A" raw="no">b</env>
      <resubmit condition="any_failure"/><param id="container"><container>c</container></param>
    </destination>
  </destinations>
  <resources default="g"><group id="g" fields="a,b"/></resources>
  <tools><tool id="cat" destination="x"/><tool class="local"/></tools>
  <limits><limit type="walltime">24:00:00</limit><limit type="output_size">1 GB</limit></limits>
</job_conf>
"""
JOB_CONF_YAML = """\
runners: &r
  local: {load: galaxy.jobs.runners.local:LocalJobRunner, workers: 4}
  dynamic: {rules_module: rules}
handling: {assign: [db-self], max_grab: 3, processes: {h: {tags: [a, b]}}}
execution:  # where
  default: x
  environments:
    x: {runner: local, tags: [t], env: [{name: A, value: b}], metrics: [{type: core}]}
    é: {runner: dynamic_tpv, enabled: yes, params: {a: 1}, resubmit: [{condition: any_failure}]}
resources: {default: g, groups: {g: [a, b]}}
tools:
- {id: cat, environment: x}
- class: local
limits:
- {type: walltime, value: '24:00:00'}
- {type: total_walltime, value: '24:00:00', window: 3}
galaxy: {job_config: {<<: *r}}
"""
TOOL_DESTINATIONS = """\
verbose: true
default_destination: {priority: &p {low: a, med: b}}
default_priority: med
users: {x@y.z: {priority: low}}
tools:
  bwa:
    default_destination: é
    rules:
    - {rule_type: file_size, nice_value: 3, lower_bound: 0, upper_bound: 10 GB, destination: d}
    - {rule_type: arguments, nice_value: 0, arguments: {p: {q: 1}}, fail_message: no}
    - {rule_type: records, nice_value: 0, lower_bound: 1, upper_bound: Infinity, users: [x@y.z],
       destination: {priority: *p}}
"""
RESOURCE_PARAMS = """\
<parameters>
  <param name="cores" type="integer" label="Cores" min="1" max="64" value="1"/><!-- é -->
  <param name="queue" type="select"><option value="s" selected="true">short</option></param>
</parameters>
"""
RULES = """\
# -*- coding: utf-8 -*-
from galaxy.jobs.mapper import JobMappingException

def route(app, job, user_email=None, *, extra):
    'é'; return "ä" if job else f"{app}"
    raise JobMappingException("no")
"""
MARKS = """< >
/> " ' & &amp; <!-- --> <![CDATA[ ]]> <a> <expand/> @N@ : - [ ] { } *r &r <<: # | ? !!set
!x --- % 1 -1 null yes 1e999 2026-13-45 ~ <expand␣macro='d'/> <!DOCTYPE␣a␣[<!ENTITY␣b␣'c'>]>"""
PIECES = [mark.replace("␣", " ").encode() for mark in MARKS.split()]
PIECES += [b"", b" ", b"\t", b"\n", b"- ", b"\x00", b"\xff", b"\xef\xbb\xbf"]
PIECES += [b"9" * 5000, b"[" * 200, b"<a>" * 200]


def mutated(sample: str) -> st.SearchStrategy[bytes]:
    """Return a sample with stretches of it replaced."""
    data = sample.encode()
    offset = st.integers(0, len(data))
    piece = st.one_of(st.sampled_from(PIECES), st.binary(max_size=8))
    edit = st.tuples(offset, st.integers(0, 30), piece)
    return st.lists(edit, min_size=1, max_size=5).map(lambda edits: edited(data, edits))


def edited(data: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    """Return data with each stretch (offset, length) replaced."""
    for offset, length, piece in edits:
        data = data[:offset] + piece + data[offset + length :]
    return data


def read_job_conf_xml(data: bytes) -> t.Any:
    """Read a job_conf.xml that imports much the same bytes."""
    return read_xml(data, "f", {"m.xml": data.replace(b"m.xml", b"n.xml"), "n.xml": b"<n/>"}.get)


def read_job_conf_yaml(data: bytes) -> t.Any:
    """Read a job_conf.yml."""
    return read_yaml(data, "f")


def read_galaxy(data: bytes) -> t.Any:
    """Read a galaxy.yml."""
    return read_galaxy_yaml(data, "f")


def read_tool_destinations(data: bytes) -> t.Any:
    """Read a tool_destinations.yml."""
    return tool_destinations.read(data, "f")


def read_resource_params(data: bytes) -> t.Any:
    """Read a job_resource_params_conf.xml."""
    return resource_params.read(data, "f")


def read_rules(data: bytes) -> t.Any:
    """Read a module of rules."""
    return rules.read(data, "f")


def check_document(read: Callable[[bytes], t.Any], data: bytes) -> None:
    """Read, lint and fix a document: all places are in it, and what could be read still can."""

    def linted(changed: Mapping[str, bytes]) -> list[Finding]:
        document = read(changed.get("f", data))
        return lint(together([document])) if document else []

    found = read(data)
    if found is None:
        return
    findings = linted({})
    for place in [
        *(item.place for item in (*found.problems, *getattr(found, "ignored", ()))),
        *(finding.place for finding in findings),
        *(edit.place for finding in findings if finding.fix for edit in finding.fix.edits),
    ]:
        assert 0 <= place.start <= place.end <= len(place.source.text)
        assert place.position.line >= 1
    for report in FORMATS.values():
        report(findings)
    mended = apply_fixes({"f": data}, findings, linted)
    for path, after in mended.contents.items():
        diff(path, data, after)
        assert {p.kind for p in found.problems} & FATAL or not (
            {p.kind for p in read(after).problems} & FATAL
        )


READERS = [
    pytest.param(read_job_conf_xml, JOB_CONF_XML, id="job_conf.xml"),
    pytest.param(read_job_conf_yaml, JOB_CONF_YAML, id="job_conf.yml"),
    pytest.param(read_galaxy, JOB_CONF_YAML, id="galaxy.yml"),
    pytest.param(read_tool_destinations, TOOL_DESTINATIONS, id="tool_destinations.yml"),
    pytest.param(read_resource_params, RESOURCE_PARAMS, id="job_resource_params_conf.xml"),
    pytest.param(read_rules, RULES, id="rules.py"),
]


@pytest.mark.parametrize(("read", "sample"), [r for r in READERS if r.id != "galaxy.yml"])
def test_sample_is_read(read: Callable[[bytes], t.Any], sample: str) -> None:
    assert [problem.message for problem in read(sample.encode()).problems] == []


@pytest.mark.slow
@pytest.mark.parametrize(("read", "sample"), READERS)
def test_any_bytes(read: Callable[[bytes], t.Any], sample: str) -> None:
    @given(mutated(sample))
    @settings(max_examples=400, deadline=None)
    def check(data: bytes) -> None:
        check_document(read, data)

    check()
