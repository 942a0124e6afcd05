# SPDX-License-Identifier: GPL-3.0-or-later
"""job_conf.yml and job_config of galaxy.yml, read as Galaxy 26.1 reads them."""

from __future__ import annotations

import textwrap

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    Destination,
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
    read_yaml,
)

RUNNERS = "runners: {local: {load: local}}\n"
EXECUTION = "execution: {environments: {local: {runner: local}}}\n"


def read(text: str) -> JobConf:
    """Return what a document says; with a runner and an environment when it has none."""
    text = textwrap.dedent(text)
    runners = "" if "runners" in text else RUNNERS
    return read_yaml(runners + ("" if "execution" in text else EXECUTION) + text, "job_conf.yml")


def environment(text: str) -> tuple[JobConf, Destination]:
    """Return a document with one environment, and the environment."""
    body = textwrap.indent(textwrap.dedent(text), "      ")
    conf = read(f"execution:\n  default: d\n  environments:\n    d:\n      runner: r\n{body}")
    return conf, conf.destinations[0]


def problems(conf: JobConf) -> list[tuple[str, str]]:
    """Return what is wrong and what comes of it."""
    return [(problem.kind, problem.consequence) for problem in conf.problems]


def unread(conf: JobConf) -> list[tuple[str, str]]:
    """Return what Galaxy passes over."""
    return [(item.kind, item.name) for item in conf.ignored]


def plain(destination: Destination) -> dict[object, object]:
    """Return the params of a destination without places."""
    return {key: param.value.plain() for key, param in destination.params.items()}


def test_smallest() -> None:
    conf = read("")
    assert (conf.problems, conf.ignored, conf.dynamic, conf.handling) == ((), (), None, None)
    assert [runner.id.data for runner in conf.runners] == ["local"]
    assert [item.id.data for item in conf.destinations] == ["local"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("", "not-a-mapping", id="empty"),
        pytest.param("[a]", "not-a-mapping", id="list"),
        pytest.param("a: [", "not-yaml", id="not-yaml"),
        pytest.param(EXECUTION, "no-runners", id="no-runners"),
        pytest.param(RUNNERS, "no-default", id="no-execution"),
        pytest.param(EXECUTION + "runners:", "not-a-mapping", id="runners-null"),
        pytest.param(EXECUTION + "runners: {local: }", "not-a-mapping", id="runner-null"),
        pytest.param(EXECUTION + "runners: [local]", "not-a-mapping", id="runners-list"),
        pytest.param(RUNNERS + "execution:", "not-a-mapping", id="execution-null"),
        pytest.param(
            RUNNERS + "execution: {environments: }", "not-a-mapping", id="environments-null"
        ),
        pytest.param(
            RUNNERS + "execution: {environments: {a: }}", "not-a-mapping", id="environment-null"
        ),
        pytest.param(
            RUNNERS + "execution: {environments: [{runner: r}]}",
            "environment-without-id",
            id="no-id",
        ),
        pytest.param(RUNNERS + EXECUTION + "handling:", "not-a-mapping", id="handling-null"),
        pytest.param(
            RUNNERS + EXECUTION + "handling: {processes: }", "not-a-mapping", id="processes-null"
        ),
        pytest.param(RUNNERS + EXECUTION + "handling: {assign: }", "not-a-list", id="assign-null"),
        pytest.param(RUNNERS + EXECUTION + "resources:", "not-a-mapping", id="resources-null"),
        pytest.param(
            RUNNERS + EXECUTION + "resources: {groups: }", "not-a-mapping", id="groups-null"
        ),
        pytest.param(RUNNERS + EXECUTION + "tools:", "not-a-list", id="tools-null"),
        pytest.param(RUNNERS + EXECUTION + "tools: {a: b}", "not-a-list", id="tools-map"),
        pytest.param(RUNNERS + EXECUTION + "tools: [a]", "not-a-mapping", id="tool-text"),
        pytest.param(
            RUNNERS + EXECUTION + "tools: [{id: 5}]", "tool-id-not-text", id="tool-id-number"
        ),
        pytest.param(
            RUNNERS + EXECUTION + "tools: [{id: a, on: b}]", "key-not-text", id="tool-key"
        ),
        pytest.param(RUNNERS + EXECUTION + "limits:", "not-a-list", id="limits-null"),
        pytest.param(RUNNERS + EXECUTION + "limits: {walltime: 1}", "not-a-list", id="limits-map"),
        pytest.param(
            RUNNERS + EXECUTION + "limits: [{value: 1}]", "limit-without-type", id="no-type"
        ),
        pytest.param(
            RUNNERS + EXECUTION + "limits: [{type: walltime, value: 24:00:00}]",
            "not-a-walltime",
            id="walltime-sexagesimal",
        ),
        pytest.param(
            RUNNERS + EXECUTION + "limits: [{type: output_size, value: 1000000}]",
            "not-a-size",
            id="size-as-number",
        ),
        pytest.param(
            RUNNERS + "execution: {environments: {a: {docker_enabled: treu}}}",
            "container-not-boolean",
            id="docker-enabled",
        ),
        pytest.param(
            RUNNERS + "execution: {environments: {a: {tags: 5}}}", "not-a-list", id="tags-number"
        ),
        pytest.param(
            RUNNERS + "execution: {environments: {a: {tags: [[b]]}}}", "not-a-name", id="tag-list"
        ),
        pytest.param(RUNNERS + "execution: {environments: {a: {metrics: core}}}", "not-a-mapping"),
        pytest.param(
            RUNNERS + "execution: {environments: {a: {metrics: [{type: cores}]}}}",
            "unknown-metrics",
            id="unknown-metrics",
        ),
        pytest.param(
            RUNNERS + "execution: {environments: {a: {metrics: [{type: core, on: 1}]}}}",
            "key-not-text",
            id="metrics-key",
        ),
    ],
)
def test_refused(text: str, kind: str) -> None:
    found = read_yaml(text, "f")
    assert found.is_refused()
    assert [problem.kind for problem in found.problems if problem.consequence == "startup"][
        0
    ] == kind


def test_sections_left_empty_that_may_be() -> None:
    conf = read("handling: {}\nresources: {}\ntools: []\nlimits: []\n")
    assert (conf.problems, conf.ignored) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("destinations: {}", ("key", "destinations"), id="xml-name"),
        pytest.param(
            "handling: {assign_with: [db-self]}", ("key", "assign_with"), id="assign-with"
        ),
        pytest.param("limits: [{type: walltime, value: '1:0:0', x: 1}]", ("key", "x"), id="limit"),
        pytest.param("tools: [{id: a, params: {}, x: 1}]", ("beside-params", "x"), id="tool"),
        pytest.param("handling: {processes: {a: {tag: b}}}", ("key", "tag"), id="handler"),
    ],
)
def test_passed_over(text: str, expected: tuple[str, str]) -> None:
    conf = read(text)
    assert not conf.is_refused()
    assert unread(conf) == [expected]


@pytest.mark.parametrize(
    ("runner", "params", "passed_over"),
    [
        pytest.param("{load: m, a: 1}", {"a": 1}, [], id="flat"),
        pytest.param("{load: m, kwds: {a: 1}}", {"a": 1}, [], id="kwds"),
        pytest.param("{load: m, kwds: {a: 1}, b: 2}", {"a": 1}, [("beside-kwds", "b")], id="both"),
        pytest.param("{load: m, a: 1, enabled: true}", {"a": 1}, [], id="enabled"),
    ],
)
def test_runner_params(
    runner: str, params: dict[str, object], passed_over: list[tuple[str, str]]
) -> None:
    conf = read(f"runners: {{r: {runner}}}")
    found = {key: param.value.plain() for key, param in conf.runners[0].params.items()}
    assert (found, unread(conf), problems(conf)) == (params, passed_over, [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("runners: {r: {}}", [("no-load", "handler")], id="no-load"),
        pytest.param("runners: {r: {enabled: no}}", [], id="no-load-but-disabled"),
        pytest.param(
            "runners: {r: {load: m, kwds: [a]}}", [("not-a-mapping", "handler")], id="kwds-list"
        ),
        pytest.param(
            "runners: {r: {load: m, kwds: enabled}}", [("not-a-mapping", "startup")], id="kwds-text"
        ),
        pytest.param(
            "runners: {r: {load: m, enabled: treu}}", [("not-boolean", "startup")], id="enabled"
        ),
    ],
)
def test_runner_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert problems(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("dynamic: {rules_module: a}", "a", id="top"),
        pytest.param("runners: {dynamic: {rules_module: a}}", "a", id="runner"),
        pytest.param(
            "runners: {dynamic: {rules_module: a}}\ndynamic: {rules_module: b}", "b", id="both"
        ),
        pytest.param("runners: {dynamic: {rules_module: a, enabled: no}}", None, id="disabled"),
        pytest.param("", None, id="none"),
    ],
)
def test_dynamic(text: str, expected: str | None) -> None:
    conf = read(text)
    found = conf.dynamic["rules_module"].value.data if conf.dynamic else None
    assert (found, [r.id.data for r in conf.runners if r.id.data == "dynamic"]) == (expected, [])


@pytest.mark.parametrize(
    ("text", "expected", "passed_over"),
    [
        pytest.param("a: 1\nb: [x]", {"a": 1, "b": ["x"]}, [], id="flat"),
        pytest.param("params: {a: 1}", {"a": 1}, [], id="params"),
        pytest.param("params: {a: 1}\nb: 2", {"a": 1}, [("beside-params", "b")], id="both"),
        pytest.param("params:\nb: 2", {"params": None, "b": 2}, [], id="params-null-is-flat"),
        pytest.param("params: {}\nb: 2", {}, [("beside-params", "b")], id="params-empty"),
        pytest.param("metrics: [{type: core}]", {"metrics": [{"type": "core"}]}, [], id="metrics"),
        pytest.param("params: {}\nmetrics: [{type: core}]", {}, [], id="metrics-beside-params"),
        pytest.param("shell: /bin/sh\nenabled: yes", {}, [], id="no-params"),
    ],
)
def test_environment_params(
    text: str, expected: dict[str, object], passed_over: list[tuple[str, str]]
) -> None:
    conf, found = environment(text)
    assert (plain(found), unread(conf), problems(conf)) == (expected, passed_over, [])


TPV = {"type": "python", "function": "map_tool_to_destination", "rules_module": "tpv.rules"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x: 1", {"x": 1, **TPV}, id="flat"),
        pytest.param("params: {x: 1}", {"x": 1}, id="params-lose-it"),
    ],
)
def test_tpv(text: str, expected: dict[str, object]) -> None:
    conf = read(f"execution:\n  environments:\n    t:\n      runner: dynamic_tpv\n      {text}\n")
    (found,) = conf.destinations
    assert found.runner is not None
    assert (found.runner.data, found.runner.place.text) == ("dynamic", "dynamic_tpv")
    assert plain(found) == expected


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        pytest.param("tags: [a, b]", ["a", "b"], [], id="list"),
        pytest.param("tags: a,b", ["a", ",", "b"], [("text-for-list", "silent")], id="text"),
        pytest.param("tags: {a: 1}", ["a"], [("mapping-for-list", "silent")], id="mapping"),
        pytest.param("tags:", [], [], id="null"),
        pytest.param("tags: []", [], [], id="empty"),
    ],
)
def test_tags(text: str, tags: list[str], expected: list[tuple[str, str]]) -> None:
    conf, found = environment(text)
    assert ([tag.data for tag in found.tags], problems(conf)) == (tags, expected)


@pytest.mark.parametrize(
    ("text", "count", "expected"),
    [
        pytest.param("env: [{name: A, value: b}, {file: f}]", 2, [], id="list"),
        pytest.param("env: {A: b}", 0, [("env-not-a-list", "job")], id="mapping"),
        pytest.param("env: [A=b]", 0, [("env-not-a-mapping", "job")], id="text"),
        pytest.param("env: []", 0, [], id="empty"),
        pytest.param(
            "resubmit: {environment: x}", 0, [("resubmit-not-a-list", "silent")], id="resubmit"
        ),
    ],
)
def test_env(text: str, count: int, expected: list[tuple[str, str]]) -> None:
    conf, found = environment(text)
    assert (len(found.env), problems(conf)) == (count, expected)


def test_messages_show_no_values() -> None:
    conf, _found = environment("env: TOKEN=geheim\nparams: private_token=geheim")
    assert [problem.consequence for problem in conf.problems] == ["startup", "job"]
    assert not any("geheim" in problem.message for problem in conf.problems)


@pytest.mark.parametrize(
    ("text", "passed_over"),
    [
        pytest.param("env: [{id: A, value: b}]", [("key", "id")], id="env-of-xml"),
        pytest.param(
            "resubmit: [{destination: x}]", [("key", "destination")], id="resubmit-of-xml"
        ),
        pytest.param(
            "resubmit: [{environment: x, condition: c, handler: h, delay: 1}]", [], id="all"
        ),
    ],
)
def test_keys_of_entries(text: str, passed_over: list[tuple[str, str]]) -> None:
    assert unread(environment(text)[0]) == passed_over


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("", None, id="default"),
        pytest.param("metrics: {src: default}", None, id="said-default"),
        pytest.param("metrics: {src: disabled}", "disabled", id="disabled"),
        pytest.param("metrics: {src: path, path: x}", "path", id="path"),
        pytest.param("metrics: [{type: core}, {type: env}]", "plugins", id="plugins"),
    ],
)
def test_metrics(text: str, source: str | None) -> None:
    conf, found = environment(text)
    assert ((found.metrics.source if found.metrics else None), problems(conf)) == (source, [])


def test_environments_in_a_list() -> None:
    conf = read("execution: {default: a, environments: [{id: a, runner: r, x: 1}]}")
    assert (conf.destinations[0].id.data, plain(conf.destinations[0])) == ("a", {"x": 1})


def test_handling() -> None:
    conf = read(
        """\
        handling:
          assign: [db-self]
          max_grab: 4
          default: a
          processes:
            h: {tags: [a, b], plugins: [local], environment: {X: y}}
            i:
        """
    )
    assert conf.handling is not None
    assert [[tag.data for tag in handler.tags] for handler in conf.handling.handlers] == [
        ["a", "b"],
        [],
    ]
    assert (conf.problems, conf.ignored) == ((), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{assign: db-self}", [("text-for-list", "silent")], id="assign-text"),
        pytest.param("{assign: [x]}", [("unknown-assignment", "startup")], id="assign-unknown"),
        pytest.param("{max_grab: x}", [("not-readable", "startup")], id="max-grab"),
        pytest.param("{max_grab: }", [], id="max-grab-null"),
        pytest.param("{ready_window_size: }", [("not-readable", "startup")], id="window-null"),
        pytest.param("{processes: {h: {tags: ab}}}", [("text-for-list", "silent")], id="tags-text"),
        pytest.param("{processes: {h: x}}", [("not-a-mapping", "startup")], id="process-text"),
        pytest.param("{processes: {h: {tags: [a]}, a: x}}", [], id="named-as-a-tag"),
        pytest.param("{processes: {1: }}", [("handler-id-not-text", "startup")], id="number"),
        pytest.param("{processes: {h: {tags: [1]}, 1: }}", [], id="number-named-as-a-tag"),
    ],
)
def test_handling_problems(text: str, expected: list[tuple[str, str]]) -> None:
    assert problems(read(f"handling: {text}"))[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("tool", "destination", "params"),
    [
        pytest.param("{id: a, environment: e}", "e", [], id="environment"),
        pytest.param("{id: a, destination: d}", "d", ["destination"], id="destination-is-a-param"),
        pytest.param("{id: a, environment: e, destination: d}", "e", ["destination"], id="both"),
        pytest.param("{class: local, environment: e}", "e", ["class"], id="class-is-a-param"),
        pytest.param("{id: a, environment: e, params: {x: 1}}", "e", ["x"], id="params"),
    ],
)
def test_tool(tool: str, destination: str, params: list[str]) -> None:
    conf = read(f"tools: [{tool}]")
    (found,) = conf.tools
    assert found.destination is not None
    assert (found.destination.data, list(found.params)) == (destination, params)
    assert (conf.problems, conf.ignored) == ((), ())


@pytest.mark.parametrize(
    ("groups", "fields", "expected"),
    [
        pytest.param("{g: [a, b]}", ["a", "b"], [], id="list"),
        pytest.param("{g: ab}", ["a", "b"], [("text-for-list", "silent")], id="text"),
        pytest.param("{g: }", [], [("not-a-list", "job")], id="null"),
    ],
)
def test_resource_groups(groups: str, fields: list[str], expected: list[tuple[str, str]]) -> None:
    conf = read(f"resources: {{default: g, groups: {groups}}}")
    assert [field.data for field in conf.resource_groups[0].fields] == fields
    assert problems(conf) == expected


def test_duplicate_keys() -> None:
    conf = read("execution: {environments: {a: {runner: r}, a: {runner: s}}}")
    assert problems(conf) == [("duplicate-key", "silent")]
    assert [item.runner and item.runner.data for item in conf.destinations] == ["s"]


def test_inline() -> None:
    text = f"galaxy:\n  job_config:\n    {RUNNERS}    {EXECUTION}  other: 1 # c\n"
    conf = read_galaxy_yaml(text, "galaxy.yml")
    assert conf is not None
    assert (conf.problems, str(conf.destinations[0].id.position)) == ((), "galaxy.yml:4:32")


@pytest.mark.parametrize("text", ["galaxy: {}", "galaxy:", "", "a: b"])
def test_no_inline(text: str) -> None:
    assert read_galaxy_yaml(text, "galaxy.yml") is None


def test_comments_are_kept() -> None:
    assert [comment.text for comment in read("tools: [] # noqa: GJ101").comments] == [
        " noqa: GJ101"
    ]
