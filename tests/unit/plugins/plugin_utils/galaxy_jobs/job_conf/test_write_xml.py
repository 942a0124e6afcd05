# SPDX-License-Identifier: GPL-3.0-or-later
"""A written job_conf.xml has the same content when it is read again."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.write_xml import (
    write_xml,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.configurations import (
    SCALARS,
    configurations,
    from_xml,
    from_yaml,
    meaning,
)
from hypothesis import assume, given


@pytest.mark.slow
@given(configurations(SCALARS))
def test_written_xml_has_the_same_content(configuration: t.Any) -> None:
    try:
        text = convert(from_yaml(configuration), "xml").text
    except ClusterError:
        assume(False)
    conf = from_xml(text)
    again = from_xml(write_xml(conf))
    assert not conf.problems
    assert meaning(again) == meaning(conf)
    assert write_xml(again) == write_xml(conf)
