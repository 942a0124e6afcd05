# SPDX-License-Identifier: GPL-3.0-or-later
"""The items of a job_conf that jobs can use."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    Destination,
    JobConf,
    Param,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.usage import (
    class_of,
    destinations_with_class,
    duplicate_tools,
    dynamic_type,
    enabled_destinations,
    enabled_runners,
    ignored_params,
    is_one_of,
    is_open_ended,
    may_choose_any,
    reachable_destinations,
    runner_of,
    split_list,
    targets,
    text_of,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Value
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.yaml import parse

RUNNERS = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
  ours: {load: ours.runners:OurRunner}
  off: {load: galaxy.jobs.runners.local:LocalJobRunner, enabled: false}
"""


def read(environments: str, rest: str = "", default: str = "default: a") -> JobConf:
    """Return a job_conf.yml with environments."""
    execution = f"execution: {{{default}, environments: {{{environments}}}}}"
    return read_yaml(f"{RUNNERS}{execution}\n{rest}\n", "job_conf.yml")


def destination(entries: str) -> Destination:
    """Return the only destination of a job_conf.yml."""
    return read(f"a: {{{entries}}}").destinations[0]


def ids(destinations: tuple[Destination, ...]) -> list[object]:
    """Return the ids of destinations."""
    return [item.id.data for item in destinations]


def value(text: str) -> Value:
    """Return a value of YAML."""
    return parse(text, "f").value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a", True, id="one-of-them"),
        pytest.param("b", False, id="another"),
        pytest.param("[a]", False, id="list"),
        pytest.param("{a: b}", False, id="mapping"),
    ],
)
def test_is_one_of(text: str, expected: bool) -> None:
    assert is_one_of(value(text), {"a"}) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[a, 'b,c']", ["a", "b,c"], id="list"),
        pytest.param("a,b", ["a", "b"], id="commas"),
        pytest.param("a", ["a"], id="one"),
        pytest.param("''", [], id="empty"),
        pytest.param("", [], id="null"),
    ],
)
def test_split_list(text: str, expected: list[str]) -> None:
    assert [item.data for item in split_list(value(text))] == expected


def test_disabled_items_are_left_out() -> None:
    conf = read("a: {runner: local}, b: {runner: local, enabled: false}")
    assert ids(enabled_destinations(conf)) == ["a"]
    assert [runner.id.data for runner in enabled_runners(conf)] == ["local", "slurm", "ours"]


@pytest.mark.parametrize(
    ("name", "runner", "has_class"),
    [
        pytest.param("slurm", "slurm", True, id="class-of-galaxy"),
        pytest.param("ours", "ours", False, id="class-outside-galaxy"),
        pytest.param("off", None, False, id="disabled"),
        pytest.param("slrum", None, False, id="unknown"),
        pytest.param("dynamic", None, False, id="dynamic"),
    ],
)
def test_runner(name: str, runner: str | None, has_class: bool) -> None:
    conf = read(f"a: {{runner: {name}}}")
    found = runner_of(conf, conf.destinations[0])
    assert (found.id.data if found else None) == runner
    assert (class_of(found) is not None) is has_class


@pytest.mark.parametrize(
    ("entries", "kind", "names", "anywhere"),
    [
        pytest.param("runner: dynamic, function: f", "python", [], True, id="python-by-default"),
        pytest.param("runner: dynamic, type: dtd", "dtd", [], True, id="tool-destinations"),
        pytest.param(
            "runner: dynamic, type: choose_one, destination_ids: 'b,c'",
            *("choose_one", ["b", "c"], False),
            id="choose-one",
        ),
        pytest.param(
            "runner: dynamic, type: burst, from_destination_ids: 'b,c', to_destination_id: d",
            *("burst", ["b", "d"], False),
            id="burst-from-the-first",
        ),
        pytest.param(
            "runner: dynamic, type: docker_dispatch, default_destination_id: d",
            *("docker_dispatch", ["d"], False),
            id="docker-dispatch",
        ),
        pytest.param("runner: local", "python", [], False, id="not-dynamic"),
    ],
)
def test_dynamic(entries: str, kind: str, names: list[str], anywhere: bool) -> None:
    found = destination(entries)
    assert dynamic_type(found) == kind
    assert [name.data for name in targets(found)] == names
    assert may_choose_any(found) is anywhere


@pytest.mark.parametrize(
    ("conf", "expected"),
    [
        pytest.param(read("a: {runner: local}, b: {runner: local}"), ["a"], id="default"),
        pytest.param(
            read("a: {runner: local}, b: {runner: local}", "tools: [{id: t, environment: b}]"),
            ["a", "b"],
            id="tool",
        ),
        pytest.param(
            read("a: {runner: local, resubmit: [{environment: b}]}, b: {runner: local}"),
            ["a", "b"],
            id="resubmission",
        ),
        pytest.param(
            read(
                "a: {runner: dynamic, type: choose_one, destination_ids: c},"
                " b: {runner: local}, c: {runner: local}"
            ),
            ["a", "c"],
            id="stock-rule",
        ),
        pytest.param(
            read("a: {runner: dynamic, function: f}, b: {runner: local}"),
            ["a", "b"],
            id="python-rule-chooses-any",
        ),
        pytest.param(
            read("a: {runner: local}, b: {runner: dynamic, function: f}, c: {runner: local}"),
            ["a"],
            id="unreachable-python-rule",
        ),
        pytest.param(
            read(
                "a: {runner: local, tags: [t]}, b: {runner: local, tags: [t]}", default="default: t"
            ),
            ["a", "b"],
            id="tag",
        ),
        pytest.param(
            read("a: {runner: local}, b: {runner: local}", default="default: c"),
            ["a", "b"],
            id="unknown-default",
        ),
        pytest.param(
            read("a: {runner: local, resubmit: [{environment: a}]}, b: {runner: local}"),
            ["a"],
            id="loop",
        ),
    ],
)
def test_reachable(conf: JobConf, expected: list[str]) -> None:
    assert ids(reachable_destinations(conf)) == expected


def test_destinations_with_class() -> None:
    tools = "tools: [{id: t, environment: b}]"
    conf = read("a: {runner: slurm}, b: {runner: ours}, c: {runner: local}", tools)
    found = [(item.id.data, runner.load) for item, runner in destinations_with_class(conf)]
    assert found == [("a", "galaxy.jobs.runners.slurm:SlurmJobRunner")]


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param("runner: dynamic, function: f", True, id="python"),
        pytest.param("runner: dynamic, function: f, enabled: false", False, id="disabled"),
        pytest.param("runner: dynamic, type: choose_one, destination_ids: a", False, id="stock"),
        pytest.param("runner: local", False, id="static"),
    ],
)
def test_open_ended(entries: str, expected: bool) -> None:
    assert is_open_ended(read(f"a: {{runner: local}}, b: {{{entries}}}")) is expected


def test_text_of_a_param() -> None:
    name, text = value("p"), value("x")
    assert text_of(Param(name, text)) == "x"
    assert text_of(Param(name, text, from_environ=value("P"))) is None
    assert text_of(Param(name, value("4"))) is None
    assert text_of(None) is None


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param("runner: slurm, native_specification: -n 2", [], id="known"),
        pytest.param(
            "runner: slurm, nativeSpecificaton: -n 2",
            [("nativeSpecificaton", "nativeSpecification")],
            id="misspelled",
        ),
        pytest.param(
            "runner: slurm, pbs_native_specification: -n 2",
            [("pbs_native_specification", "nativeSpecification")],
            id="name-of-another-runner",
        ),
        pytest.param("runner: slurm, gpus: 2", [("gpus", None)], id="nothing-similar"),
        pytest.param("runner: slurm, metrics: {src: disabled}", [], id="metrics"),
        pytest.param("runner: ours, gpus: 2", [], id="class-outside-galaxy"),
        pytest.param("runner: dynamic, gpus: 2", [], id="dynamic"),
        pytest.param("runner: slurm, gpus: 2, enabled: false", [], id="disabled"),
    ],
)
def test_ignored_params(entries: str, expected: list[tuple[str, str | None]]) -> None:
    found = ignored_params(read(f"a: {{{entries}}}"))
    assert [(param.name.data, meant) for _destination, param, meant, _known in found] == expected


@pytest.mark.parametrize(
    ("tools", "expected"),
    [
        pytest.param("{id: t}, {id: u}, {class: local}", [], id="none"),
        pytest.param("{id: t}, {id: T/}", [("t", 2)], id="same-id-for-galaxy"),
        pytest.param("{class: local}, {class: local}", [("local", 2)], id="class"),
    ],
)
def test_duplicate_tools(tools: str, expected: list[tuple[str, int]]) -> None:
    found = duplicate_tools(read("a: {runner: local}", f"tools: [{tools}]"))
    assert [(name, len(entries)) for name, entries in found] == expected
