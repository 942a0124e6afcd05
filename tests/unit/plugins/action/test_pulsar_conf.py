# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that composes and writes Pulsar's configuration, with a dictionary as the host."""

from __future__ import annotations

import typing as t

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action import pulsar_conf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError

TOKEN = "0123456789abcdef0123456789abcdef"


class AnsibleInt(int):
    """A number of a subclass, as Ansible passes numbers of variables."""


class Files(dict[str, str]):
    """The text files of a host."""

    def deploy(self, files: list[dict[str, t.Any]]) -> dict[str, t.Any]:
        """Return whether a file changed."""
        before = dict(self)
        self.update({file["path"]: file["content"] for file in files})
        return {"changed": before != self, "diff": []}


def deploy(files: Files, **manager: t.Any) -> dict[str, t.Any]:
    """Return the result of the task for a site with one manager."""
    defaults = {name: option.get("default") for name, option in pulsar_conf.ARGUMENTS.items()}
    directories = {
        name: f"/srv/pulsar/{name}"
        for name, option in pulsar_conf.ARGUMENTS.items()
        if option.get("required")
    }
    arguments = {
        "write": True,
        "config_dir": "/etc/pulsar",
        "private_token": TOKEN,
        "managers": {"two": {"type": "queued_cli", "job_plugin": "Slurm", **manager}},
    }
    return pulsar_conf.deploy(files, {**defaults, **directories, **arguments})  # type: ignore[arg-type]


def test_written_once_and_without_the_token() -> None:
    files = Files()
    first = deploy(files, job_ncpus=AnsibleInt(2))
    assert yaml.safe_load(files["/etc/pulsar/app.yml"])["managers"]["two"]["job_ncpus"] == 2
    assert TOKEN in files["/etc/pulsar/pulsar.env"]
    assert TOKEN not in f"{first}{files['/etc/pulsar/app.yml']}"
    assert (first["changed"], deploy(files, job_ncpus=2)["changed"]) == (True, False)


def test_invalid_configuration_is_not_written() -> None:
    files = Files()
    with pytest.raises(ClusterError, match="job_cpus"):
        deploy(files, job_cpus=2)
    assert files == {}
