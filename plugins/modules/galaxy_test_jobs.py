#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: galaxy_test_jobs
short_description: Run Galaxy-style jobs on Slurm and return the result of each
version_added: 0.1.0
description:
  - Builds each job as Galaxy does, with C(galaxy_<id>.sh), C(tool_script.sh), a working directory,
    E(GALAXY_SLOTS) and E(GALAXY_MEMORY_MB). Submits it as Galaxy's C(slurm) runner does, with
    C(sbatch) or through O(drmaa), and waits until it ends.
  - All jobs are submitted at once, in the order of O(jobs), and then polled with C(scontrol -o show
    job).
  - A job that does not end as expected is a problem in the result, not a failure of the module.
    The module fails if no job could be submitted.
  - Jobs that have not finished at the timeout are canceled. No job is left in the queue.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - Slurm's client commands in E(PATH)
  - C(runuser) of util-linux, unless the module runs as O(user)
options:
  jobs:
    description: Jobs, in the order in which they are submitted.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: Name of the job in the report.
        type: str
        required: true
      native_specification:
        description: Options of C(sbatch), as in C(nativeSpecification) or C(native_specification)
          of a Galaxy destination.
        type: str
        default: ''
      tool:
        description:
          - Script of the tool, run by C(/bin/bash) in the job's working directory.
          - Its file C(output1) there is collected as its output.
          - Defaults to the tool of Galaxy's training material.
        type: str
        default: echo "Running with '${GALAXY_SLOTS:-1}' threads" > output1
      expected:
        description: Expected result of the job.
        type: dict
        suboptions:
          state:
            description:
              - Expected final state.
              - A job expected to end as V(CANCELLED) is canceled by the module as soon as it runs.
              - V(OUT_OF_MEMORY) also matches a job killed by Slurm's accounting poll
                (C(JobAcctGatherParams=OverMemoryKill)), whose state is C(FAILED). A remark then
                says so.
            type: str
            choices: [COMPLETED, FAILED, TIMEOUT, OUT_OF_MEMORY, CANCELLED]
            default: COMPLETED
          exit_code:
            description: Expected exit code of the tool. If omitted, any is accepted.
            type: int
          cores:
            description:
              - Expected number of CPUs. If omitted, any is accepted.
              - On nodes with hardware threads, the next number that fills whole cores is accepted
                too.
            type: int
          output:
            description:
              - Expected content of C(output1). If omitted, any is accepted.
              - C($GALAXY_SLOTS) is replaced by the number of CPUs that Slurm allocated to the job.
            type: str
  user:
    description: User who submits the jobs, usually the user Galaxy runs as.
    type: str
    default: galaxy
  directory:
    description:
      - Directory for the jobs' directories. If it does not exist, it is created as O(user).
      - It must be on storage shared by this host and all exec nodes.
    type: path
    required: true
  timeout:
    description: Seconds to wait for all jobs to end.
    type: int
    default: 600
  drmaa:
    description:
      - Submit and cancel the jobs through a DRMAA library, as Galaxy's C(slurm) and C(drmaa)
        runners do, instead of with C(sbatch) and C(scancel). At the end, query it for their states.
      - A call that hangs or crashes is ended and counts as a rejected job.
    type: dict
    suboptions:
      library:
        description: Path of the library, used as E(DRMAA_LIBRARY_PATH).
        type: path
        required: true
      python:
        description: Python of a virtualenv with drmaa-python, such as Galaxy's.
        type: path
        required: true
  keep:
    description: Keep the jobs' files if all jobs end as expected. Otherwise they are always kept.
    type: bool
    default: false
  accept_unenforced_memory:
    description: Report a job that exceeded its memory without being killed as a remark instead of a
      problem.
    type: bool
    default: false
attributes:
  check_mode:
    support: none
    description: The module is skipped in check mode.
  diff_mode:
    support: none
    description: Changes nothing on the host.
"""

EXAMPLES = r"""
- name: Run a job on two cores
  galaxyhpc.cluster.galaxy_test_jobs:
    directory: /srv/galaxy/jobs
    jobs:
      - name: two cores
        native_specification: --nodes=1 --ntasks=2
        expected:
          cores: 2
          output: Running with '$GALAXY_SLOTS' threads
  register: result
  failed_when: result.problems | default([true])

- name: Run a job through slurm-drmaa, as Galaxy does
  galaxyhpc.cluster.galaxy_test_jobs:
    directory: /srv/galaxy/jobs
    drmaa:
      library: /usr/lib/slurm-drmaa/lib/libdrmaa.so.1
      python: /srv/galaxy/venv/bin/python
    jobs:
      - name: one core

- name: Check whether tools find their programs on the exec nodes
  galaxyhpc.cluster.galaxy_test_jobs:
    directory: /srv/galaxy/jobs
    jobs:
      - name: samtools
        native_specification: --partition=long --mem=1G
        tool: samtools --version > output1
"""

RETURN = r"""
jobs:
  description: Result of each job, in the order of O(jobs).
  type: list
  elements: dict
  returned: success
  contains:
    name:
      description: Name of the job.
      type: str
      sample: two cores
    id:
      description: Slurm's job ID, V(null) if Slurm rejected the job.
      type: int
      sample: 12
    state:
      description:
        - The state in which the job ended, in Slurm's word.
        - C(NOT_SUBMITTED) if Slurm did not take it, C(NOT_FOUND) if Slurm forgot it before its end
          was seen.
      type: str
      sample: COMPLETED
    exit_code:
      description: The exit code that Slurm recorded.
      type: int
      sample: 0
    signal:
      description: The second number of Slurm's exit code, as 125 for a job that was out of memory.
      type: int
      sample: 0
    cores:
      description: How many CPUs Slurm gave the job (C(NumCPUs)).
      type: int
      sample: 2
    slots:
      description: E(GALAXY_SLOTS) in the job, V(null) if it recorded none.
      type: int
      sample: 2
    memory_mb:
      description: E(GALAXY_MEMORY_MB) in the job, V(null) if it recorded none.
      type: int
      sample: 2000
    seconds:
      description: Run time in seconds.
      type: int
      sample: 1
    time_limit:
      description: Time limit in seconds, V(null) if there is none.
      type: int
      sample: 300
    node:
      description: Nodes of the job, V(null) if it did not run.
      type: str
      sample: node1
    reason:
      description: Slurm's reason for the job's state.
      type: str
      sample: None
    output:
      description: Content of C(output1).
      type: str
      sample: Running with '2' threads
    directory:
      description: Directory of the job.
      type: str
      sample: /srv/galaxy/jobs/galaxy-test-jobs-x1y2z3a4/1
    problem:
      description: Problems with the job, in sentences, V(null) if there are none.
      type: str
      sample: null
    remark:
      description: Remarks that are no problems, V(null) if there are none.
      type: str
      sample: null
problems:
  description: All problems, a sentence each. Empty if all jobs ended as expected.
  type: list
  elements: str
  returned: success
remarks:
  description: All remarks, a sentence each.
  type: list
  elements: str
  returned: success
report:
  description: Results as the lines of a table.
  type: list
  elements: str
  returned: success
queue:
  description: Slurm's queue at the timeout. Empty if all jobs had ended.
  type: list
  elements: str
  returned: success
directory:
  description: Directory of the jobs' files, V(null) if they were removed.
  type: str
  returned: success
  sample: /srv/galaxy/jobs/galaxy-test-jobs-x1y2z3a4
"""

from ansible.module_utils.basic import AnsibleModule

from ..module_utils._command import UserCommands
from ..module_utils._errors import ClusterError
from ..module_utils._galaxy_test_jobs import run_test_jobs
from ..module_utils._slurm.galaxy_job import STATES, TESTING_TOOL

EXPECTED = {
    "state": {"type": "str", "choices": list(STATES), "default": "COMPLETED"},
    "exit_code": {"type": "int"},
    "cores": {"type": "int"},
    "output": {"type": "str"},
}
JOB = {
    "name": {"type": "str", "required": True},
    "native_specification": {"type": "str", "default": ""},
    "tool": {"type": "str", "default": TESTING_TOOL},
    "expected": {"type": "dict", "options": EXPECTED},
}
DRMAA = {
    "library": {"type": "path", "required": True},
    "python": {"type": "path", "required": True},
}
ARGUMENTS = {
    "jobs": {"type": "list", "elements": "dict", "required": True, "options": JOB},
    "user": {"type": "str", "default": "galaxy"},
    "directory": {"type": "path", "required": True},
    "timeout": {"type": "int", "default": 600},
    "drmaa": {"type": "dict", "options": DRMAA},
    "keep": {"type": "bool", "default": False},
    "accept_unenforced_memory": {"type": "bool", "default": False},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS)
    try:
        user = UserCommands(module, module.params["user"])
        result = run_test_jobs(user, module.params)
    except ClusterError as error:
        module.fail_json(msg=str(error))
    module.exit_json(changed=False, **result)


if __name__ == "__main__":
    main()
