#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_route
short_description: Check the destinations of Galaxy's jobs
version_added: 0.1.0
description:
  - Runs routing tests, which define the expected destinations of jobs, and fails if one fails.
  - Predicts the decisions of Galaxy 26.1 from the documents alone. No Galaxy is needed.
  - Runs on the controller; nothing is done on the host.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - PyYAML (on the controller)
extends_documentation_fragment:
  - galaxyhpc.cluster._attributes.read_only
options:
  job_conf:
    description:
      - The job_conf. It is a path on the controller (XML, YAML, or a C(galaxy.yml) with
        C(job_config)), a string, or data in the form of YAML.
    type: raw
    required: true
  tool_destinations:
    description:
      - The tool destinations, as a path on the controller, a string or data.
    type: raw
  rules:
    description:
      - The Python rules, as a path of their folder on the controller or a mapping of file names to
        texts.
    type: raw
  resource_params:
    description:
      - The job resource parameters. They are a path on the controller, a string, or a list in the
        form of C(content) of M(galaxyhpc.cluster.job_resource_params).
      - With them, rules get the values of a test as Galaxy's tool form passes them.
    type: raw
  tests:
    description:
      - Table of tests, as a path on the controller, a string or data. A list is the content of the
        table's key C(tests).
      - Documents named in the table are ignored; those of this task are used.
    type: raw
    required: true
  run_rules:
    description:
      - Run Python rules in a separate process on the controller. O(rules) must then be a path, if
        it is set.
      - If TPV decides, its own mapper is used, provided that O(galaxy_python) has it.
      - If V(false), tests of jobs that such a rule routes fail.
    type: bool
    default: false
  galaxy_python:
    description:
      - Python on the controller with Galaxy, and optionally total-perspective-vortex, to run rules
        with Galaxy's own classes.
      - If omitted, rules run with stand-ins for these classes.
    type: path
  rule_seconds:
    description: Timeout of a rule in seconds.
    type: float
    default: 10
seealso:
  - module: galaxyhpc.cluster.job_config_lint
"""

EXAMPLES = r"""
- name: Run the routing tests
  galaxyhpc.cluster.job_route:
    job_conf: files/galaxy/config/job_conf.yml
    tool_destinations: files/galaxy/config/tool_destinations.yml
    tests: tests/mapping.yml

- name: Check two jobs
  galaxyhpc.cluster.job_route:
    job_conf: "{{ galaxy_job_config }}"
    tests:
      - {tool: testing, input: 20 B, expect: slurm-2c}
      - {tool: upload1, expect: local}
"""

RETURN = r"""
results:
  description: Result of each test.
  type: list
  elements: dict
  returned: if the tests were run
  contains:
    path:
      description: Path of the table, or V(tests) if it is data.
      type: str
      returned: always
    line:
      description: Line of the test in the table, from 1.
      type: int
      returned: always
    jobs:
      description: Number of jobs that the test covers.
      type: int
      returned: always
    mismatches:
      description: A sentence for each mismatch, with the job.
      type: list
      elements: str
      returned: always
report:
  description: Results as text.
  type: str
  returned: if the tests were run
"""
