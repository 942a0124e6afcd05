# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents to convert, and the notes on them and the reasons against it."""

from __future__ import annotations

import textwrap

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
    Syntax,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)


def read(text: str, files: dict[str, str] | None = None) -> JobConf:
    """Return the job configuration of an XML or YAML document."""
    text = textwrap.dedent(text)
    if text.startswith("<"):
        return read_xml(text, "job_conf.xml", (files or {}).get)
    return read_yaml(text, "job_conf.yml")


def notes(text: str, syntax: Syntax, files: dict[str, str] | None = None) -> list[str]:
    """Return the notes of a conversion."""
    return [str(note) for note in convert(read(text, files), syntax).notes]


def reasons(text: str, syntax: Syntax, files: dict[str, str] | None = None) -> list[str]:
    """Return the reasons why a document is not converted."""
    with pytest.raises(ClusterError) as caught:
        convert(read(text, files), syntax)
    return str(caught.value).splitlines()


def xml(inside: str = "", plugins: str = "", macros: str = "", root: str = "") -> str:
    """Return a document with one destination and its content."""
    return (
        f'<job_conf>{macros}<plugins><plugin id="local" type="runner" load="local">{plugins}'
        f'</plugin></plugins><destinations default="d"><destination id="d" runner="local">'
        f'<param id="docker_sudo">no</param>{inside}</destination></destinations>{root}</job_conf>'
    )


def yml(inside: str = "", root: str = "") -> str:
    """Return a document with one environment and its content."""
    inside = textwrap.indent(textwrap.dedent(inside), "      ")
    return (
        "runners:\n  local: {load: galaxy.jobs.runners.local:LocalJobRunner}\n"
        f"execution:\n  default: d\n  environments:\n    d:\n      runner: local\n{inside}\n"
        f"{textwrap.dedent(root)}"
    )
