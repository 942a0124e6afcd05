# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that cannot be parsed, and content that Galaxy ignores."""
