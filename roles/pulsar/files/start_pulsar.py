# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts Pulsar 0.16.0 as its own commands do, but takes the secrets out of its environment.

Pulsar reads them there, once, and hands all of it on with the jobs that it gives to Slurm or to a
DRMAA library.

Run by the Python of Pulsar's virtual environment; gunicorn calls init_webapp.
"""

import os
import sys

import pulsar.main


def forgetting_secrets(load):
    """Return what reads the configuration, and with it the secrets, for the last time."""

    def load_once(*args, **options):
        configuration = load(*args, **options)
        for name in [name for name in os.environ if name.startswith("PULSAR_CONFIG_OVERRIDE_")]:
            del os.environ[name]
        return configuration

    return load_once


pulsar.main.load_app_configuration = forgetting_secrets(pulsar.main.load_app_configuration)


def init_webapp(**options):
    """Return Pulsar as a web application."""
    from pulsar.web import wsgi  # it takes the function that reads the configuration from above

    return wsgi.init_webapp(**options)


if __name__ == "__main__":
    sys.exit(pulsar.main.main())
