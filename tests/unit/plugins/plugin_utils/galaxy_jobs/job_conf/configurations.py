# SPDX-License-Identifier: GPL-3.0-or-later
"""Arbitrary job configurations, and their content without places."""

from __future__ import annotations

import dataclasses
import typing as t

import yaml
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.model import (
    JobConf,
    Limit,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Value
from hypothesis import assume
from hypothesis import strategies as st

_ODD = (
    *("1:30", "24:00:00", "yes", "null", "~", "1e3", "0o7", "2020-01-01", "- a", "a: b", "a #b"),
    *("a\nb", "a\nb\n", "\n a \n", " a", "a ", "<b>", "&amp;", "]]>", "\"'", "\\", "é中😀"),
    *("\r\n", "\t", "--", "@TOKEN@", "%s", "{{ x }}", "\x85", "\u2028", "true", "1"),
)
_CHARACTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n"
)
TEXTS = st.one_of(st.sampled_from(_ODD), st.text(_CHARACTERS, min_size=1, max_size=12))
NAMES = st.one_of(
    st.text("abcXYZ019_./- ", min_size=1, max_size=8).map(lambda name: name.strip() or "a"),
    st.sampled_from(("a&b", "a<b", "ü", "1:30", "no", "3", "a b", "id", "tags", "x'\"y")),
)
IDS = st.lists(NAMES, min_size=1, max_size=4, unique=True)
# These names have a meaning of their own among the parameters of an environment.
_TAKEN = ("docker_enabled", "singularity_enabled", "enabled", "params", "kwds", "metrics")
PARAM_NAMES = NAMES.filter(lambda name: name not in _TAKEN)
ENABLED = st.sampled_from(({}, {}, {"enabled": "true"}, {"enabled": "no"}))
LIMITS = st.lists(
    st.sampled_from(
        (
            {"type": "walltime", "value": "24:00:00"},
            {"type": "output_size", "value": "50 GB"},
            {"type": "registered_user_concurrent_jobs", "value": "4"},
            {"type": "anonymous_user_concurrent_jobs", "value": "0"},
            {"type": "destination_total_concurrent_jobs", "id": "a", "value": "3"},
            {"type": "concurrent_jobs", "tag": "b c", "value": "2"},
            {"type": "total_walltime", "window": "30", "value": "100:00:00"},
            {"type": "of no meaning", "value": "x"},
        )
    ),
    max_size=3,
)


def _some(**values: st.SearchStrategy[t.Any]) -> st.SearchStrategy[dict[str, t.Any]]:
    return st.fixed_dictionaries({}, optional=values)


ENVS = st.lists(
    st.one_of(
        st.fixed_dictionaries({"name": NAMES, "value": TEXTS}, optional={"raw": st.booleans()}),
        st.fixed_dictionaries({"file": TEXTS}),
        st.fixed_dictionaries({"execute": TEXTS}),
    ),
    max_size=2,
)
RESUBMITS = st.lists(
    st.fixed_dictionaries(
        {"condition": TEXTS}, optional={"environment": NAMES, "handler": NAMES, "delay": TEXTS}
    ),
    max_size=2,
)
HANDLERS = st.one_of(st.none(), _some(tags=IDS, plugins=IDS))
PLUGINS = st.sampled_from(({"type": "core"}, {"type": "env", "variables": "A,B"}))
SCALARS = st.one_of(TEXTS, TEXTS, st.booleans(), st.integers(-9, 9), st.none(), st.just(""))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(NAMES, inner, max_size=2)),
    max_leaves=4,
)


def environments(values: st.SearchStrategy[t.Any]) -> st.SearchStrategy[dict[str, t.Any]]:
    """Return environments with these parameter values, flat or under params."""
    params = st.dictionaries(PARAM_NAMES, values, max_size=3)
    own = st.fixed_dictionaries(
        {"runner": NAMES},
        optional={
            "tags": st.lists(NAMES.filter(lambda name: "," not in name), max_size=2),
            "env": ENVS,
            "resubmit": RESUBMITS,
        },
    )
    metrics = st.one_of(
        st.just({}),
        st.just({"metrics": {"src": "disabled"}}),
        st.fixed_dictionaries({"metrics": st.lists(PLUGINS, max_size=2)}),
    )
    return st.one_of(
        st.builds(_merged, params, ENABLED, own),
        st.builds(
            lambda inner, on, outer, more: {**outer, **more, "params": {**inner, **on}},
            *(params, ENABLED, own, metrics),
        ),
        st.just({"runner": "dynamic_tpv", "tpv_config_files": "a.yml"}),
    )


def _merged(*parts: dict[str, t.Any]) -> dict[str, t.Any]:
    return {name: value for part in parts for name, value in part.items()}


@st.composite
def configurations(draw: t.Callable[..., t.Any], values: st.SearchStrategy[t.Any]) -> t.Any:
    """Return a job configuration as YAML data, with parameters of these values."""
    ids = draw(IDS)
    environment = environments(values)
    tools = st.one_of(
        st.fixed_dictionaries(
            {"id": NAMES}, optional={"environment": NAMES, "handler": NAMES, "resources": NAMES}
        ),
        st.fixed_dictionaries(
            {"class": st.just("local")}, optional={"environment": NAMES, "params": st.just({})}
        ),
        st.fixed_dictionaries({"id": NAMES, "destination": NAMES}),
        st.fixed_dictionaries(
            {"id": NAMES, "params": st.dictionaries(PARAM_NAMES, TEXTS, max_size=2)}
        ),
    )
    runner = st.one_of(
        st.builds(_merged, st.dictionaries(PARAM_NAMES, values, max_size=2), st.just(_LOAD)),
        st.builds(
            lambda kwds: {**_LOAD, "kwds": kwds}, st.dictionaries(PARAM_NAMES, values, max_size=2)
        ),
    )
    return {
        "runners": draw(st.dictionaries(NAMES, runner, max_size=2)),
        "execution": {
            "default": draw(st.sampled_from(ids)),
            "environments": {one: {**draw(environment)} for one in ids},
        },
        **draw(
            _some(
                dynamic=st.dictionaries(PARAM_NAMES, TEXTS, max_size=2),
                handling=st.fixed_dictionaries(
                    {"assign": st.just(["db-skip-locked"])},
                    optional={
                        "max_grab": st.integers(1, 9),
                        "default": NAMES,
                        "processes": st.dictionaries(NAMES, HANDLERS, max_size=2),
                    },
                ),
                resources=_some(default=NAMES, groups=st.dictionaries(NAMES, IDS, max_size=2)),
                tools=st.lists(tools, max_size=3),
                limits=LIMITS,
            )
        ),
    }


_LOAD = {"load": "galaxy.jobs.runners.local:LocalJobRunner", "workers": 2}
_PLACES = ("syntax", "source", "place", "sections", "imports", "comments", "problems")


def meaning(data: object) -> t.Any:
    """Return the content of a model, without positions and other irrelevant fields."""
    if isinstance(data, Value):
        return data.plain()
    if isinstance(data, dict):
        return {key: meaning(value) for key, value in data.items()}
    if isinstance(data, tuple):
        return [meaning(item) for item in data]
    if not dataclasses.is_dataclass(data):
        return data
    # The type of a limit may be written in two ways; its name is the same.
    beside = (*_PLACES, "type") if isinstance(data, Limit) else _PLACES
    return {
        field.name: meaning(getattr(data, field.name))
        for field in dataclasses.fields(data)
        if field.name not in beside
    }


def from_yaml(configuration: t.Any) -> JobConf:
    """Return the model of a configuration that Galaxy accepts."""
    text = yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)
    conf = read_yaml(text, "job_conf.yml")
    assume(not conf.is_refused())
    return conf


def from_xml(text: str) -> JobConf:
    """Return the model of a job_conf.xml."""
    return read_xml(text, "job_conf.xml", lambda _path: None)
