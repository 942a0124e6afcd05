# SPDX-License-Identifier: GPL-3.0-or-later
"""The bases of the rules that compare a job_conf with another document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rule import Rule
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.cross_document.base import (
    JobConfAndResourceParamsRule,
    JobConfAndToolDestinationsRule,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.model import (
    ResourceParams,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.model import (
    ToolDestinations,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

CONTENTS = {
    "job_conf.yml": b"runners: {}\nexecution: {environments: {}}\n",
    "tool_destinations.yml": b"verbose: true\ndefault_destination: d\n",
    "job_resource_params_conf.xml": b"<parameters/>",
}


class WithToolDestinations(JobConfAndToolDestinationsRule):
    """A rule that reports the path of the second document."""

    code, name, effect = "GJ599", "other-document", "style"

    def check_both(self, conf: JobConf, tool_destinations: ToolDestinations) -> Iterator[Finding]:
        yield self.finding(conf.place, tool_destinations.source.path)


class WithResourceParams(JobConfAndResourceParamsRule):
    """A rule that reports the path of the second document."""

    code, name, effect = "GJ599", "other-document", "style"

    def check_both(self, conf: JobConf, resource_params: ResourceParams) -> Iterator[Finding]:
        yield self.finding(conf.place, resource_params.source.path)


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        pytest.param(WithToolDestinations(), "tool_destinations.yml", id="tool destinations"),
        pytest.param(WithResourceParams(), "job_resource_params_conf.xml", id="resource params"),
    ],
)
def test_both_documents_are_required(rule: Rule, path: str) -> None:
    context = context_of(CONTENTS)
    assert [finding.message for finding in rule.check(context)] == [path]
    assert context.has_all(rule.needs)
    for missing in ("job_conf.yml", path):
        context = context_of({name: data for name, data in CONTENTS.items() if name != missing})
        assert [*rule.check(context)] == []
        assert not context.has_all(rule.needs)
