# SPDX-License-Identifier: GPL-3.0-or-later
"""A configuration to draw."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph import (
    draw,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.graph_model import (
    Graph,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.route import (
    Router,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.cluster import partitions
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import parse

CONF = """
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner, private_token: hidden}
  idle: {load: galaxy.jobs.runners.cli:ShellJobRunner}
execution:
  default: small
  environments:
    small: {runner: local, resubmit: [{condition: any_failure, environment: big}]}
    big: {runner: slurm, tags: [cluster], native_specification: -p main, api_key: hidden}
    more: {runner: slurm, tags: [cluster]}
    dtd: {runner: dynamic, type: dtd}
    pick: {runner: dynamic, type: choose_one, destination_ids: "big,nowhere"}
    old: {runner: gone, native_specification: -p other}
tools:
  - {id: a, environment: dtd}
  - {id: b, environment: cluster}
  - {id: c, environment: pick}
"""


RULES = """
verbose: false
default_destination: small
tools:
  a:
    rules:
      - {rule_type: file_size, lower_bound: 0, upper_bound: 10 GB, destination: big}
      - {rule_type: file_size, lower_bound: 10 GB, upper_bound: Infinity, fail_message: Too large.}
  z: {default_destination: {priority: {low: small}}}
"""


def draw_site(
    conf: str = CONF, rules: str = RULES, slurm: str | None = None, tool: str | None = None
) -> Graph:
    documents = {None: read(rules, "tool_destinations.yml")}
    router = Router(read_yaml(conf, "job_conf.yml"), documents)
    return draw(router, None if slurm is None else partitions(parse(slurm)), tool)


def different_tools(destinations: int) -> tuple[str, str]:
    """Return a job_conf and rules of 1,000 tools of which no two have the same."""
    more = "".join(f"    d{number}: {{runner: slurm}}\n" for number in range(destinations))
    conf = CONF.replace("default: small", "default: dtd").replace("    dtd:", f"{more}    dtd:")
    tools = "".join(
        f"  t{n}: {{default_destination: d{n % destinations}, rules: [{{rule_type: file_size, "
        f"lower_bound: {n}, upper_bound: Infinity, destination: d{n // 7 % destinations}}}]}}\n"
        for n in range(1000)
    )
    return conf, f"verbose: false\ndefault_destination: small\ntools:\n{tools}"
