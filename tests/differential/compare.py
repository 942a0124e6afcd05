# SPDX-License-Identifier: GPL-3.0-or-later
"""Assertions that Galaxy and we reject the same documents, or read the same data."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Mapping

import ours
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
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from galaxy_process import Galaxy

Outcome = t.Literal["refused", "loaded", "default", "unread"]


def lines(data: t.Any) -> list[str]:
    """Return data as comparable lines, where 1 differs from True and order matters."""
    return json.dumps(data, indent=1).splitlines()


def same_job_conf(galaxy: Galaxy, text: str, more: Mapping[str, str] | None = None) -> Outcome:
    """Assert that Galaxy and we agree on a job_conf, and return the outcome in Galaxy."""
    files = dict(more or {})
    is_xml = text.lstrip().startswith("<")
    name = "job_conf.xml" if is_xml else "job_conf.yml"
    conf = read_xml(text, name, files.get) if is_xml else read_yaml(text, name)
    if any(problem.consequence == "unreadable" for problem in conf.problems):
        return "unread"
    findings = lint(Context(job_conf=conf))
    answer = galaxy.ask("job_conf", {**files, name: text}, name)
    if answer.get("default"):
        assert "GJ102" in {finding.code for finding in findings}
        return "default"
    if not same_verdict(answer, findings, text):
        return "refused"
    assert lines(ours.job_conf(conf)) == lines(answer["loaded"]), text
    return "loaded"


def same_verdict(answer: Mapping[str, t.Any], findings: list[Finding], text: str) -> bool:
    """Assert that we report a startup error exactly if Galaxy does. Return whether it loads."""
    reported = [finding for finding in findings if finding.effect == "startup"]
    if "refused" in answer:
        assert reported, f"Galaxy refuses ({answer['refused']}), we do not:\n{text}"
        return False
    messages = "\n".join(f"{finding.code} {finding.message}" for finding in reported)
    assert not reported, f"Galaxy loads this, we report startup errors:\n{messages}\n{text}"
    return True
