# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of a call, and the router made of them."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.cli.routing_options import (
    DocumentPaths,
    add_options,
    open_router,
    parse_values,
    router_of,
)


def parse(*arguments: object) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args([*map(str, arguments)])


def test_values_are_yaml() -> None:
    assert parse_values(["a=2", "b='2'", "c=[x, y]", "d="], "--config") == {
        "a": 2,
        "b": "2",
        "c": ["x", "y"],
        "d": None,
    }


def test_no_job_conf() -> None:
    with pytest.raises(ClusterError, match="Name it with --job-conf"):
        router_of(parse())


def test_options_override_galaxy_yml(site: Path) -> None:
    files = ("--job-conf", site / "job_conf.xml", "--galaxy-yml", site / "galaxy.yml")
    with router_of(parse(*files)) as router:
        assert router.config["admin_users"] == "a@b.org"
    with router_of(parse(*files, "--config", "admin_users=c@d.org")) as router:
        assert router.config["admin_users"] == "c@d.org"
        assert router.rules.run is None
    with router_of(parse(*files, "--run-rules")) as router:
        assert router.rules.run is not None


def test_tool_destinations_by_basename(site: Path) -> None:
    conf = (site / "job_conf.xml").read_text()
    path = '<param id="path">/srv/galaxy/config/other.yml</param>'
    conf = conf.replace('<param id="type">dtd</param>', f'<param id="type">dtd</param>{path}')
    (site / "job_conf.xml").write_text(conf)
    (site / "other.yml").write_text((site / "tool_destinations.yml").read_text())
    paths = DocumentPaths(
        site / "job_conf.xml", (site / "tool_destinations.yml", site / "other.yml")
    )
    with open_router(paths, parse(), {}) as router:
        documents = {
            name: Path(item.source.path).name for name, item in router.tool_destinations.items()
        }
    assert documents == {
        "/srv/galaxy/config/other.yml": "other.yml",
        None: "tool_destinations.yml",
    }


def test_all_unreadable_files_are_reported(site: Path) -> None:
    paths = DocumentPaths(site / "no.xml", (site / "no.yml",), rules=site / "nowhere")
    with pytest.raises(ClusterError) as caught:
        open_router(paths, parse(), {})
    assert [Path(line.split(":")[0]).name for line in str(caught.value).splitlines()] == [
        "no.xml",
        "no.yml",
        "nowhere",
    ]
