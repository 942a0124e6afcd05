# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs in the process of rules: nothing else of the collection is imported there."""
