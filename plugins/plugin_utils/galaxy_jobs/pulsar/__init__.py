# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar's configuration, and Galaxy's runners and environments for it."""
