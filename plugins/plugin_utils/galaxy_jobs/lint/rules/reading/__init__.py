# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that cannot be read, or are not read as written."""
