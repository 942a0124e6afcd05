# SPDX-License-Identifier: GPL-3.0-or-later
"""Native specifications: what a job asks of a batch system, in that system's own words. Pure."""
