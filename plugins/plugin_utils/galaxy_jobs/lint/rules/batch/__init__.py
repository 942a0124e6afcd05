# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests to the batch system, such as nativeSpecification."""
