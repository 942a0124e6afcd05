# SPDX-License-Identifier: GPL-3.0-or-later
"""Rule modules of dynamic destinations (Python): model and reader. No code is run."""
