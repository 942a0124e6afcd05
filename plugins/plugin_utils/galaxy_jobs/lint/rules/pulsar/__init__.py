# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar's app.yml and its destinations in Galaxy."""
