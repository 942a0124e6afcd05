# SPDX-License-Identifier: GPL-3.0-or-later
"""The linter: rules over job_conf and what belongs to it. Pure: documents in, findings out."""
