# SPDX-License-Identifier: GPL-3.0-or-later
"""The mapping of tools, and their resource groups."""
