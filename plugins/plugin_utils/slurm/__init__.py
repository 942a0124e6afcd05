# SPDX-License-Identifier: GPL-3.0-or-later
"""slurm.conf: compose, translate, compare, and the options of each version. No I/O."""
