# SPDX-License-Identifier: GPL-3.0-or-later
"""Runners (plugins) and handlers."""
