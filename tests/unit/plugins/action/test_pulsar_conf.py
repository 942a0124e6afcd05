# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that composes Pulsar's configuration and writes it, on a host made of a dictionary."""

from __future__ import annotations

import typing as t

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action import pulsar_conf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError

TOKEN = "0123456789abcdef0123456789abcdef"


class OfAnsible(int):
    """A number as Ansible has it from variables: of a type that is its own."""


class Files(dict[str, str]):
    """The text files of a host."""

    def deploy(self, files: list[dict[str, t.Any]]) -> dict[str, t.Any]:
        """Return whether a text was another."""
        before = dict(self)
        self.update({file["path"]: file["content"] for file in files})
        return {"changed": before != self, "diff": []}


def deploy(files: Files, **manager: t.Any) -> dict[str, t.Any]:
    """Return the result of the task for a site with one manager."""
    defaults = {name: option.get("default") for name, option in pulsar_conf._ARGUMENTS.items()}
    config = {
        "staging_directory": "/srv/pulsar/jobs/staging",
        "managers": {"two": {"type": "queued_cli", "job_plugin": "Slurm", **manager}},
    }
    given = {"directory": "/etc/pulsar", "config": config, "private_token": TOKEN}
    return pulsar_conf._deploy(files, {**defaults, **given})  # type: ignore[arg-type]


def test_written_once_and_without_the_token() -> None:
    files = Files()
    first = deploy(files, job_ncpus=OfAnsible(2))
    assert yaml.safe_load(files["/etc/pulsar/app.yml"])["managers"]["two"]["job_ncpus"] == 2
    assert TOKEN in files["/etc/pulsar/pulsar.env"]
    assert TOKEN not in f"{first}{files['/etc/pulsar/app.yml']}"
    assert (first["changed"], deploy(files, job_ncpus=2)["changed"]) == (True, False)


def test_nothing_is_written_of_what_is_refused() -> None:
    files = Files()
    with pytest.raises(ClusterError, match="job_cpus"):
        deploy(files, job_cpus=2)
    assert files == {}
