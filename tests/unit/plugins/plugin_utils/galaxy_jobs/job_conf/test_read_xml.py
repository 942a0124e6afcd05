# SPDX-License-Identifier: GPL-3.0-or-later
"""job_conf.xml, read as Galaxy 26.1 reads it."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)

LOCAL = '<destinations><destination id="local" runner="local"/></destinations>'


def read(sections: str, **imports: str) -> JobConf:
    """Return what these sections say; with one destination when they have none."""
    some = sections if "<destinations" in sections else sections + LOCAL
    return read_xml(f"<job_conf>{some}</job_conf>", "job_conf.xml", imports.get)


def startup(conf: JobConf) -> list[str]:
    """Return the kinds of what makes Galaxy refuse."""
    return [problem.kind for problem in conf.problems if problem.consequence == "startup"]


def unread(conf: JobConf) -> list[tuple[str, str]]:
    """Return what Galaxy passes over."""
    return [(item.kind, item.name) for item in conf.ignored]


def plugins(inner: str, attributes: str = "") -> JobConf:
    """Return a document with these plugins."""
    return read(f"<plugins{attributes}>{inner}</plugins>")


def destination(inner: str = "", attributes: str = "") -> JobConf:
    """Return a document with one destination."""
    element = f'<destination id="d" runner="r" {attributes}>{inner}</destination>'
    return read(f"<destinations>{element}</destinations>")


def test_smallest() -> None:
    conf = read("")
    assert (conf.problems, conf.ignored, conf.runners, conf.dynamic) == ((), (), (), None)
    assert [item.id.data for item in conf.destinations] == ["local"]


def test_runner() -> None:
    conf = plugins(
        '<plugin id="s" type="runner" load="m:C" workers="2"><param id="k">v</param></plugin>'
    )
    (runner,) = conf.runners
    assert (
        runner.id.data,
        runner.load and runner.load.data,
        runner.workers and runner.workers.data,
    ) == (
        "s",
        "m:C",
        "2",
    )
    assert (runner.params["k"].value.data, str(runner.params["k"].value.position)) == (
        "v",
        "job_conf.xml:1:86",
    )


def test_workers_of_all_runners() -> None:
    conf = plugins('<plugin id="s" type="runner" load="m:C"/>', ' workers="9"')
    assert conf.runners[0].workers is not None
    assert conf.runners[0].workers.data == "9"


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        pytest.param('<plugin type="runner" load="m"/>', ("no-id", "plugin"), id="no-id"),
        pytest.param('<plugin id="a" load="m"/>', ("no-type", "plugin"), id="no-type"),
        pytest.param('<plugin id="a" type="runner"/>', ("no-load", "plugin"), id="no-load"),
        pytest.param('<plugin id="a" type="x" load="m"/>', ("plugin-type", "x"), id="type"),
        pytest.param(
            '<plugin id="b" type="runner" load="m"/>', ("duplicate", "plugin b"), id="twice"
        ),
        pytest.param(
            '<plugin id="c" type="runner" load="m" x="1"/>', ("attribute", "x"), id="attribute"
        ),
        pytest.param(
            '<plugin id="c" type="runner" load="m"><x/></plugin>', ("element", "x"), id="child"
        ),
        pytest.param('<plugim id="c"/>', ("element", "plugim"), id="misspelt"),
    ],
)
def test_plugin_that_galaxy_passes_over(element: str, expected: tuple[str, str]) -> None:
    conf = plugins(f'<plugin id="b" type="runner" load="m"/>{element}')
    assert unread(conf) == [expected]
    assert not conf.is_refused()


def test_dynamic_is_no_runner() -> None:
    conf = plugins('<plugin id="dynamic" type="runner"><param id="rules_module">r</param></plugin>')
    assert conf.runners == ()
    assert conf.dynamic is not None
    assert conf.dynamic["rules_module"].value.data == "r"
    assert conf.ignored == ()


@pytest.mark.parametrize(
    ("element", "value", "environ", "config"),
    [
        pytest.param('<param id="k">\n v\n</param>', "\n v\n", None, None, id="not-stripped"),
        pytest.param('<param id="k"/>', None, None, None, id="empty"),
        pytest.param('<param id="k">a<!-- b -->c</param>', "ac", None, None, id="comment"),
        pytest.param('<param id="k">1</param><param id="k">2</param>', "2", None, None, id="last"),
        pytest.param('<param id="k" from_environ="E">v</param>', "v", "E", None, id="environ"),
        pytest.param('<param id="k" from_config="c">v</param>', "v", None, "c", id="config"),
        pytest.param(
            '<param id="k" from_config="c" from_environ="E"/>', None, "E", None, id="both"
        ),
    ],
)
def test_param(element: str, value: str | None, environ: str | None, config: str | None) -> None:
    param = destination(element).destinations[0].params["k"]
    assert param.value.data == value
    assert (param.from_environ and param.from_environ.data) == environ
    assert (param.from_config and param.from_config.data) == config


def test_param_without_id() -> None:
    conf = destination("<param>x</param>")
    assert conf.destinations[0].params[None].value.data == "x"
    assert unread(conf) == [("no-id", "param")]


def test_containers() -> None:
    conf = destination(
        '<param id="container"><container type="docker" resolve_dependencies="no">'
        " Quay.io/Busy:Tag </container><container>B</container></param>"
    )
    assert conf.destinations[0].params["container"].value.plain() == [
        {
            "identifier": "Quay.io/busy:Tag",
            "type": "docker",
            "resolve_dependencies": False,
            "shell": "/bin/sh",
        },
        {
            "identifier": "b",
            "type": "docker",
            "resolve_dependencies": False,
            "shell": "/bin/sh",
        },
    ]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        pytest.param("", "true", id="xml-default"),
        pytest.param('<param id="docker_sudo">false</param>', "false", id="given"),
    ],
)
def test_docker_sudo(inner: str, expected: str) -> None:
    param = destination(inner).destinations[0].params["docker_sudo"]
    assert (param.value.data, param.value.verbatim) == (expected, bool(inner))


@pytest.mark.parametrize(
    ("text", "kinds", "count"),
    [
        pytest.param("true", [], 2, id="true"),
        pytest.param("no", [], 1, id="no"),
        pytest.param("", [], 1, id="empty-is-false"),
        pytest.param("flase", ["not-boolean"], 2, id="misspelt"),
    ],
)
def test_enabled(text: str, kinds: list[str], count: int) -> None:
    conf = read(
        '<destinations default="e"><destination id="e" runner="r"/><destination id="d" runner="r">'
        f'<param id="enabled">{text}</param></destination></destinations>'
    )
    assert startup(conf) == kinds
    assert "enabled" not in conf.destinations[1].params


def test_destination() -> None:
    conf = destination(
        '<env id="A" raw="true">b</env><env file="f"/><env exec="x"/>'
        '<resubmit condition="any_failure" destination="e" handler="h" delay="5"/>',
        'tags="a, b"',
    )
    (found,) = conf.destinations
    assert [tag.data for tag in found.tags] == ["a", "b"]
    assert [tag.place.text for tag in found.tags] == ["a", "b"]
    assert [(env.name or env.file or env.execute).data for env in found.env] == ["A", "f", "x"]  # type: ignore[union-attr]
    resubmit = found.resubmit[0]
    assert [
        value and value.data
        for value in (resubmit.condition, resubmit.destination, resubmit.handler, resubmit.delay)
    ] == ["any_failure", "e", "h", "5"]
    assert [problem.kind for problem in conf.problems] == ["no-default"]


def test_tpv_in_xml_is_dynamic_alone() -> None:
    conf = read('<destinations><destination id="t" runner="dynamic_tpv"/></destinations>')
    (found,) = conf.destinations
    assert found.runner is not None
    assert (found.runner.data, found.runner.verbatim) == ("dynamic", False)
    assert list(found.params) == ["docker_sudo"]


@pytest.mark.parametrize(
    ("inner", "attributes", "source", "kinds"),
    [
        pytest.param("", "", None, [], id="default"),
        pytest.param("", 'metrics=""', None, [], id="empty"),
        pytest.param("", 'metrics="off"', "disabled", [], id="off"),
        pytest.param("", 'metrics="true"', "path", [], id="true-is-a-path"),
        pytest.param("", 'metrics="m.xml"', "disabled", ["not-boolean"], id="path"),
        pytest.param("<job_metrics/>", "", "plugins", [], id="none"),
        pytest.param("<job_metrics><core/><env/></job_metrics>", "", "plugins", [], id="some"),
        pytest.param(
            "<job_metrics><cores/></job_metrics>", "", "plugins", ["unknown-metrics"], id="unknown"
        ),
    ],
)
def test_metrics(inner: str, attributes: str, source: str | None, kinds: list[str]) -> None:
    conf = destination(inner, attributes)
    metrics = conf.destinations[0].metrics
    assert (metrics.source if metrics else None) == source
    assert startup(conf) == kinds


def test_handling() -> None:
    conf = read(
        '<handlers default="h" assign_with="DB-Self, mem-self" max_grab="3" ready_window_size="9">'
        '<handler id="h" tags="a, b"><plugin id="r"/></handler><handler id="i"/></handlers>'
    )
    handling = conf.handling
    assert handling is not None
    assert handling.default is not None
    assert handling.default.value.data == "h"
    assert [method.data for method in handling.assign] == ["DB-Self", "mem-self"]
    assert [handler.id.data for handler in handling.handlers] == ["h", "i"]
    assert [tag.data for tag in handling.handlers[0].tags] == ["a", "b"]
    assert [runner.data for runner in handling.handlers[0].runners] == ["r"]
    assert conf.problems == ()


@pytest.mark.parametrize(
    ("handlers", "kinds", "passed_over"),
    [
        pytest.param(
            '<handlers assign_with="uwsgi-mule-message"/>', ["unknown-assignment"], [], id="mule"
        ),
        pytest.param('<handlers max_grab="x"/>', ["not-readable"], [], id="max-grab"),
        pytest.param('<handlers max_grab=""/>', [], [], id="no-max-grab"),
        pytest.param('<handlers ready_window_size="x"/>', ["not-readable"], [], id="window"),
        pytest.param('<handlers default="nobody"/>', [], [], id="default-not-checked"),
        pytest.param("<handlers><handler/></handlers>", [], [("no-id", "handler")], id="no-id"),
        pytest.param(
            '<handlers><handler id="a"/><handler id="a"/></handlers>',
            [],
            [("duplicate", "handler a")],
            id="twice",
        ),
    ],
)
def test_handlers(handlers: str, kinds: list[str], passed_over: list[tuple[str, str]]) -> None:
    conf = read(handlers)
    assert (startup(conf), unread(conf)) == (kinds, passed_over)


TWO = '<destination id="a" runner="r"/><destination id="b" runner="r" tags="t"/>'


@pytest.mark.parametrize(
    ("attributes", "inner", "kinds"),
    [
        pytest.param(' default="a"', TWO, [], id="id"),
        pytest.param(' default="t"', TWO, [], id="tag"),
        pytest.param(' default="x"', TWO, ["unknown-default"], id="unknown"),
        pytest.param("", TWO, ["no-default"], id="none"),
        pytest.param(' default=""', TWO, ["no-default"], id="empty"),
        pytest.param("", '<destination id="a" runner="r"/>', [], id="the-only-one"),
        pytest.param(
            "", '<destination id="a" runner="r" tags="t"/>', ["no-default"], id="one-but-a-tag"
        ),
        pytest.param("", "", ["no-default"], id="no-destination"),
        pytest.param(' default_from_environ="E"', TWO, [], id="environ"),
        pytest.param(
            ' default="x" default_from_config="c"', TWO, ["unknown-default"], id="fallback"
        ),
    ],
)
def test_default(attributes: str, inner: str, kinds: list[str]) -> None:
    assert startup(read(f"<destinations{attributes}>{inner}</destinations>")) == kinds


@pytest.mark.parametrize(
    ("group", "fields"),
    [
        pytest.param('<group id="g" fields="a,b"/>', ["a", "b"], id="attribute"),
        pytest.param('<group id="g">a,,b</group>', ["a", "b"], id="text"),
        pytest.param('<group id="g" fields="a, b"/>', ["a", " b"], id="blank-kept"),
        pytest.param('<group id="g" fields="x">a</group>', ["x"], id="attribute-first"),
        pytest.param('<group id="g"/>', [], id="none"),
    ],
)
def test_resource_group(group: str, fields: list[str]) -> None:
    conf = read(f'<resources default="g">{group}</resources>')
    assert [item.data for item in conf.resource_groups[0].fields] == fields
    assert conf.default_resource_group is not None


@pytest.mark.parametrize(
    ("tool", "kinds"),
    [
        pytest.param('<tool id="Cat1" destination="d" handler="h" resources="g"/>', [], id="id"),
        pytest.param('<tool class="local" destination="d"/>', [], id="class"),
        pytest.param('<tool destination="d"/>', ["tool-without-id"], id="neither"),
        pytest.param('<tool id="" destination="d"/>', ["tool-without-id"], id="empty-id"),
        pytest.param('<tool id="a" class="local"/>', ["tool-id-and-class"], id="both"),
        pytest.param('<tool class="other"/>', ["unknown-tool-class"], id="unknown-class"),
    ],
)
def test_tool(tool: str, kinds: list[str]) -> None:
    assert startup(read(f"<tools>{tool}</tools>")) == kinds


@pytest.mark.parametrize(
    ("limit", "kinds"),
    [
        pytest.param('<limit type="walltime">24:00:00</limit>', [], id="walltime"),
        pytest.param('<limit type="walltime">1-00:00:00</limit>', ["not-a-walltime"], id="days"),
        pytest.param(
            '<limit type="walltime">x</limit><limit type="walltime">1:0:0</limit>', [], id="last"
        ),
        pytest.param('<limit type="walltime"/>', [], id="empty"),
        pytest.param('<limit type="total_walltime" window="30">24:00:00</limit>', [], id="total"),
        pytest.param(
            '<limit type="total_walltime">24:00:00</limit>', ["not-readable"], id="no-window"
        ),
        pytest.param('<limit type="output_size">50GB</limit>', [], id="size"),
        pytest.param('<limit type="output_size">50Gi</limit>', ["not-a-size"], id="unit"),
        pytest.param('<limit type="registered_user_concurrent_jobs">4</limit>', [], id="user"),
        pytest.param(
            '<limit type="anonymous_user_concurrent_jobs">x</limit>',
            ["not-readable"],
            id="no-number",
        ),
        pytest.param('<limit type="concurrent_jobs" id="d">4</limit>', [], id="old-name"),
        pytest.param(
            '<limit type="destination_total_concurrent_jobs"/>', ["not-readable"], id="empty-count"
        ),
        pytest.param('<limit type="job_walltime">24h</limit>', [], id="dead-type"),
        pytest.param('<limit type="">4</limit>', ["limit-without-type"], id="empty-type"),
        pytest.param("<limit>4</limit>", [], id="no-type"),
    ],
)
def test_limit(limit: str, kinds: list[str]) -> None:
    assert startup(read(f"<limits>{limit}</limits>")) == kinds


def test_limit_of_environments() -> None:
    conf = read(
        '<limits><limit type="environment_user_concurrent_jobs" id="d" tag="t">4</limit></limits>'
    )
    (limit,) = conf.limits
    assert limit.target is not None
    assert (limit.name, limit.target.data) == ("destination_user_concurrent_jobs", "t")


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(
            '<job_conf a="1"><destinations/></job_conf>', ("attribute", "a"), id="attribute"
        ),
        pytest.param("<j><destinations/><tool/></j>", ("element", "tool"), id="element"),
        pytest.param(
            "<j><tools/><tools/><destinations/></j>", ("second-section", "tools"), id="second"
        ),
    ],
)
def test_top(document: str, expected: tuple[str, str]) -> None:
    assert expected in unread(read_xml(document, "f", {}.get))


def test_no_destinations() -> None:
    assert startup(read_xml("<job_conf/>", "f", {}.get)) == ["no-destinations"]


def test_not_well_formed() -> None:
    conf = read_xml("<job_conf>\n<plugins>", "f", {}.get)
    assert startup(conf) == ["not-well-formed"]
    assert conf.problems[0].place.position.line == 2


def test_macros_and_imports() -> None:
    conf = read_xml(
        '<job_conf><macros><import>m.xml</import></macros><destinations><expand macro="d" id="x"/>'
        "</destinations></job_conf>",
        "job_conf.xml",
        {"m.xml": '<m><xml name="d" tokens="id"><destination id="@ID@" runner="r"/></xml></m>'}.get,
    )
    assert [(item.path.data, item.found) for item in conf.imports] == [("m.xml", True)]
    (found,) = conf.destinations
    assert (found.id.data, found.id.verbatim, found.id.position.path) == ("x", False, "m.xml")


def test_comments_are_kept() -> None:
    assert [comment.text for comment in read("<!-- noqa: GJ101 -->").comments] == [" noqa: GJ101 "]
