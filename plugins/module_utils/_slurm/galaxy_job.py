# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job as Galaxy submits it: files, scripts and the submission."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from .._errors import ClusterError
from .scontrol import parse_time

# With this variable set, Galaxy's job scripts only exit with this code.
INTEGRITY_VARIABLE = "ABC_TEST_JOB_SCRIPT_INTEGRITY_XYZ"
INTEGRITY_CODE = 42

# The tool of Galaxy's training material, "Testing Tool".
TESTING_TOOL = "echo \"Running with '${GALAXY_SLOTS:-1}' threads\" > output1"

STATES = ("COMPLETED", "FAILED", "TIMEOUT", "OUT_OF_MEMORY", "CANCELLED")

# The parts have the same order as in Galaxy's job scripts: environment, integrity, slots, setup,
# temporary directory, job directory, memory, tool, outputs, exit.
_SCRIPT = """\
_galaxy_setup_environment() {
    export _GALAXY_JOB_HOME_DIR="$_GALAXY_JOB_DIR/home"
    export _GALAXY_JOB_TMP_DIR="$_GALAXY_JOB_DIR/tmp"
    mkdir -p "$_GALAXY_JOB_HOME_DIR" "$_GALAXY_JOB_TMP_DIR"
}

# The submitting host runs the script with this variable to check that it is complete and
# executable.
if [ -n "$@VARIABLE@" ]; then
    exit @CODE@
fi

GALAXY_SLOTS_CONFIGURED=1
if [ -n "$SLURM_CPUS_ON_NODE" ]; then
    GALAXY_SLOTS=$SLURM_CPUS_ON_NODE
elif [ -n "$SLURM_NTASKS" ]; then
    GALAXY_SLOTS=$((SLURM_NTASKS * ${SLURM_CPUS_PER_TASK:-1}))
elif [ -z "$GALAXY_SLOTS" ]; then
    GALAXY_SLOTS=1
    unset GALAXY_SLOTS_CONFIGURED
fi
export GALAXY_SLOTS
[ -z "$GALAXY_SLOTS_CONFIGURED" ] || export GALAXY_SLOTS_CONFIGURED

_galaxy_setup_environment
for _variable in TMP TEMP TMPDIR; do
    [ -n "${!_variable}" ] || export "$_variable=$_GALAXY_JOB_TMP_DIR"
done

mkdir -p "$_GALAXY_JOB_DIR/working" "$_GALAXY_JOB_DIR/outputs"
cd "$_GALAXY_JOB_DIR" || exit 1

if [ -z "$GALAXY_MEMORY_MB" ] && [ -n "$SLURM_JOB_ID" ]; then
    GALAXY_MEMORY_MB=$(scontrol -do show job "$SLURM_JOB_ID" 2> memory_statement.log \\
        | tr ' ' '\\n' | sed -n 's/^Mem=\\([0-9][0-9]*\\).*/\\1/p' | head -n 1)
fi
if [ "${GALAXY_MEMORY_MB:-0}" -gt 0 ] 2>> memory_statement.log; then
    export GALAXY_MEMORY_MB
    export GALAXY_MEMORY_MB_PER_SLOT=$((GALAXY_MEMORY_MB / GALAXY_SLOTS))
else
    unset GALAXY_MEMORY_MB
fi

echo "$GALAXY_SLOTS" > __instrument_core_galaxy_slots
echo "$GALAXY_MEMORY_MB" > __instrument_core_galaxy_memory_mb

cd working || exit 1
/bin/bash ../tool_script.sh > ../outputs/tool_stdout 2> ../outputs/tool_stderr
return_code=$?
echo $return_code > "../galaxy_$_GALAXY_JOB_ID.ec"
if [ -f output1 ]; then
    cp output1 "../outputs/dataset_$_GALAXY_JOB_ID.dat"
fi

cd "$_GALAXY_JOB_DIR" || exit 1
exit $return_code
"""


class GalaxyJobError(ClusterError):
    """A job that cannot be built from its parameters."""


@dataclass(frozen=True)
class Expected:
    """The expected result of a job; None means any value."""

    state: str = "COMPLETED"
    exit_code: int | None = None
    cores: int | None = None
    output: str | None = None


@dataclass(frozen=True)
class GalaxyJob:
    """A tool to run and the options of its Slurm job."""

    number: int
    name: str
    directory: str
    native_specification: str = ""
    tool: str = TESTING_TOOL
    expected: Expected = Expected()

    @property
    def drm_name(self) -> str:
        """The job name in Slurm, as set by Galaxy's slurm runner: g<id>_<tool>."""
        return f"g{self.number}_{re.sub(r'[^A-Za-z0-9]+', '_', self.name).strip('_').lower()}"

    def path(self, kind: str) -> str:
        """Return the path of the job's file galaxy_<id>.<kind>."""
        return f"{self.directory}/galaxy_{self.number}.{kind}"

    @property
    def dataset(self) -> str:
        """The path of the dataset to which output1 is copied."""
        return f"{self.directory}/outputs/dataset_{self.number}.dat"


def job_script(job: GalaxyJob) -> str:
    """Return the text of galaxy_<id>.sh."""
    body = _SCRIPT.replace("@VARIABLE@", INTEGRITY_VARIABLE).replace("@CODE@", str(INTEGRITY_CODE))
    return (
        "#!/bin/bash\n\n"
        f"_GALAXY_JOB_DIR={shlex.quote(job.directory)}\n"
        f"_GALAXY_JOB_ID={job.number}\n\n{body}"
    )


def tool_script(job: GalaxyJob) -> str:
    """Return the text of tool_script.sh, which the job script runs in working/."""
    return f"#!/bin/bash\n\n{job.tool.strip()}\n"


def sbatch_command(job: GalaxyJob) -> list[str]:
    """Return the sbatch command that is equivalent to the template of Galaxy's slurm runner.

    Raises GalaxyJobError if the native specification cannot be split into words.
    """
    return [
        "sbatch",
        "--parsable",
        f"--job-name={job.drm_name}",
        f"--output={job.path('o')}",
        f"--error={job.path('e')}",
        f"--chdir={job.directory}",
        *_split_native(job),
        job.path("sh"),
    ]


def drmaa_template(job: GalaxyJob) -> dict[str, str]:
    """Return the DRMAA job template of Galaxy's slurm runner, with drmaa-python's names.

    Galaxy 26.1, galaxy/jobs/runners/drmaa.py, queue_job.
    """
    attributes = {
        "remoteCommand": job.path("sh"),
        "jobName": job.drm_name,
        "workingDirectory": job.directory,
        "outputPath": f":{job.path('o')}",
        "errorPath": f":{job.path('e')}",
    }
    if job.native_specification:
        attributes["nativeSpecification"] = job.native_specification
    return attributes


def parse_job_id(text: str) -> str:
    """Return the job ID in the output of C(sbatch --parsable), without the name of the cluster.

    Raises GalaxyJobError if there is none.
    """
    match = re.search(r"^(\d+)(?:;|$)", text.strip(), re.MULTILINE)
    if match is None:
        raise GalaxyJobError(f"sbatch printed {text.strip()!r}; expected a job ID.")
    return match.group(1)


def requested_seconds(job: GalaxyJob) -> int | None:
    """Return the requested time limit, rounded up to minutes as in Slurm; None without one."""
    words = _split_native(job)
    for position, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in ("--time", "-t") and not equals:
            value = words[position + 1] if position + 1 < len(words) else ""
        elif option != "--time":
            value = word[2:] if re.match(r"-t\d", word) else ""
        if value:
            return _whole_minutes(job, value)
    return None


def _whole_minutes(job: GalaxyJob, value: str) -> int | None:
    try:
        limit = parse_time(value)
    except ClusterError as error:
        raise GalaxyJobError(
            f"Invalid native specification {job.native_specification!r} of job {job.name!r}: "
            f"{error}"
        ) from error
    return None if limit is None else -(-limit // 60) * 60


def _split_native(job: GalaxyJob) -> list[str]:
    try:
        return shlex.split(job.native_specification)
    except ValueError as error:
        raise GalaxyJobError(
            f"Invalid native specification {job.native_specification!r} of job {job.name!r} "
            f"({error}); expected options of sbatch, with quotes in pairs."
        ) from error
