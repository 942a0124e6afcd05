# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule of Galaxy's tutorial: the user selects cores and time."""

from galaxy.jobs.mapper import JobMappingException

DESTINATIONS = {1: "slurm", 2: "slurm-2c"}


def dynamic_cores_time(app, job):
    selected = job.get_param_values(app)["__job_resource"]
    if selected["__job_resource__select"] != "yes":
        return "slurm"
    if int(selected["cores"]) not in DESTINATIONS:
        raise JobMappingException("Select 1 or 2 cores.")
    destination = app.job_config.get_destination(DESTINATIONS[int(selected["cores"])])
    native = destination.params.get("nativeSpecification", "")
    destination.params["nativeSpecification"] = f"{native} --time={selected['time']}:00:00".strip()
    return destination
