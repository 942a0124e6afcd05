# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of options by Slurm version."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import options
from hypothesis import given
from hypothesis import strategies as st

TABLES = {
    "slurm.conf": options.SLURM_CONF,
    "NodeName": options.NODE,
    "PartitionName": options.PARTITION,
    "NodeSet": options.NODE_SET,
    "DownNodes": options.DOWN_NODES,
    "cgroup.conf": options.CGROUP_CONF,
    "gres.conf": options.GRES_CONF,
}


def option(table: str, name: str) -> options.Option:
    """Return an option of a table."""
    found = options.find(TABLES[table], name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        pytest.param("22.05", "22.05", id="release"),
        pytest.param("22.05.8", "22.05", id="maintenance-release"),
        pytest.param("slurm 24.11.5\n", "24.11", id="slurmctld-V"),
        pytest.param("slurm-wlm 20.11.4", "20.11", id="slurmctld-V-debian"),
        pytest.param("22.05.8-4+deb12u2", "22.05", id="debian-package"),
        pytest.param("25.11.0-0rc1", "25.11", id="release-candidate"),
        pytest.param("26.11.0", "26.05", id="newer-than-known"),
        pytest.param("31.02", "26.05", id="much-newer"),
    ],
)
def test_release(version: str, expected: str) -> None:
    assert options.release(version) == expected


@pytest.mark.parametrize(
    ("version", "message"),
    [
        pytest.param(
            "",
            "Invalid Slurm version ''; expected the version that `slurmctld -V` prints, such as 26.05",
            id="empty",
        ),
        pytest.param("latest", "Invalid Slurm version 'latest'", id="word"),
        pytest.param("22", "Invalid Slurm version '22'", id="year-only"),
        pytest.param("22.05.8 or so", "Invalid Slurm version '22.05.8 or so'", id="trailing-text"),
        pytest.param("19.05.8", "too old; expected 20.11 to 26.05", id="too-old"),
        pytest.param(
            "23.06", "Unknown Slurm release 23.06; expected one of 20.11, 21.08", id="no-release"
        ),
    ],
)
def test_invalid_release(version: str, message: str) -> None:
    with pytest.raises(ClusterError) as raised:
        options.release(version)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("table", "name", "first", "last"),
    [
        pytest.param("slurm.conf", "ClusterName", "20.11", "26.05", id="always"),
        pytest.param("slurm.conf", "PreemptParameters", "23.02", "26.05", id="came"),
        pytest.param("slurm.conf", "SlurmctldPlugstack", "20.11", "22.05", id="went"),
        pytest.param("slurm.conf", "CacheGroups", "20.11", "20.11", id="went-at-once"),
        pytest.param("slurm.conf", "NamespaceType", "25.11", "26.05", id="namespace"),
        pytest.param("slurm.conf", "FrontendName", "20.11", "24.11", id="front-end"),
        pytest.param("NodeName", "RestrictedCoresPerGPU", "24.05", "26.05", id="node"),
        pytest.param("PartitionName", "SuspendTime", "21.08", "26.05", id="partition"),
        pytest.param("NodeSet", "Feature", "20.11", "26.05", id="nodeset"),
        pytest.param("DownNodes", "Reason", "20.11", "26.05", id="downnodes"),
        pytest.param("cgroup.conf", "TaskAffinity", "20.11", "20.11", id="cgroup-went"),
        pytest.param("cgroup.conf", "RootOwnedCgroups", "23.02", "23.02", id="cgroup-one-release"),
        pytest.param("gres.conf", "AutoDetect", "20.11", "26.05", id="gres"),
    ],
)
def test_known_between(table: str, name: str, first: str, last: str) -> None:
    found = option(table, name)
    known = [version for version in options.VERSIONS if options.is_known(found, version)]
    assert (known[0], known[-1]) == (first, last)
    versions = options.VERSIONS
    assert known == list(versions[versions.index(first) : versions.index(last) + 1])


@pytest.mark.parametrize(
    "name", ["FastSchedule", "MemLimitEnforce", "SallocDefaultCommand", "Layouts"]
)
def test_removed_before_the_oldest_supported_version(name: str) -> None:
    assert not any(options.is_known(option("slurm.conf", name), v) for v in options.VERSIONS)


@pytest.mark.parametrize(
    ("table", "name", "version", "expected"),
    [
        pytest.param("slurm.conf", "LaunchType", "22.05", False, id="before"),
        pytest.param("slurm.conf", "LaunchType", "23.02", True, id="since"),
        pytest.param("slurm.conf", "CacheGroups", "21.08", False, id="gone-is-not-ignored"),
        pytest.param("slurm.conf", "ClusterName", "26.05", False, id="in-use"),
        pytest.param("cgroup.conf", "CgroupAutomount", "24.11.5", True, id="cgroup"),
    ],
)
def test_is_ignored(table: str, name: str, version: str, expected: bool) -> None:
    assert options.is_ignored(option(table, name), version) is expected


@pytest.mark.parametrize(
    ("name", "version", "expected"),
    [
        pytest.param("SlurmctldHost", "20.11", True, id="host"),
        pytest.param("Prolog", "23.11", False, id="prolog-once"),
        pytest.param("Prolog", "24.05", True, id="prolog-many"),
        pytest.param("ClusterName", "26.05", False, id="once"),
    ],
)
def test_is_repeatable(name: str, version: str, expected: bool) -> None:
    assert options.is_repeatable(option("slurm.conf", name), version) is expected


@pytest.mark.parametrize("name", ["selecttype", "SELECTTYPE", " SelectType "])
def test_find_ignores_case(name: str) -> None:
    assert option("slurm.conf", name).name == "SelectType"


def test_find_unknown_option() -> None:
    assert options.find(options.SLURM_CONF, "SelectTypo") is None


@pytest.mark.parametrize(
    ("table", "name", "version", "expected"),
    [
        pytest.param("slurm.conf", "SelectTypeParameter", "22.05", "SelectTypeParameters", id="s"),
        pytest.param("slurm.conf", "slurmctldhosts", "22.05", "SlurmctldHost", id="case"),
        pytest.param("NodeName", "RealMemmory", "22.05", "RealMemory", id="node"),
        pytest.param("slurm.conf", "MetricType", "24.11", None, id="only-newer-slurm-has-it"),
        pytest.param("slurm.conf", "MetricType", "25.11", "MetricsType", id="new-enough"),
        pytest.param("slurm.conf", "colour", "26.05", None, id="nothing-near"),
    ],
)
def test_suggest(table: str, name: str, version: str, expected: str | None) -> None:
    hint = f" Did you mean '{expected}'?" if expected else ""
    assert options.suggest(TABLES[table], name, version) == hint


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_table_is_consistent(table: dict[str, options.Option]) -> None:
    for key, entry in table.items():
        assert key == entry.name.lower()
        assert entry.kind in {"string", "int", "size", "float", "bool", "line"}
        assert entry.since is None or entry.since in options.VERSIONS[1:]
        assert (entry.since or "") <= (entry.until or "99")
        assert (entry.ignored_since or "") <= (entry.until or "99")


def test_names_follow_the_version() -> None:
    assert "ExclusiveTopo" in set(options.names(options.PARTITION, "24.05"))
    assert "ExclusiveTopo" not in set(options.names(options.PARTITION, "23.11"))


@given(st.text())
def test_release_of_any_text_is_a_release_or_an_error(text: str) -> None:
    try:
        assert options.release(text) in options.VERSIONS
    except ClusterError as error:
        assert str(error).endswith(".")  # noqa: PT017
