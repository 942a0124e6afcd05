# SPDX-License-Identifier: GPL-3.0-or-later
"""The command galaxy-jobs: arguments and files; what it does is in module_utils."""
