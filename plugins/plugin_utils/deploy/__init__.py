# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents and host files on their way to a host."""
