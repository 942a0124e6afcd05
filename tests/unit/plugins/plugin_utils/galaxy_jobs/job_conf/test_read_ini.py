# SPDX-License-Identifier: GPL-3.0-or-later
"""The jobs part of universe_wsgi.ini, as Galaxy read it until 17.09."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.convert import (
    convert,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_ini import (
    read_ini,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Value


def read(
    runners: str = "", handlers: str = "", app: str = "start_job_runners = pbs,drmaa"
) -> JobConf:
    text = (
        f"[server:main]\nport = 8080\n[app:main]\n{app}\n"
        f"[galaxy:tool_handlers]\n{handlers}\n[galaxy:tool_runners]\n{runners}\n"
    )
    return read_ini(text, "universe_wsgi.ini")


def destination(conf: JobConf, name: Value | None) -> tuple[object, object, dict[t.Any, t.Any]]:
    """Return id, runner and parameters of a destination."""
    (found,) = (one for one in conf.destinations if name and one.id.data == name.data)
    params = {key: param.value.data for key, param in found.params.items()}
    return found.id.data, found.runner and found.runner.data, params


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param("local:///", ("local", "local", {}), id="local"),
        pytest.param("drmaa:///", ("drmaa", "drmaa", {}), id="drmaa"),
        pytest.param(
            "drmaa://-P bignodes -R y -pe threads 8/",
            (
                "drmaa_P_bignodes_R_y_pe_threads_8",
                "drmaa",
                {"nativeSpecification": "-P bignodes -R y -pe threads 8"},
            ),
            id="drmaa-native",
        ),
        pytest.param(
            "drmaa://-q a/b/", ("drmaa_q_a", "drmaa", {"nativeSpecification": "-q a"}), id="slash"
        ),
        pytest.param("pbs:///", ("pbs", "pbs", {}), id="pbs"),
        pytest.param("pbs:///galaxy", ("pbs_galaxy", "pbs", {"destination": "galaxy"}), id="queue"),
        pytest.param(
            "pbs://torque2.example.edu/",
            ("pbs_torque2.example.edu", "pbs", {"destination": "@torque2.example.edu"}),
            id="server",
        ),
        pytest.param(
            "pbs:///bignodes/-l nodes=1:ppn=8,mem=32gb -N a/",
            (
                "pbs_bignodes_nodes_1_ppn_8_mem_32gb_a",
                "pbs",
                {"destination": "bignodes", "-l": "nodes=1:ppn=8,mem=32gb", "-N": "a"},
            ),
            id="pbs-options",
        ),
        pytest.param(
            "lwr://https://s3cret@host:8913",
            (
                "pulsar_https_host_8913",
                "pulsar",
                {"url": "https://host:8913/", "private_token": "s3cret"},
            ),
            id="lwr-token",
        ),
        pytest.param(
            "cli://plugin=SecureShell&hostname=a/plugin=Torque/",
            (
                "cli_SecureShell_a_Torque",
                "cli",
                {
                    "shell_plugin": "SecureShell",
                    "shell_hostname": "a",
                    "job_plugin": "Torque",
                },
            ),
            id="cli",
        ),
        pytest.param(
            "dynamic://python/choose",
            ("dynamic_choose", "dynamic", {"type": "python", "function": "choose"}),
            id="dynamic",
        ),
    ],
)
def test_urls(url: str, expected: object) -> None:
    conf = read(f"bwa = {url}")
    assert destination(conf, conf.tools[0].destination) == expected
    assert not conf.is_refused()


def test_destinations_of_one_name_are_told_apart() -> None:
    conf = read("a = drmaa://-q x/\nb = drmaa://-q=x/\nc = drmaa://-q x/")
    assert [tool.destination and tool.destination.data for tool in conf.tools] == [
        "drmaa_q_x",
        "drmaa_q_x_2",
        "drmaa_q_x",
    ]


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        pytest.param("default_cluster_job_runner = drmaa:///", "local", id="not-started"),
        pytest.param("start_job_runners = drmaa", "local", id="none-named"),
        pytest.param(
            "start_job_runners = drmaa\ndefault_cluster_job_runner = drmaa:///", "drmaa", id="named"
        ),
    ],
)
def test_default(app: str, expected: str) -> None:
    default = read(app=app).default
    assert default is not None
    assert default.value.data == expected


def test_without_other_runners_all_jobs_are_local() -> None:
    conf = read("a = pbs:///", app="default_cluster_job_runner = pbs:///")
    assert [runner.id.data for runner in conf.runners] == ["local"]
    assert (conf.tools, len(conf.destinations)) == ((), 1)
    assert [problem.consequence for problem in conf.problems] == ["silent", "silent"]


def test_runners_and_their_workers() -> None:
    app = (
        "start_job_runners = pbs, drmaa\nlocal_job_queue_workers = 2\ncluster_job_queue_workers = 7"
    )
    assert [
        (runner.id.data, runner.load and runner.load.data, runner.workers and runner.workers.data)
        for runner in read(app=app).runners
    ] == [
        ("local", "galaxy.jobs.runners.local:LocalJobRunner", 2),
        ("pbs", "galaxy.jobs.runners.pbs:PBSJobRunner", 7),
        ("drmaa", "galaxy.jobs.runners.drmaa:DRMAAJobRunner", 7),
    ]


def test_tools() -> None:
    conf = read(
        "BWA = pbs:///a\nbwa[source@trackster] = local:///\nonly[source@trackster] = local:///",
        "bwa = handler1\nupload1 = handler0",
        "start_job_runners = pbs\njob_handlers = handler0,handler1",
    )
    assert [
        (
            tool.id and tool.id.data,
            tool.handler and tool.handler.data,
            tool.destination and tool.destination.data,
            {name: param.value.data for name, param in tool.params.items()},
        )
        for tool in conf.tools
    ] == [
        ("bwa", "handler1", "pbs_a", {}),
        ("upload1", "handler0", None, {}),
        ("bwa", None, "local", {"source": "trackster"}),
        ("only", None, "local", {}),
        ("only", None, "local", {"source": "trackster"}),
    ]


def test_handlers() -> None:
    handling = read(app="job_handlers = a, b\ndefault_job_handlers = b").handling
    assert handling is not None
    assert handling.default is not None
    assert handling.default.value.data == "default_job_handlers"
    assert [(one.id.data, [tag.data for tag in one.tags]) for one in handling.handlers] == [
        ("a", []),
        ("b", ["default_job_handlers"]),
    ]


@pytest.mark.parametrize(
    ("app", "expected"),
    [
        pytest.param("user_job_limit = 0", {}, id="none"),
        pytest.param(
            "user_job_limit = 4\nanonymous_user_job_limit = 1",
            {"registered_user_concurrent_jobs": 4, "anonymous_user_concurrent_jobs": 1},
            id="users",
        ),
        pytest.param("job_walltime = 24:00:00", {"walltime": "24:00:00"}, id="walltime"),
        pytest.param("output_size_limit = 1000", {"output_size": "1000"}, id="size"),
    ],
)
def test_limits(app: str, expected: dict[str, object]) -> None:
    limits = read(app=app).limits
    assert {limit.name: limit.value and limit.value.data for limit in limits} == expected


@pytest.mark.parametrize(
    ("runners", "app", "position", "message"),
    [
        pytest.param("a = sge:///", "start_job_runners = drmaa", "8:5", "Unknown runner", id="url"),
        pytest.param(
            "", "start_job_runners = sge", "4:21", "no longer has the runner 'sge'", id="runner"
        ),
        pytest.param(
            "a[b] = local:///", "start_job_runners = pbs", "8:1", "Invalid tool", id="tool"
        ),
        pytest.param("", "local_job_queue_workers = x", "4:27", "expected a whole", id="number"),
        pytest.param("", "job_walltime = 24h", "4:16", "hours:minutes:seconds", id="walltime"),
        pytest.param(
            "a = %(b)s", "start_job_runners = pbs", "8:5", "is not supported", id="interpolation"
        ),
        pytest.param("a", "b = c", "8:1", "Expected 'name = value'", id="not-ini"),
    ],
)
def test_what_cannot_be_read(runners: str, app: str, position: str, message: str) -> None:
    problem = next(one for one in read(runners, app=app).problems if one.consequence != "silent")
    assert str(problem.place.position) == f"universe_wsgi.ini:{position}"
    assert message in problem.message


def test_it_is_converted() -> None:
    conf = read("a = pbs:///q/-l nodes=1/", "a = h", "start_job_runners = pbs\njob_handlers = h")
    yaml = read_yaml(convert(conf, "yaml").text, "job_conf.yml")
    xml = read_xml(convert(conf, "xml").text, "job_conf.xml", lambda _path: None)
    assert destination(yaml, yaml.tools[0].destination)[2] == {"destination": "q", "-l": "nodes=1"}
    assert destination(xml, xml.tools[0].destination)[2]["-l"] == "nodes=1"
    assert not [*yaml.problems, *xml.problems]
