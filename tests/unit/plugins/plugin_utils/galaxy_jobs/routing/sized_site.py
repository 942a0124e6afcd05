# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration whose tool destinations decide by sizes, users and records."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing import check
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.table import (
    read_table,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

CONF = """
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: small
  environments:
    small: {runner: local}
    big: {runner: slurm, tags: [cluster], native_specification: --ntasks=8, private_token: x}
    huge: {runner: slurm, tags: [cluster]}
    dtd: {runner: dynamic, type: dtd}
    mixed: {runner: dynamic, type: choose_one, destination_ids: "small,nowhere"}
tools:
  - {id: align, environment: dtd}
  - {id: ts.org/repos/o/r/shed, environment: dtd}
  - {id: any, environment: cluster}
  - {id: mixed, environment: mixed}
  - {class: local, environment: huge}
"""


DTD = """
verbose: false
default_destination: {priority: {low: small, high: big}}
default_priority: low
users: {boss@b.org: {priority: high}}
tools:
  align:
    rules:
      - {rule_type: file_size, lower_bound: 1 KB, upper_bound: 1 MB, destination: big}
      - {rule_type: file_size, lower_bound: 1 MB, upper_bound: Infinity, fail_message: Too large.}
      - {rule_type: num_input_datasets, lower_bound: 3, upper_bound: Infinity, destination: huge,
         nice_value: -1}
  shed:
    rules:
      - {rule_type: records, lower_bound: 5, upper_bound: Infinity, destination: big}
      - {rule_type: arguments, arguments: {mode: fast}, destination: huge, users: [a@b.org]}
"""


def sized_router(conf: str = CONF, dtd: str = DTD) -> Router:
    return Router(read_yaml(conf, "job_conf.yml"), {None: read(dtd, "dtd.yml")})


def results(text: str, router: Router | None = None) -> list[check.Result]:
    return check.check(read_table(text, "table.yml"), router or sized_router())
