# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents are recognized by their content, and decoded once."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    decode,
    is_template,
    read,
    recognize,
)


@pytest.mark.parametrize(
    ("text", "format_"),
    [
        ("<?xml version='1.0'?>\n<!-- <parameters> --><job_conf/>", "job_conf.xml"),
        ("\ufeff<jobs><destinations/></jobs>", "job_conf.xml"),
        ("<job_conf", "job_conf.xml"),
        ("<parameters><param/></parameters>", "resource_params"),
        ("<tool id='x'/>", None),
        ("# c\n---\nexecution:\n  default: a\n", "job_conf.yml"),
        ("# c\n  \nexecution:\n  default: a\n", "job_conf.yml"),
        ("{runners: {}}", "job_conf.yml"),
        ("galaxy:\n  job_config:\n    runners: {}\n", "galaxy.yml"),
        ("galaxy:\n  brand: x\n", None),
        ("[app:main]\nuse = egg:galaxy\nstart_job_runners = pbs\n", "universe_wsgi.ini"),
        ("tools:\n  a:\n    rules:\n    - rule_type: records\n", "tool_destinations"),
        ("default_destination: a\nverbose: true\n", "tool_destinations"),
        ("tools:\n  bwa: {cores: 4}\ndestinations: {}\nglobal: {}\n", None),
        ("- hosts: all\n", None),
        ("", None),
    ],
)
def test_recognize(text: str, format_: str | None) -> None:
    assert recognize(text) == format_


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("runners: {{ runners }}", True),
        ("{% if a %}", True),
        ("{{runners: {}}: 1}", True),
        ("execution: {environments: {a: {runner: b}}}", False),
    ],
)
def test_template(text: str, expected: bool) -> None:
    assert is_template(text) is expected


def test_galaxy_yml_without_job_config_is_no_document() -> None:
    assert read("galaxy.yml", "galaxy:\n  brand: x\n", "galaxy.yml", lambda _path: None) is None


LATIN_1 = "<?xml version='1.0' encoding='latin-1'?><job_conf>\xe9</job_conf>"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("a: \xe9".encode(), "a: \xe9", id="utf-8"),
        pytest.param(b"\xef\xbb\xbfa: 1", "a: 1", id="byte-order-mark"),
        pytest.param(LATIN_1.encode("latin-1"), LATIN_1, id="encoding-of-xml"),
        pytest.param("<a/>".encode("utf-16"), "<a/>", id="xml-in-utf-16"),
        pytest.param(b"a: \xe9", b"a: \xe9", id="not-utf-8"),
        pytest.param("a: 1".encode("utf-16"), "a: 1".encode("utf-16"), id="yaml-in-utf-16"),
    ],
)
def test_what_readers_get(data: bytes, expected: bytes | str) -> None:
    assert decode(data)[1] == expected


@pytest.mark.parametrize(
    ("data", "text"),
    [
        pytest.param(b"runners: \xe9", "runners: \ufffd", id="not-utf-8"),
        pytest.param("runners: 1".encode("utf-16"), "runners: 1", id="yaml-in-utf-16"),
    ],
)
def test_unreadable_content_can_still_be_recognized(data: bytes, text: str) -> None:
    assert decode(data)[0].lstrip("\ufeff") == text
