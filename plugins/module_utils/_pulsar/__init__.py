# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar's service and logs on its host."""
