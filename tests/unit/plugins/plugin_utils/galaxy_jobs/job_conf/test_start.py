# SPDX-License-Identifier: GPL-3.0-or-later
"""Problems with which Galaxy refuses to start, in XML and YAML alike."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.start import (
    limit_problems,
    startup_problems,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    read,
    xml,
    yml,
)


def limits(text: str) -> str:
    """Return a document with limits."""
    return yml(root=f"limits: [{{{text}}}]")


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        pytest.param(
            xml("<param id='enabled'>maybe</param>"),
            *("not-boolean", "enabled is 'maybe'; expected 'true' or 'false'."),
            id="enabled-xml",
        ),
        pytest.param(
            yml("enabled: maybe"),
            *("not-boolean", "enabled is 'maybe'; expected 'true' or 'false'."),
            id="enabled-yaml",
        ),
        pytest.param(
            yml("docker_enabled: treu"),
            *("container-not-boolean", "docker_enabled is 'treu'; expected"),
            id="container",
        ),
        pytest.param(
            yml().replace("{load: galaxy.jobs.runners.local:LocalJobRunner}", "{workers: 4}"),
            *("no-load", "Handlers refuse to start."),
            id="load",
        ),
        pytest.param(
            xml().replace('default="d"', 'default="e"'),
            *("unknown-default", "The default 'e' is not the id or tag"),
            id="default-xml",
        ),
        pytest.param(
            yml().replace("default: d", "default: e"),
            *("unknown-default", "The default 'e' is not the id or tag"),
            id="default-yaml",
        ),
        pytest.param(
            yml("tags: [t]").replace("  default: d\n", ""),
            *("no-default", "Missing default destination"),
            id="no-default-among-two-names",
        ),
        pytest.param(
            yml(root="handling: {assign: [db-selv]}"),
            *("unknown-assignment", "Unknown handler assignment 'db-selv'; expected 'mem-self',"),
            id="assignment",
        ),
        pytest.param(
            yml(root="handling: {max_grab: few}"),
            *("not-readable", "max_grab is 'few'; expected a whole number."),
            id="max-grab",
        ),
        pytest.param(
            yml(root="handling: {processes: {1: {}}}"),
            *("handler-id-not-text", "The handler id '1' is not a string."),
            id="handler-id",
        ),
        pytest.param(
            xml(root="<tools><tool id='a' class='local' destination='d'/></tools>"),
            *("tool-id-and-class", "This tool has both an id and a class"),
            id="tool-id-and-class",
        ),
        pytest.param(
            yml(root="tools: [{id: 12, environment: d}]"),
            *("tool-id-not-text", "The tool id '12' is not a string."),
            id="tool-id",
        ),
        pytest.param(
            yml(root="tools: [{environment: d}]"),
            *("tool-without-id", "Missing tool id or class"),
            id="tool-without-id",
        ),
        pytest.param(
            yml(root="tools: [{class: remote, environment: d}]"),
            *("unknown-tool-class", "Unknown tool class 'remote'; expected 'local',"),
            id="tool-class",
        ),
        pytest.param(
            limits("type: destination_total_concurrent_jobs, id: d, value: many"),
            *("not-readable", "destination_total_concurrent_jobs is 'many'; expected a number."),
            id="limit-by-destination",
        ),
        pytest.param(
            limits("type: destination_total_concurrent_jobs, id: [d], value: 1"),
            *("not-a-name", "takes one id or tag, not ['d']."),
            id="target-of-limit",
        ),
        pytest.param(
            limits("type: registered_user_concurrent_jobs, value: many"),
            *("not-readable", "'many'; expected a whole number."),
            id="limit-by-user",
        ),
        pytest.param(
            limits("type: output_size, value: 50 potatoes"),
            *("not-a-size", "expected a size such as '50 GB'."),
            id="size",
        ),
        pytest.param(
            limits("type: walltime, value: a day"),
            *("not-a-walltime", "expected hours:minutes:seconds."),
            id="walltime",
        ),
        pytest.param(
            limits("type: total_walltime, value: '1:0:0', window: week"),
            *("not-readable", "window is 'week'; expected a number of days."),
            id="window",
        ),
    ],
)
def test_refused(text: str, kind: str, message: str) -> None:
    (problem,) = startup_problems(read(text))
    assert problem.kind == kind
    assert message in problem.message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(xml(), id="xml"),
        pytest.param(yml(), id="yaml"),
        pytest.param(yml().replace("  default: d\n", ""), id="default-of-one-name"),
        pytest.param(yml("docker_enabled: 'no'"), id="container"),
        pytest.param(
            yml("enabled: false\ndocker_enabled: treu")
            .replace("default: d", "default: e")
            .replace("    d:\n", "    e: {runner: local}\n    d:\n"),
            id="container-of-disabled-destination",
        ),
        pytest.param(yml(root="handling: {assign: [DB-Self], max_grab: '4'}"), id="handling"),
        pytest.param(yml(root="handling: {max_grab: null}"), id="max-grab-null"),
        pytest.param(yml(root="tools: [{id: a}, {class: local}]"), id="tools"),
        pytest.param(limits("type: output_size, value: 50 GB"), id="size"),
        pytest.param(limits("type: walltime, value: '24:00:00'"), id="walltime"),
        pytest.param(limits("type: registered_user_concurrent_jobs, value: 0"), id="no-limit"),
    ],
)
def test_accepted(text: str) -> None:
    assert [problem.message for problem in startup_problems(read(text))] == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param(["a day", "'24:00:00'"], [], id="overridden-is-ignored"),
        pytest.param(["'24:00:00'", "a day"], ["not-a-walltime"], id="last-counts"),
    ],
)
def test_last_walltime_counts(values: list[str], expected: list[str]) -> None:
    items = ", ".join(f"{{type: walltime, value: {value}}}" for value in values)
    conf = read(yml(root=f"limits: [{items}]"))
    assert [problem.kind for problem in limit_problems(conf.limits)] == expected


def test_only_handlers_refuse_a_runner_without_load() -> None:
    text = yml().replace("{load: galaxy.jobs.runners.local:LocalJobRunner}", "{}")
    (problem,) = startup_problems(read(text))
    assert problem.consequence == "handler"
