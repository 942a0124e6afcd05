# SPDX-License-Identifier: GPL-3.0-or-later
"""Job_confs generated from the model's grammar, with up to three mutations."""

from __future__ import annotations

import copy
import typing as t
from collections.abc import Iterator

import yaml
from hypothesis import strategies as st
from lxml import etree

Path = tuple[t.Any, ...]

NAMES = ["main", "local", "slurm", "dynamic", "t1", "t2", "h0", "h1", "a"]
LOADS = [
    "local",
    "galaxy.jobs.runners.local:LocalJobRunner",
    "galaxy.jobs.runners.slurm:SlurmJobRunner",
    "galaxy.jobs.runners.cli:ShellJobRunner",
    "galaxy.jobs.runners.kubernetes",
    "galaxy.jobs.runners.pulsar:PulsarMQJobRunner",
    "galaxy.jobs.runners.sge:SGE",
    "site_runners:Own",
]
GOOD_LOADS = [load for load in LOADS if not load.endswith("sge:SGE")]
LIMITS = [
    "registered_user_concurrent_jobs",
    "anonymous_user_concurrent_jobs",
    "environment_user_concurrent_jobs",
    "destination_total_concurrent_jobs",
    "concurrent_jobs",
    "walltime",
    "total_walltime",
    "output_size",
    "job_walltime",
]
WORDS = [
    *NAMES,
    *LOADS,
    *("", " ", "true", "no", "flase", "4", " 4 ", "four", "24:00:00", "1:2", "50GB", "50Gi", "-1"),
    *("a,b", "db-self", "DB-SELF", "db-self,mem-self", "dynamic_tpv", "enabled", "self", "dtd"),
]
KEYS = [
    *("id", "load", "workers", "kwds", "params", "runner", "tags", "shell", "env", "resubmit"),
    *("metrics", "default", "enabled", "docker_enabled", "environment", "destination", "class"),
    *("handler", "resources", "type", "value", "tag", "window", "src", "path", "plugins"),
    *("rules_module", "recheck_missing_job_retries", "drmaa_library_path", "function", "dynamic"),
    *("handling", "execution", "tools", "limits", "assign", "processes", "groups", "self", 4, True),
]
ODD: list[t.Any] = [
    *(None, 0, 1, 4.5, -1, True, False, 86400, [], {}, [None], [[]], [{}], [[["a"]]], {1: 2}),
    *(["a"], ["a", "a"], ["db-self"], ["enabled"], {"a": "b"}, {"id": "a"}, [{"id": "a"}]),
    *([{"type": "core"}], [{"type": "energy"}], {"src": "disabled"}, {"src": "path", "path": "x"}),
    *({"runner": "local", "enabled": "no"}, {"environments": {"a": {}}}, {"params": None, "a": 1}),
]

names = st.sampled_from(NAMES)
texts = st.sampled_from(WORDS)
numbers = st.one_of(st.integers(0, 9), st.sampled_from(["4", "07"]))


def _some(**fields: st.SearchStrategy[t.Any]) -> st.SearchStrategy[dict[t.Any, t.Any]]:
    """Return mappings with some of these keys."""
    return st.fixed_dictionaries({}, optional=fields)


runners = st.builds(
    lambda needed, more: {**needed, **more},
    st.fixed_dictionaries({"load": st.sampled_from(LOADS)}),
    _some(
        workers=numbers,
        kwds=_some(enabled=st.booleans(), drmaa_library_path=texts),
        recheck_missing_job_retries=numbers,
        rules_module=texts,
        enabled=st.booleans(),
    ),
)
environments = _some(
    runner=names,
    tags=st.lists(names, max_size=3),
    shell=texts,
    env=st.lists(
        _some(name=texts, value=texts, file=texts, execute=texts, raw=st.booleans()), max_size=2
    ),
    resubmit=st.lists(_some(condition=texts, environment=names, delay=numbers), max_size=2),
    metrics=st.sampled_from([[{"type": "core"}], {"src": "disabled"}, {"src": "default"}]),
    params=_some(docker_enabled=texts, enabled=st.booleans(), a=texts),
    docker_enabled=st.booleans(),
    enabled=st.booleans(),
)
tools = st.builds(
    lambda key, name, more: {key: name, **more},
    st.sampled_from(["id", "id", "class"]),
    st.sampled_from(["local", "Cat1/", "bwa"]),
    _some(
        environment=names, destination=names, handler=names, resources=names, params=_some(a=texts)
    ),
)
limits = st.builds(
    lambda kind, value, more: {"type": kind, "value": value, **more},
    st.sampled_from(LIMITS),
    st.sampled_from(["4", 4, "24:00:00", "50GB", 0, None]),
    _some(id=names, tag=names, window=numbers),
)
job_confs = st.builds(
    lambda needed, more: {**needed, **more},
    st.fixed_dictionaries(
        {
            "runners": st.dictionaries(names, runners, max_size=3),
            "execution": st.fixed_dictionaries(
                {"environments": st.dictionaries(names, environments, min_size=1, max_size=4)},
                optional={"default": names},
            ),
        }
    ),
    _some(
        dynamic=_some(rules_module=texts),
        handling=_some(
            assign=st.lists(st.sampled_from(["db-self", "MEM-SELF", "db-preassign"]), max_size=2),
            max_grab=numbers,
            ready_window_size=numbers,
            default=names,
            processes=st.dictionaries(
                names,
                _some(
                    tags=st.lists(names, max_size=3),
                    plugins=st.lists(names, max_size=2),
                ),
                max_size=3,
            ),
        ),
        resources=_some(
            default=names, groups=st.dictionaries(names, st.lists(names, max_size=3), max_size=2)
        ),
        tools=st.lists(tools, max_size=3),
        limits=st.lists(limits, max_size=3),
    ),
)


@st.composite
def yaml_documents(draw: st.DrawFn) -> str:
    """Return valid and invalid job_confs in YAML."""
    document: t.Any = {"": draw(job_confs)}
    for _mistake in range(draw(st.integers(0, 3))):
        _mutate(draw, document)
    return yaml.safe_dump(document[""], sort_keys=False)


def _paths(data: t.Any, path: Path = ()) -> Iterator[Path]:
    yield path
    pairs: t.Any = ()
    if isinstance(data, dict):
        pairs = data.items()
    elif isinstance(data, list):
        pairs = enumerate(data)
    for key, value in pairs:
        yield from _paths(value, (*path, key))


def _mutate(draw: st.DrawFn, document: t.Any) -> None:
    """Replace, drop or add a value somewhere."""
    *above, last = draw(st.sampled_from(list(_paths(document))[1:]))
    parent = document
    for key in above:
        parent = parent[key]
    odd = copy.deepcopy(draw(st.sampled_from([*ODD, *WORDS])))
    change = draw(st.sampled_from(["replace", "drop", "add"]))
    if change == "drop" and above:
        del parent[last]
    elif change == "add" and isinstance(parent[last], dict):
        parent[last][draw(st.sampled_from(KEYS))] = odd
    elif change == "add" and isinstance(parent[last], list):
        parent[last].append(odd)
    else:
        parent[last] = odd


CHILDREN = {
    "plugins": ("plugin",),
    "plugin": ("param",),
    "handlers": ("handler",),
    "handler": ("plugin",),
    "destinations": ("destination", "expand"),
    "destination": ("param", "env", "resubmit", "job_metrics"),
    "job_metrics": ("core", "env"),
    "resources": ("group",),
    "tools": ("tool",),
    "tool": ("param",),
    "limits": ("limit",),
    "expand": ("param", "env"),
    "param": ("container",),
}
ATTRIBUTES = {
    "plugins": {"workers": ["@N@"]},
    "plugin": {"id": NAMES, "type": ["runner"], "load": GOOD_LOADS, "workers": ["2", " 3 "]},
    "handlers": {
        "default": NAMES,
        "assign_with": ["db-self", "db-self, MEM-SELF"],
        "max_grab": ["3"],
        "ready_window_size": ["9"],
    },
    "handler": {"id": NAMES, "tags": ["t1", "t1, t2", "h0", "t1,t1"]},
    "destinations": {"default": ["main"]},
    "destination": {
        "id": NAMES,
        "runner": [*NAMES, "dynamic_tpv"],
        "tags": ["t1", "t1, t2", "main"],
        "metrics": ["off"],
    },
    "param": {"id": ["docker_enabled", "function", "container", "docker_sudo", "a"]},
    "env": {"id": ["A"], "file": ["f"], "exec": ["x"], "raw": ["true", "no"]},
    "resubmit": {"condition": ["any_failure"], "destination": NAMES, "delay": ["1"]},
    "group": {"id": NAMES, "fields": ["a,b", "a, b", ","]},
    "resources": {"default": NAMES},
    "tool": {
        "id": ["Cat1/", "bwa"],
        "destination": NAMES,
        "handler": NAMES,
        "resources": NAMES,
    },
    "limit": {"type": LIMITS[:5], "id": NAMES, "tag": NAMES, "window": ["30"]},
    "container": {"type": ["docker"], "shell": ["/bin/sh"], "resolve_dependencies": ["yes"]},
    "expand": {"macro": ["d", "w"], "id": NAMES, "runner": NAMES},
}
NEEDED = {
    "plugin": ("id", "type", "load"),
    "handler": ("id",),
    "destinations": ("default",),
    "destination": ("id", "runner"),
    "param": ("id",),
    "group": ("id",),
    "limit": ("type",),
    "tool": ("id",),
    "expand": ("macro", "id"),
}
TEXTS = {
    "param": ["true", "no", "1", "@N@"],
    "limit": ["4", "@N@"],
    "env": ["b"],
    "container": [" Busy/Box:T "],
    "group": ["a,b"],
}
ROOT = """<job_conf>
  <macros>
    <import>macros.xml</import>
    <token name="@M@">@N@</token>
    <xml name="w" tokens="id" token_runner="local">
      <expand macro="d" id="w1"/>
      <destination id="@ID@" runner="@RUNNER@"><yield/></destination>
    </xml>
  </macros>
</job_conf>"""


@st.composite
def xml_documents(draw: st.DrawFn) -> str:
    """Return valid and invalid job_confs in XML."""
    root = etree.fromstring(ROOT)
    more = st.lists(st.sampled_from(["handlers", "resources", "tools", "limits"]), max_size=4)
    for tag in ("plugins", "destinations", *draw(more)):
        root.append(_element(draw, tag))
    etree.SubElement(root.find("destinations"), "destination", id="main", runner="local")
    for _mistake in range(draw(st.integers(0, 3))):
        _mutate_xml(draw, root)
    return etree.tostring(root, encoding="unicode")


def _element(draw: st.DrawFn, tag: str) -> t.Any:
    element = etree.Element(tag)
    for name, values in ATTRIBUTES.get(tag, {}).items():
        if name in NEEDED.get(tag, ()) or draw(st.integers(0, 3)) == 0:
            element.set(name, draw(st.sampled_from(values)))
    if tag in TEXTS:
        element.text = draw(st.sampled_from(TEXTS[tag]))
    if tag in CHILDREN:
        for child in draw(st.lists(st.sampled_from(CHILDREN[tag]), max_size=3)):
            element.append(_element(draw, child))
    return element


def _mutate_xml(draw: st.DrawFn, root: t.Any) -> None:
    """Change, drop or add an attribute, a text or an element somewhere."""
    element = draw(st.sampled_from(list(root.iter())))
    change = draw(st.sampled_from(["set", "drop", "text", "tag", "remove", "add", "copy"]))
    every_tag = sorted({*CHILDREN, *ATTRIBUTES, "colour", "macros", "token", "xml", "yield"})
    every_attribute = sorted({name for names in ATTRIBUTES.values() for name in names})
    if change == "set":
        element.set(draw(st.sampled_from(every_attribute)), draw(texts))
    elif change == "drop" and element.attrib:
        del element.attrib[draw(st.sampled_from(sorted(element.attrib)))]
    elif change == "tag":
        element.tag = draw(st.sampled_from(every_tag))
    elif change == "remove" and element is not root:
        element.getparent().remove(element)
    elif change == "add":
        element.append(_element(draw, draw(st.sampled_from(every_tag))))
    elif change == "copy" and element is not root:
        element.getparent().append(copy.deepcopy(element))
    else:
        element.text = draw(texts)
