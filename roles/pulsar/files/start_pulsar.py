# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts Pulsar 0.16.0 as its own commands do, but for two things.

It takes the secrets out of its environment, which it hands on with the jobs that it gives to Slurm
or to a DRMAA library. And it remembers a job that it has fetched the files of until that job is
with Slurm; Pulsar forgets it before, so that nobody hears of it again when Pulsar is killed then.

Run by the Python of Pulsar's virtual environment; gunicorn calls init_webapp.
"""

import contextlib
import fcntl
import os
import shutil
import sys

import pulsar.main


def changing_pulsar(load):
    """Return what reads the configuration, and with it the secrets, for the last time."""

    def load_once(*args, **options):
        configuration = load(*args, **options)
        for name in [name for name in os.environ if name.startswith("PULSAR_CONFIG_OVERRIDE_")]:
            del os.environ[name]
        remember_until_launched()
        return configuration

    return load_once


def remember_until_launched():
    """Have managers keep the note of a job until it is launched: after a start it is begun anew.

    Only the role's sbatch knows whether Slurm has a job already, so this is for no other manager;
    and only for jobs whose files Pulsar fetches: of the others, the call that should have launched
    them has failed.
    """
    # Not before Pulsar has set its logging up, which silences the loggers that are there.
    from pulsar.managers import stateful
    from pulsar.managers.stateful import ACTIVE_STATUS_PREPROCESSING, StatefulManagerProxy

    fetch = stateful.preprocess

    def fetching_once(job_directory, *args, **options):
        """Leave the files alone of a job that Slurm has, and that may be reading them."""
        if not is_handed_over(job_directory.job_directory):
            fetch(job_directory, *args, **options)

    stateful.preprocess = fetching_once
    handling = StatefulManagerProxy._handling_of_preprocessing_state

    @contextlib.contextmanager
    def remembering(self, job_id, launch_config):
        """Launch the job when the block ends, as Pulsar's own does."""
        fetches = (launch_config.get("remote_staging") or {}).get("setup")
        remembers = fetches and calls_sbatch(self._proxied_manager)
        with handling(self, job_id, launch_config):
            yield
            if remembers:
                self.active_jobs.activate_job(job_id, ACTIVE_STATUS_PREPROCESSING)
        if remembers:
            self.active_jobs.deactivate_job(job_id, ACTIVE_STATUS_PREPROCESSING)

    StatefulManagerProxy._handling_of_preprocessing_state = remembering


def is_handed_over(directory):
    """Return whether the role's sbatch has handed over a job that Pulsar has not noted as such."""
    try:
        with open(os.path.join(directory, "handed_over")) as note:
            fcntl.flock(note, fcntl.LOCK_EX)  # a killed Pulsar may have left an sbatch at work
            noted = note.read()
    except FileNotFoundError:
        return False
    return bool(noted) and not os.path.exists(os.path.join(directory, "preprocessed"))


def calls_sbatch(manager):
    """Return whether a manager submits jobs with the role's sbatch."""
    own = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "sbatch")
    job, shell = (getattr(manager, name, {}) for name in ("job_params", "shell_params"))
    plugins = (job.get("plugin"), shell.get("plugin", "LocalShell"))
    return plugins == ("Slurm", "LocalShell") and shutil.which("sbatch") == own


pulsar.main.load_app_configuration = changing_pulsar(pulsar.main.load_app_configuration)


def init_webapp(**options):
    """Return Pulsar as a web application."""
    from pulsar.web import wsgi  # it takes the function that reads the configuration from above

    return wsgi.init_webapp(**options)


if __name__ == "__main__":
    sys.exit(pulsar.main.main())
