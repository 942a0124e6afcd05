# SPDX-License-Identifier: GPL-3.0-or-later
"""Which destination a job would get, and why. Pure: documents and a job in, an answer out."""
