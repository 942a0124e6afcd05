# SPDX-License-Identifier: GPL-3.0-or-later
"""Dynamic Tool Destinations (tool_destinations.yml): model and reader. Pure: text in, data out."""
