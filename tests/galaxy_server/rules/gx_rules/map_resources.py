# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial's rule that submits a job with the cores and the time its user selected."""

import logging

from galaxy.jobs.mapper import JobMappingException

log = logging.getLogger(__name__)

DESTINATION_IDS = {1: "slurm", 2: "slurm-2c"}
FAILURE_MESSAGE = (
    "This tool could not be run because of a misconfiguration in the Galaxy job running system, "
    "please report this error"
)


def dynamic_cores_time(app, job):
    """Return the destination for the selected cores, with the selected hours as its time limit."""
    try:
        selected = job.get_param_values(app)["__job_resource"]
        destination = app.job_config.get_destination(DESTINATION_IDS[int(selected["cores"])])
        limit = f"{int(selected['time'])}:00:00"
    except (KeyError, TypeError, ValueError) as error:
        log.warning("(%s) no usable job resources: %r", job.id, error)
        raise JobMappingException(FAILURE_MESSAGE) from error
    if "job_plugin" in destination.params:  # the cli runner has no nativeSpecification
        destination.params["job_time"] = limit
    else:
        native = destination.params.get("nativeSpecification", "")
        destination.params["nativeSpecification"] = f"{native} --time={limit}".lstrip()
    return destination
