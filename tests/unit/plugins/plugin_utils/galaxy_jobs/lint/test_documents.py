# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents are recognised by what they say."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    is_template,
    read,
    recognised,
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<?xml version='1.0'?>\n<!-- <parameters> --><job_conf/>", "job_conf"),
        ("\ufeff<jobs><destinations/></jobs>", "job_conf"),
        ("<job_conf", "job_conf"),
        ("<parameters><param/></parameters>", "resource_params"),
        ("<tool id='x'/>", None),
        ("# c\n---\nexecution:\n  default: a\n", "job_conf"),
        ("# c\n  \nexecution:\n  default: a\n", "job_conf"),
        ("{runners: {}}", "job_conf"),
        ("galaxy:\n  job_config:\n    runners: {}\n", "job_conf"),
        ("galaxy:\n  brand: x\n", None),
        ("tools:\n  a:\n    rules:\n    - rule_type: records\n", "tool_destinations"),
        ("default_destination: a\nverbose: true\n", "tool_destinations"),
        ("tools:\n  bwa: {cores: 4}\ndestinations: {}\nglobal: {}\n", None),
        ("- hosts: all\n", None),
        ("", None),
    ],
)
def test_recognised(text: str, kind: str | None) -> None:
    assert recognised(text) == kind


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
    assert read("job_conf", "galaxy:\n  brand: x\n", "galaxy.yml", lambda _path: None) is None
