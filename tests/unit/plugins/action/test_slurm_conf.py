# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that composes Slurm's configuration and writes it, on a host made of a dictionary."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.action import slurm_conf
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError

PATHS = {
    "SlurmUser": "slurm",
    "StateSaveLocation": "/state",
    "SlurmdSpoolDir": "/spool",
    "SlurmctldLogFile": "/log/slurmctld.log",
    "SlurmdLogFile": "/log/slurmd.log",
}
NODE = {"name": "n1", "CPUs": 2, "RealMemory": 100}
SEEN = {"cpus": 2, "real_memory": 2000, "topology": {}, "memory_cgroup": True}
WRITE = {"directory": "/etc/slurm", "record_directory": "/record"}


class Files:
    """The text files of a host."""

    def __init__(self, **texts: str) -> None:
        self.texts = {f"/etc/slurm/{name}.conf": text for name, text in texts.items()}

    def read(self, path: str) -> str | None:
        """Return the text of a file."""
        return self.texts.get(path)

    def deploy(self, files: list[dict[str, t.Any]]) -> dict[str, t.Any]:
        """Return whether a text was another."""
        before = dict(self.texts)
        self.texts.update({file["path"]: file["content"] for file in files})
        return {"changed": before != self.texts, "diff": []}


def deploy(files: Files, **arguments: t.Any) -> dict[str, t.Any]:
    """Return the result of the task with these arguments."""
    spec: dict[str, t.Any] = slurm_conf._ARGUMENTS
    defaults = {name: option.get("default") for name, option in spec.items()}
    arguments = {**defaults, "defaults": PATHS, "version": "22.05.8", **arguments}
    return slurm_conf._deploy(files, arguments)  # type: ignore[arg-type]


def test_written_once() -> None:
    files = Files()
    first = deploy(files, controllers=["head"], nodes=[NODE], **WRITE)
    assert (first["changed"], first["needs"]) == (True, "restart")
    assert [*files.texts] == [f"/etc/slurm/{name}.conf" for name in ("slurm", "cgroup", "gres")]
    files.texts.update({f"/record/{path[11:]}": text for path, text in files.texts.items()})
    again = deploy(files, controllers=["head"], nodes=[NODE], **WRITE)
    assert (again["changed"], again["needs"], again["reasons"]) == (False, "none", [])


def test_checked_and_not_written() -> None:
    files = Files()
    result = deploy(files, controllers=["head"], nodes=[NODE], directory="/etc/slurm")
    assert (result["changed"], result["paths"]) == (False, PATHS)
    assert (result["controllers"], files.texts) == (["head"], {})


@pytest.mark.parametrize("written", [{}, WRITE], ids=["checked", "written"])
@pytest.mark.parametrize(
    "present",
    [
        pytest.param("ClusterName=c\nSlurmctldHost=head\nNodeName=n9 CPUs=1\n", id="slurmctldhost"),
        pytest.param("ClusterName=c\nControlMachine=head\nNodeName=n9 CPUs=1\n", id="by-hand"),
    ],
)
def test_partial_run(present: str, written: dict[str, str]) -> None:
    files = Files(slurm=present)
    arguments = {"directory": "/etc/slurm", "hosts": {"n1": SEEN}, **written}
    assert deploy(files, partial=True, **arguments)["controllers"] == ["head"]
    text = files.texts["/etc/slurm/slurm.conf"]
    assert ("NodeName=n1 CPUs=2" in text) is bool(written)
    assert "NodeName=n9 CPUs=1" in text
    assert "ClusterName=c\n" in text


@pytest.mark.parametrize(
    "present",
    [
        pytest.param("NodeName=n[1- CPUs=1\n", id="hostlist"),
        pytest.param("Nonsense\n", id="line"),
        pytest.param(None, id="none"),
    ],
)
def test_present_file_stops_nobody(present: str | None) -> None:
    files = Files(**({} if present is None else {"slurm": present}))
    arguments = {"controllers": ["head"], "hosts": {"n1": SEEN}, **WRITE}
    assert deploy(files, partial=True, **arguments)["changed"] is True


@pytest.mark.parametrize("name", sorted(PATHS))
def test_paths_are_needed(name: str) -> None:
    arguments: dict[str, t.Any] = {"controllers": ["head"], "nodes": [NODE]}
    sentence = f"slurm_config: {name} has no value, but the role needs"
    with pytest.raises(ClusterError, match=sentence):
        deploy(Files(), config={name: None}, **arguments)
    assert deploy(Files(), config={name: "/mine"}, **arguments)["paths"][name] == "/mine"
