# SPDX-License-Identifier: GPL-3.0-or-later
"""Sphinx: the documentation site, built without the network."""

project = "galaxyhpc.cluster"
copyright = "The galaxyhpc.cluster contributors"  # noqa: A001 - the name that Sphinx wants
extensions = ["sphinx_antsibull_ext"]
html_theme = "sphinx_ansible_theme"
pygments_style = "ansible"
html_use_smartypants = True
html_use_modindex = False
html_use_index = False
suppress_warnings = ["ref.ref"]  # links to Ansible's own documentation
html_theme_options = {"navigation_depth": 3}  # page, family, rule
