# SPDX-License-Identifier: GPL-3.0-or-later
"""Galaxy and we read the same data from any job_conf, or both reject it."""

from __future__ import annotations

from compare import same_job_conf
from galaxy_process import Galaxy
from generated import xml_documents, yaml_documents
from hypothesis import event, given
from job_confs import MORE_FILES


@given(text=yaml_documents())
def test_yaml(galaxy: Galaxy, text: str) -> None:
    event(same_job_conf(galaxy, text, MORE_FILES))


@given(text=xml_documents())
def test_xml(galaxy: Galaxy, text: str) -> None:
    event(same_job_conf(galaxy, text, MORE_FILES))
