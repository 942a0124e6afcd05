# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of tests, given by their paths, and linted together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.decode import source_of
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
    Document,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    decode,
    read,
    recognize,
    together,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules import RULES
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.tpv import Checked
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.pulsar.read import (
    read as read_app,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.rule_modules.read import (
    read as read_rule_module,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)

# The output of 'tpv lint' for tpv.yml.
TPV_OUTPUT = "tpv-lint.txt"
# A macro file: read only when job_conf.xml imports it.
MACROS = "macros.xml"


def findings_in(contents: Mapping[str, bytes]) -> list[Finding]:
    """Return the findings in documents that belong to one Galaxy."""
    return lint(context_of(contents))


def context_of(contents: Mapping[str, bytes]) -> Context:
    """Return the documents as the linter gets them; the path tells the kind of some of them."""
    cluster = contents.get("slurm.conf")
    tpv = contents.get("tpv.yml")
    context = together(_documents(contents))
    if cluster is not None:
        context = replace(context, slurm_conf=partitions(parse(cluster.decode())))
    if tpv is not None:
        said = Checked((source_of(tpv, "tpv.yml"),), contents[TPV_OUTPUT].decode())
        context = replace(context, tpv=(said,))
    return context


def _documents(contents: Mapping[str, bytes]) -> Iterator[Document]:
    for path, data in contents.items():
        if path.endswith(".py"):
            yield read_rule_module(data, path)
        elif path == "app.yml":
            yield read_app(data, path)
        elif path not in ("slurm.conf", "tpv.yml", TPV_OUTPUT, MACROS):
            yield _recognized(path, data, contents)


def _recognized(path: str, data: bytes, contents: Mapping[str, bytes]) -> Document:
    text, content = decode(data)
    found = recognize(text)
    assert found is not None, f"{path} is not recognized"
    document = read(found, content, path, contents.get)
    assert document is not None, f"{path} has no job configuration"
    return document
