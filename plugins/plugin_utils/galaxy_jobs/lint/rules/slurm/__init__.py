# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests that a Slurm cluster cannot fulfill."""
