# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial's rule that lets administrators only run a tool."""

from galaxy.jobs.mapper import JobMappingException


def admin_only(app, user_email):
    """Return the destination of an administrator's job."""
    if user_email not in app.config.admin_users_list:
        raise JobMappingException("Unauthorized.")
    return "slurm"
