# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that contradict each other."""
