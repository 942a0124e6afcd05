# SPDX-License-Identifier: GPL-3.0-or-later
"""Dynamic Tool Destinations (tool_destinations.yml): model, reader and decision for a job."""
