# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules of rules for dynamic destinations, known without running them. Pure."""
