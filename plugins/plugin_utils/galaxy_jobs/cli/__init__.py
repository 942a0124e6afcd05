# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line of galaxy-jobs: one module per command."""
