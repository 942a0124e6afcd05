#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: galaxy_test_jobs
short_description: Runs Galaxy-style jobs through Slurm and tells what became of each
version_added: 0.1.0
description:
  - Builds each job as Galaxy builds its own, with C(galaxy_<id>.sh), C(tool_script.sh), a working
    directory,
    E(GALAXY_SLOTS) and E(GALAXY_MEMORY_MB); submits it with C(sbatch), or through O(drmaa), with
    what Galaxy's C(slurm) runner sets;
    and waits until Slurm is done with it.
  - All jobs are submitted at once, in the order of O(jobs), and then followed with C(scontrol -o
    show job).
  - A job that does not end as expected is a problem in the result, not a failure of the module.
    The module fails when no job could be submitted at all.
  - Jobs that are not finished at the timeout are cancelled. No job is left in the queue.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
requirements:
  - Slurm's client commands, and E(PATH) leading to them
  - C(runuser) of util-linux, unless the module runs as O(user)
options:
  jobs:
    description: The jobs, in the order in which they are submitted.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description: What the job is for, in the report's words.
        type: str
        required: true
      native_specification:
        description: Options of C(sbatch), as in C(nativeSpecification) or C(native_specification)
          of a Galaxy destination.
        type: str
        default: ''
      tool:
        description:
          - Text of the tool, run by C(/bin/bash) in the job's working directory.
          - What it writes to the file C(output1) there is collected as its output.
          - The default is the tool of Galaxy's training material.
        type: str
        default: echo "Running with '${GALAXY_SLOTS:-1}' threads" > output1
      expected:
        description: What should become of the job.
        type: dict
        suboptions:
          state:
            description:
              - The state in which the job should end.
              - A job that is expected to end as V(CANCELLED) is cancelled by the module as soon as
                it runs.
              - V(OUT_OF_MEMORY) is also satisfied by a job that Slurm's accounting poll
                (C(JobAcctGatherParams=OverMemoryKill)) killed, which Slurm calls C(FAILED); a
                remark then says so.
            type: str
            choices: [COMPLETED, FAILED, TIMEOUT, OUT_OF_MEMORY, CANCELLED]
            default: COMPLETED
          exit_code:
            description: The tool's exit code. If not given, it does not matter.
            type: int
          cores:
            description:
              - How many CPUs Slurm should give the job. If not given, it does not matter.
              - On nodes with hardware threads, the next number that fills whole cores is right as
                well.
            type: int
          output:
            description:
              - Text that the tool should have written to C(output1). If not given, it does not
                matter.
              - C($GALAXY_SLOTS) in it stands for the number of CPUs that Slurm gave the job.
            type: str
  user:
    description: The user that submits the jobs, usually the one that Galaxy runs as.
    type: str
    default: galaxy
  directory:
    description:
      - Directory in which the directory of the jobs is made. It is made, by O(user), if it does not
        exist.
      - It has to be on storage that this host and all exec nodes share.
    type: path
    required: true
  timeout:
    description: How many seconds to wait for all jobs to end.
    type: int
    default: 600
  drmaa:
    description:
      - Submit and cancel the jobs through a DRMAA library, as Galaxy's C(slurm) and C(drmaa)
        runners do, instead of with C(sbatch) and C(scancel); and ask it for their states at the
        end.
      - A call that hangs or crashes is ended and counts as a refusal.
    type: dict
    suboptions:
      library:
        description: The library, which becomes E(DRMAA_LIBRARY_PATH).
        type: path
        required: true
      python:
        description: Python of a virtualenv that has drmaa-python, such as Galaxy's.
        type: path
        required: true
  keep:
    description: Whether to keep the jobs' files when all went well. They are always kept when
      something did not.
    type: bool
    default: false
  accept_unenforced_memory:
    description: Whether a job that took more memory than it was given and was let go on is a remark
      instead of a problem.
    type: bool
    default: false
attributes:
  check_mode:
    support: none
    description: The module is skipped in check mode, since only jobs that run tell anything.
  diff_mode:
    support: none
    description: The module changes nothing on the host.
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

- name: Run one through slurm-drmaa, as Galaxy does
  galaxyhpc.cluster.galaxy_test_jobs:
    directory: /srv/galaxy/jobs
    drmaa:
      library: /usr/lib/slurm-drmaa/lib/libdrmaa.so.1
      python: /srv/galaxy/venv/bin/python
    jobs:
      - name: one core

- name: See whether tools find their programs on the exec nodes
  galaxyhpc.cluster.galaxy_test_jobs:
    directory: /srv/galaxy/jobs
    jobs:
      - name: samtools
        native_specification: --partition=long --mem=1G
        tool: samtools --version > output1
"""

RETURN = r"""
jobs:
  description: What became of each job, in the order of O(jobs).
  type: list
  elements: dict
  returned: success
  contains:
    name:
      description: The name given to the job.
      type: str
      sample: two cores
    id:
      description: Slurm's id of the job, V(null) if Slurm did not take it.
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
      description: E(GALAXY_SLOTS) as the job saw it, V(null) if it recorded none.
      type: int
      sample: 2
    memory_mb:
      description: E(GALAXY_MEMORY_MB) as the job saw it, V(null) if it recorded none.
      type: int
      sample: 2000
    seconds:
      description: How long the job ran.
      type: int
      sample: 1
    time_limit:
      description: The job's time limit in seconds, V(null) if it has none.
      type: int
      sample: 300
    node:
      description: The nodes that the job ran on, V(null) if it did not run.
      type: str
      sample: node1
    reason:
      description: Slurm's reason for the job's state.
      type: str
      sample: None
    output:
      description: What the tool wrote to C(output1).
      type: str
      sample: Running with '2' threads
    directory:
      description: The job's own directory.
      type: str
      sample: /srv/galaxy/jobs/galaxy-test-jobs-x1y2z3a4/1
    problem:
      description: What is wrong, in sentences, V(null) if nothing is.
      type: str
      sample: null
    remark:
      description: What should be known though it is not wrong, V(null) if nothing is.
      type: str
      sample: null
problems:
  description: All that is wrong, one sentence each; empty if all jobs became what they should.
  type: list
  elements: str
  returned: success
remarks:
  description: All that should be known, one sentence each.
  type: list
  elements: str
  returned: success
report:
  description: The jobs as the lines of a table.
  type: list
  elements: str
  returned: success
queue:
  description: Slurm's queue at the timeout; empty if all jobs ended before.
  type: list
  elements: str
  returned: success
directory:
  description: Where the jobs' files are kept, V(null) if they are not.
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
