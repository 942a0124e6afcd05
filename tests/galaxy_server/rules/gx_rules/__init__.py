# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the tutorial. Galaxy searches the modules in this package, not this file."""
