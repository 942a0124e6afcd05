# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy's job configuration: read, lint, route, write. Everything behind bin/galaxy-jobs."""
