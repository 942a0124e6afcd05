# SPDX-License-Identifier: GPL-3.0-or-later
"""Pulsar's configuration: its options, what is wrong with one, and what Galaxy needs beside it."""
