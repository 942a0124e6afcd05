# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts Pulsar 0.16.0 as its own commands do, with two changes.

Removes the secrets from the environment, which Pulsar passes on to the jobs that it submits to
Slurm or to a DRMAA library. And remembers a job whose files Pulsar has fetched until the job is
submitted to Slurm: Pulsar forgets it earlier, so that the job is lost if Pulsar is killed then.

Run by the Python of Pulsar's virtual environment; gunicorn calls init_webapp.
"""

import contextlib
import fcntl
import os
import shutil
import sys

import pulsar.main


def patch_loader(load):
    """Return a replacement for the function that reads the configuration, secrets included."""

    def load_once(*args, **options):
        configuration = load(*args, **options)
        for name in [name for name in os.environ if name.startswith("PULSAR_CONFIG_OVERRIDE_")]:
            del os.environ[name]
        patch_managers()
        return configuration

    return load_once


def patch_managers():
    """Make managers remember a job until it is launched, so that a restart begins it again.

    Only for jobs submitted by the role's sbatch, which alone knows whether Slurm already has the
    job. And only for jobs whose files Pulsar fetches: for others, the request that should have
    launched the job has failed, and Galaxy knows.
    """
    # Must run after Pulsar configured logging, which disables existing loggers.
    from pulsar.managers import stateful
    from pulsar.managers.stateful import ACTIVE_STATUS_PREPROCESSING, StatefulManagerProxy

    preprocess = stateful.preprocess

    def preprocess_once(job_directory, *args, **options):
        """Fetch no files for a job that Slurm has, because it may be reading them."""
        if not is_handed_over(job_directory.job_directory):
            preprocess(job_directory, *args, **options)

    stateful.preprocess = preprocess_once
    handle_preprocessing = StatefulManagerProxy._handling_of_preprocessing_state

    @contextlib.contextmanager
    def remember_job(self, job_id, launch_config):
        """Launch the job when the block ends, like Pulsar's own context manager."""
        fetches = (launch_config.get("remote_staging") or {}).get("setup")
        remembers = fetches and calls_sbatch(self._proxied_manager)
        with handle_preprocessing(self, job_id, launch_config):
            yield
            if remembers:
                self.active_jobs.activate_job(job_id, ACTIVE_STATUS_PREPROCESSING)
        if remembers:
            self.active_jobs.deactivate_job(job_id, ACTIVE_STATUS_PREPROCESSING)

    StatefulManagerProxy._handling_of_preprocessing_state = remember_job


def is_handed_over(directory):
    """Return whether the role's sbatch submitted a job whose submission Pulsar did not record."""
    try:
        with open(os.path.join(directory, "handed_over")) as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # wait for an sbatch that a killed Pulsar left running
            answer = file.read()
    except FileNotFoundError:
        return False
    return bool(answer) and not os.path.exists(os.path.join(directory, "preprocessed"))


def calls_sbatch(manager):
    """Return whether a manager submits jobs with the role's sbatch."""
    wrapper = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "sbatch")
    job, shell = (getattr(manager, name, {}) for name in ("job_params", "shell_params"))
    plugins = (job.get("plugin"), shell.get("plugin", "LocalShell"))
    return plugins == ("Slurm", "LocalShell") and shutil.which("sbatch") == wrapper


pulsar.main.load_app_configuration = patch_loader(pulsar.main.load_app_configuration)


def init_webapp(**options):
    """Return Pulsar as a web application."""
    from pulsar.web import wsgi  # imports the patched function from pulsar.main

    return wsgi.init_webapp(**options)


if __name__ == "__main__":
    sys.exit(pulsar.main.main())
