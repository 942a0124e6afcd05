# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's job configuration (job_conf): its model and its readers. Pure: text in, data out."""
