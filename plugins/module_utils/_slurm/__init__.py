# SPDX-License-Identifier: GPL-3.0-or-later
"""Slurm on a host: installed version, hardware, nodes, and the state of jobs."""
