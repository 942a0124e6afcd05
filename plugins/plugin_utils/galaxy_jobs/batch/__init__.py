# SPDX-License-Identifier: GPL-3.0-or-later
"""What jobs request from a batch system, and how: native specifications and the like. Pure."""
