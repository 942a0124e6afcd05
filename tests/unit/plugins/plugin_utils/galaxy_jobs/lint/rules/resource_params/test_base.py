# SPDX-License-Identifier: GPL-3.0-or-later
"""The base of the rules that check each resource parameter by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.rules.resource_params.base import (
    ResourceParamRule,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.model import (
    ResourceParam,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.lint.linted import (
    context_of,
)

PARAMS = b'<parameters><param name="cores"/><param name="time"/><param/></parameters>'
CONF = """\
runners: {}
execution: {environments: {}}
resources:
  default: all
  groups: {all: [%s]}
"""


class Names(ResourceParamRule):
    """A rule that reports the name of each parameter it checks."""

    code, name, effect = "GJ399", "checked-parameter", "style"

    def check_param(self, param: ResourceParam) -> Iterator[Finding]:
        yield self.finding(param.place, str(param.name.data))


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        pytest.param({}, ["cores", "time"], id="without job_conf"),
        pytest.param({"job_conf.yml": (CONF % "time").encode()}, ["time"], id="shown by tools"),
        pytest.param({"job_conf.yml": (CONF % "x").encode()}, [], id="shown by no tool"),
    ],
)
def test_checked_parameters(contents: dict[str, bytes], expected: list[str]) -> None:
    context = context_of({"job_resource_params_conf.xml": PARAMS, **contents})
    assert [finding.message for finding in Names().check(context)] == expected
