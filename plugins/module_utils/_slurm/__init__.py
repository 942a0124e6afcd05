# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of Slurm: its configuration, its hosts and its jobs. Pure: text in, data out."""
