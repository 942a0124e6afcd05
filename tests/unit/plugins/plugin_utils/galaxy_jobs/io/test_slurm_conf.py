# SPDX-License-Identifier: GPL-3.0-or-later
"""A slurm.conf with included files."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.files import Files
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.io.slurm_conf import (
    add_partitions,
    read_partitions,
)

pytest.importorskip("hostlist")
MAIN = "include sub/nodes.conf # ours\nPartitionName=main Nodes=n1 Default=YES\n"


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "nodes.conf").write_text("NodeName=n1 CPUs=4\n")
    (tmp_path / "slurm.conf").write_text(MAIN)
    return tmp_path / "slurm.conf"


def test_include(conf: Path) -> None:
    assert list(read_partitions(conf)) == ["main"]


@pytest.mark.parametrize(
    ("included", "message"),
    [
        pytest.param(None, "cannot read '.*sub/nodes.conf'", id="missing"),
        pytest.param("NodeName\n", "includes 'sub/nodes.conf', line 1", id="invalid"),
        pytest.param("Include slurm.conf\n", "includes itself", id="loop"),
        pytest.param("Include /etc/hosts\n", "such files are not opened", id="absolute"),
        pytest.param("Include ../hosts\n", "such files are not opened", id="outside"),
    ],
)
def test_unusable_include(conf: Path, included: str | None, message: str) -> None:
    path = conf.parent / "sub" / "nodes.conf"
    path.unlink()
    if included is not None:
        path.write_text(included)
    with pytest.raises(ClusterError, match=message):
        read_partitions(conf)


def test_errors_are_collected(conf: Path) -> None:
    files = Files()
    add_partitions(files, conf)
    assert (list(files.slurm_conf or ()), files.errors) == (["main"], [])
    conf.unlink()
    add_partitions(files, conf)
    assert [f"{conf}: cannot read" in error for error in files.errors] == [True]
