#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: job_route
short_description: Checks which destinations Galaxy's jobs would get
version_added: 0.1.0
description:
  - Runs mapping tests, which say of jobs where they are to go, and fails when one does not hold.
  - Works out what Galaxy 26.1 would decide from the documents alone. No Galaxy is needed.
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
      - The job_conf, as the path of a file on the controller (XML, YAML, or a C(galaxy.yml) with
        C(job_config)), as its text, or as data in the form of YAML.
    type: raw
    required: true
  tool_destinations:
    description:
      - The tool destinations, as the path of a file on the controller, as their text, or as data.
    type: raw
  rules:
    description:
      - The modules of rules, as the path of their folder on the controller or as a mapping from
        file names to texts.
    type: raw
  resource_params:
    description:
      - The job resource parameters, as the path of a file on the controller, as their text, or as a
        list in the form that the C(content) of M(galaxyhpc.cluster.job_resource_params) has.
      - With them, what a test fills in comes to rules as the form of the tool hands it on.
    type: raw
  tests:
    description:
      - A table of tests, as the path of a file on the controller, as its text, or as data. A list
        is taken for what a table has under C(tests).
      - Documents that a table names are not read; those of this task count.
    type: raw
    required: true
  run_rules:
    description:
      - Whether to run rules in Python, in a process of their own on the controller. O(rules) must
        then be a path, if it is given.
      - Where TPV decides, its own mapper is asked, if O(galaxy_python) has it.
      - Without it a test fails whose job comes to such a rule.
    type: bool
    default: false
  galaxy_python:
    description:
      - A Python on the controller that has Galaxy, to run rules with Galaxy's own classes, and
        possibly total-perspective-vortex.
      - Without it stand-ins take their place.
    type: path
  rule_seconds:
    description: The longest a rule may run.
    type: float
    default: 10
seealso:
  - module: galaxyhpc.cluster.job_config_lint
"""

EXAMPLES = r"""
- name: Keep what the mapping promises
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
  description: What came of each test.
  type: list
  elements: dict
  returned: when the tests were run
  contains:
    path:
      description: The table, or V(tests) when it was given as data.
      type: str
      returned: always
    line:
      description: Line of the test in the table, from 1.
      type: int
      returned: always
    jobs:
      description: How many jobs the test stands for.
      type: int
      returned: always
    wrong:
      description: What is not as expected, a sentence each, with the job it is about.
      type: list
      elements: str
      returned: always
report:
  description: The results as text.
  type: str
  returned: when the tests were run
"""
