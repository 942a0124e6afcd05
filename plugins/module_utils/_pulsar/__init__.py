# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar on a host: its service and its logs."""
