# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for Galaxy's app, with the attributes that a job configuration needs."""

from __future__ import annotations

import typing as t
from unittest import mock

from galaxy.job_metrics import JobMetrics
from galaxy.util.bunch import Bunch


def app_of(path: str, **config: t.Any) -> Bunch:
    """Return the app of a server.

    path: the job_conf
    config: other options of galaxy.yml
    """
    stack = mock.MagicMock()
    stack.get_preferred_handler_assignment_method.return_value = "db-skip-locked"
    config.setdefault("default_job_resubmission_condition", None)
    known = Bunch(
        config_dict={},
        job_config_file=path,
        is_set=lambda _name: True,
        job_resource_params_file="",
        use_tasked_jobs=False,
        track_jobs_in_database=True,
        server_name="main",
        resolve_path=lambda name: f"{path}.d/{name}",
        **config,
    )
    return Bunch(config=known, job_metrics=JobMetrics(), application_stack=stack)
