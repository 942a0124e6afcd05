# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything of the library that touches the system: files and processes."""
