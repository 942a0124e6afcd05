# SPDX-License-Identifier: GPL-3.0-or-later
"""Comments stay with their items, in the same format and in the other one."""

from __future__ import annotations

import textwrap

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    read,
    yml,
)


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
