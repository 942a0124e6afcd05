# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of the destinations that may get jobs."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.batch import (
    parsed_requests,
    plain_params,
    slurm_requests,
)


def read(params: str, runner: str = "slurm", default: str = "d") -> JobConf:
    """Return a job_conf.xml with the destination 'd' and a local one."""
    text = (
        "<job_conf><plugins>"
        "<plugin id='slurm' type='runner' load='galaxy.jobs.runners.slurm:SlurmJobRunner'/>"
        "<plugin id='local' type='runner' load='galaxy.jobs.runners.local:LocalJobRunner'/>"
        "<plugin id='ours' type='runner' load='ours.runners:SlurmJobRunner'/>"
        f"</plugins><destinations default='{default}'><destination id='l' runner='local'/>"
        f"<destination id='d' runner='{runner}'>{params}</destination></destinations></job_conf>"
    )
    return read_xml(text, "job_conf.xml", lambda _path: None)


NATIVE = "<param id='nativeSpecification'>--partition=gpu --ntasks=2</param>"


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        pytest.param(read(NATIVE), [("d", "slurm-drmaa")], id="slurm"),
        pytest.param(read(NATIVE, runner="local"), [("d", "Galaxy's own host")], id="local-runner"),
        pytest.param(read(NATIVE, runner="ours"), [], id="class-outside-galaxy"),
        pytest.param(read(NATIVE, default="l"), [("l", "Galaxy's own host")], id="unreachable"),
    ],
)
def test_parsed_requests(conf: JobConf, expected: list[tuple[str, str]]) -> None:
    found = [(destination.id.data, parsed.system) for destination, parsed in parsed_requests(conf)]
    assert found == expected


@pytest.mark.parametrize(
    ("param", "expected"),
    [
        pytest.param("<param id='a'>b</param>", {"a": "b"}, id="fixed"),
        pytest.param("<param id='a' from_environ='A'>b</param>", {}, id="from-environment"),
        pytest.param("<param id='a' from_config='c'>b</param>", {}, id="from-galaxy-yml"),
    ],
)
def test_plain_params(param: str, expected: dict[str, object]) -> None:
    destination = read(param).destinations[-1]
    found = plain_params(destination)
    assert {name: value for name, value in found.items() if name != "docker_sudo"} == expected


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        pytest.param(read(NATIVE), [("d", ("gpu",), 2)], id="fixed"),
        pytest.param(read(NATIVE.replace("'>", "' from_environ='A'>")), [], id="from-environment"),
        pytest.param(
            read(f"{NATIVE}<param id='a' from_environ='A'>b</param>"),
            [("d", ("gpu",), 2)],
            id="another-param-from-environment",
        ),
        pytest.param(
            read(NATIVE.replace("--ntasks", "--clusters=other --ntasks")), [], id="another-cluster"
        ),
    ],
)
def test_slurm_requests(conf: JobConf, expected: list[tuple[str, tuple[str, ...], int]]) -> None:
    found = slurm_requests(conf, parsed_requests(conf))
    requests = [(where.id.data, request.partitions, request.tasks) for where, request in found]
    assert requests == expected
