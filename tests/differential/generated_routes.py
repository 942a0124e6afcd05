# SPDX-License-Identifier: GPL-3.0-or-later
"""Valid and invalid job_confs with dynamic destinations, tool destinations and jobs."""

from __future__ import annotations

import typing as t

import yaml
from hypothesis import strategies as st

Data = st.SearchStrategy[t.Any]

# Destinations and tags that usually exist; the last one never exists.
NAMES = ["a", "b", "c", "t1", "t2", "dtd", "one", "burst", "docker", "nowhere"]
PRIORITIES = ["low", "med", "high"]
TOOLS = ["Tool", "x", "y", "other", "ts.org/repos/o/r/Tool/1.0", "ts.org/repos/o/r/x/2", "upload1"]
ODD: list[t.Any] = [None, 5, True, "odd", [], {}, -1, 1.5, ["a"], "fail"]

anywhere = st.sampled_from([*NAMES[:5] * 4, *NAMES])
static = st.sampled_from(NAMES[:5])


def _some(needed: dict[str, Data] | None = None, **fields: Data) -> Data:
    """Return mappings with all required keys and some of the optional ones."""
    return st.fixed_dictionaries(needed or {}, optional=fields)


def _mostly(usual: Data, *others: t.Any) -> Data:
    """Return a usual value, or in one case of twenty another value."""
    return st.integers(0, 19).flatmap(lambda n: usual if n != 7 else st.sampled_from(others))


_conditions = st.sampled_from(
    [
        *("any_failure", "walltime_reached", "memory_limit_reached", "attempt < 2"),
        *("unknown_error and attempt <= 2", "not walltime_reached", "seconds_running > 60"),
        *("attempt > 1 or seconds_running > 60", "nothing_known", "1/0", "", "0", "a.b"),
        *("attempt - 1", "tool_detected_failure", "attempt in (1, 2)"),
    ]
)
default_conditions = st.one_of(st.none(), _conditions)
resubmit = st.lists(
    _some(
        condition=_conditions,
        environment=_mostly(static, *NAMES[5:]),
        delay=st.sampled_from([0, 5, "60", "attempt * 10", "soon", "any_failure", "1/0"]),
    ),
    min_size=1,
    max_size=2,
)
tags = st.lists(st.sampled_from(["t1", "t2"]), max_size=2, unique=True)
_environment = {
    "runner": _mostly(st.sampled_from(["local", "slurm"]), "gone"),
    "tags": tags,
}
_native = st.sampled_from(["--ntasks=1", "--ntasks=2"])
environments = _some(_environment, native_specification=_native)
resubmitted = _some(
    {**_environment, "resubmit": st.one_of(resubmit, resubmit, st.just([]))},
    native_specification=_native,
)
_PASSED = {name: st.just("x@y.org") for name in ("job", "tool", "app", "user_email", "rule_helper")}


def _dynamic(kind: str, **fields: Data) -> Data:
    """Return dynamic destinations of a type; one in twenty has a missing or an extra field."""
    whole = {"runner": st.just("dynamic"), "type": _mostly(st.just(kind), "strange", 5, ["x"])}
    good = _some({**whole, **fields}, tags=st.just(["t2"]))
    bad = _some(whole, **fields, **_PASSED)
    return st.integers(0, 19).flatmap(lambda n: good if n != 7 else bad)


dynamic = {
    "dtd": _dynamic("dtd"),
    "one": _dynamic(
        "choose_one",
        destination_ids=st.one_of(
            st.lists(anywhere, min_size=1, max_size=3),
            st.lists(static, min_size=2, max_size=2).map(",".join),
            st.sampled_from(["a", "", "a, b", None]),
        ),
        hash_by=_mostly(
            st.sampled_from(["user", "job", "history", "workflow_invocation,user", None]),
            *("other", "user,other"),
        ),
    ),
    "burst": _dynamic(
        "burst",
        from_destination_ids=st.one_of(anywhere, st.lists(static, max_size=2)),
        to_destination_id=anywhere,
        num_jobs=_mostly(st.sampled_from([3, "4", 0, -1]), "many", None),
    ),
    "docker": _dynamic(
        "docker_dispatch", docker_destination_id=anywhere, default_destination_id=anywhere
    ),
}


def _job_confs(environment: Data) -> Data:
    fixed = {name: environment for name in "abc"}
    tool_id = [*TOOLS, "TOOL", "ts.org/repos/o/r/tool", "tool/"]
    tools = st.tuples(
        st.one_of(
            st.fixed_dictionaries({"id": st.sampled_from(tool_id)}),
            st.fixed_dictionaries({"class": st.sampled_from(["local", "requires_galaxy"])}),
        ),
        _some({"environment": anywhere}),
        _mostly(st.just({}), {"params": {"source": "trackster"}}, {"destination": "a"}),
    ).map(lambda parts: {**parts[0], **parts[1], **parts[2]})
    loads = {name: f"galaxy.jobs.runners.{name}:" for name in ("local", "slurm")}
    runners = {name: {"load": f"{load}{name.title()}JobRunner"} for name, load in loads.items()}
    return st.builds(
        lambda default, envs, tools, more: {
            "runners": runners,
            "execution": {"default": default, "environments": envs},
            "tools": tools,
            **more,
        },
        st.sampled_from(["dtd", "dtd", "one", "burst", "docker", "a"]),
        st.fixed_dictionaries({**fixed, **dynamic}),
        st.lists(tools, max_size=4),
        _mostly(st.just({}), {"dynamic": {"rules_module": "galaxy.jobs.rules"}}, {"dynamic": {}}),
    )


job_confs = _job_confs(environments)
resubmitting = _job_confs(resubmitted)

targets = st.one_of(
    *[_mostly(static, "nowhere", "dtd")] * 2,
    st.dictionaries(
        _mostly(st.sampled_from(PRIORITIES), "odd", 7), static, min_size=1, max_size=3
    ).map(lambda by_priority: {"priority": by_priority}),
)
sizes = [0, 10, 20, "1 KB", "2 KB", "1 MB", "Infinity", -1, "15", "1.5 KB", "infinity"]
wrong_sizes = ["10GB", "1.5", None, "x", "5 XB", "", "1 000", "1_0"]
counts = [0, 1, 2, 3, "Infinity", -1]
arguments: list[t.Any] = [
    *({"p": 1}, {"p": "1"}, {"p": 1, "q": {"r": "s"}}, {"q": {"r": "s", "z": 1}}, {"none": 1}),
    *({"p": {"deep": 1}}, {}, {"q": {}}, {"q": {"r": ["s", {"k": 1}]}}),
]
_rule = {
    "nice_value": _mostly(st.sampled_from([-5, 0, 3, 21, -21, 1.5, float("nan")]), "high", None),
    "fail_message": _mostly(st.just("sorry"), None, 5),
    "users": _mostly(st.just(["u@x.org"]), ["u@x.org", "bad"], ["bad"], [5, "u@x.org"], [], "x"),
}


def _bounded(kind: str, good: list[t.Any], bad: list[t.Any]) -> Data:
    bound = _mostly(st.sampled_from(good), *bad)
    needed = {
        "rule_type": st.just(kind),
        "lower_bound": bound,
        "upper_bound": bound,
        "destination": _mostly(targets, "fail"),
    }
    return _some(needed, **_rule)


rules = st.one_of(
    _bounded("file_size", sizes, wrong_sizes),
    _bounded("num_input_datasets", counts, ["2", None, 1.5, "x"]),
    _bounded("records", sizes, wrong_sizes),
    _some(
        {"rule_type": st.just("arguments"), "arguments": st.sampled_from(arguments)},
        destination=targets,
        **_rule,
    ),
)
users = st.dictionaries(
    st.sampled_from(["u@x.org", "v@x.org"]),
    st.fixed_dictionaries({"priority": _mostly(st.sampled_from(PRIORITIES), "urgent")}),
    max_size=2,
)
right_tool_destinations = _some(
    {
        "verbose": st.booleans(),
        "default_destination": targets,
        "tools": st.dictionaries(
            _mostly(st.sampled_from(["Tool", "x", "y"]), 5),
            _some({"rules": st.lists(rules, max_size=3)}, default_destination=targets),
            max_size=3,
        ),
    },
    default_priority=st.sampled_from(PRIORITIES),
    users=users,
)


@st.composite
def tool_destinations(draw: st.DrawFn) -> t.Any:
    """Return tool destinations; one in five has a replaced or missing value."""
    document: t.Any = {"": draw(right_tool_destinations)}
    if draw(st.integers(0, 4)) == 2:
        here = document
        while True:
            keys = list(here) if isinstance(here, dict) else list(range(len(here)))
            key = draw(st.sampled_from(keys))
            if not here[key] or not isinstance(here[key], (dict, list)) or draw(st.booleans()):
                break
            here = here[key]
        if key != "" and draw(st.booleans()):
            del here[key]
        else:
            here[key] = draw(st.sampled_from(ODD))
    return document[""]


jobs = st.fixed_dictionaries(
    {
        "tool": st.sampled_from(TOOLS),
        "user": st.sampled_from([None, "u@x.org", "v@x.org", "U@x.org"]),
        "inputs": st.dictionaries(
            st.sampled_from(["i1", "i2", "i3"]),
            st.fixed_dictionaries(
                {
                    "size": st.sampled_from([0, 9, 10, 20, 1023, 1024, 1500, 2048, 1 << 20]),
                    "ext": st.sampled_from(["fasta", "txt"]),
                    "records": st.sampled_from([0, 5, 15, 20, 1024]),
                }
            ),
            max_size=3,
        ),
        "params": st.sampled_from(
            [{}, {"p": 1}, {"p": "1", "q": {"r": "s"}}, {"p": 1, "q": {"r": "s"}}, {"q": {}}]
        ),
        "resources": st.sampled_from(
            [None, None, {"priority": "high"}, {"priority": "low"}, {"priority": "odd"}]
        ),
        "workflow_resources": st.sampled_from(
            [{}, {}, {}, {"priority": "high"}, {"priority": "odd"}, {"cores": "2"}]
        ),
        "classes": st.sampled_from([[], [], ["local"], ["requires_galaxy", "user_defined"]]),
    }
)
requests = st.lists(jobs, min_size=4, max_size=4)


def written(data: t.Any) -> str:
    """Return a document in YAML."""
    return yaml.safe_dump(data, sort_keys=False)
