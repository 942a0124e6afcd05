# SPDX-License-Identifier: GPL-3.0-or-later
"""The decision of tool destinations, and the message that users see when a job fails."""

from __future__ import annotations

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    RULE_EXCEPTION,
    Dataset,
    FailsError,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.choose import (
    choose,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.plan import (
    plan,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)
from hypothesis import given, settings
from hypothesis import strategies as st

KNOWN = {"small", "big", "huge", "all"}
SIZES = """
verbose: false
default_destination: all
tools:
  align:
    default_destination: small
    rules:
      - {rule_type: file_size, lower_bound: 16, upper_bound: 1 KB, destination: big}
      - {rule_type: file_size, lower_bound: Infinity, upper_bound: 20, destination: huge,
          nice_value: -1}
      - {rule_type: file_size, lower_bound: 2 GB, upper_bound: Infinity, fail_message: Too large.}
  count:
    rules:
      - {rule_type: num_input_datasets, lower_bound: 3, upper_bound: 2, destination: big}
      - {rule_type: records, lower_bound: 100, upper_bound: Infinity, destination: huge}
  ask:
    rules:
      - {rule_type: arguments, arguments: {mode: 1}, destination: big, nice_value: 21}
      - {rule_type: arguments, arguments: {more: {deep: x}}, destination: huge,
          users: [a@b.org, bad]}
"""
PRIORITIES = """
verbose: false
default_destination: {priority: {low: small, high: huge}}
default_priority: low
users: {boss@b.org: {priority: high}, other@b.org: {priority: urgent}}
tools:
  align:
    default_destination: {priority: {high: big, urgent: all}}
    rules:
      - {rule_type: file_size, lower_bound: 1 KB, upper_bound: 2 KB,
          destination: {priority: {high: all}}}
"""


def chosen(text: str, job: Job) -> list[str]:
    return [choice.name for choice in choose(plan(read(text, "t.yml"), KNOWN), job)]


def failure(text: str, job: Job) -> tuple[str | None, int]:
    with pytest.raises(FailsError) as caught:
        chosen(text, job)
    found = caught.value.failure
    return found.message, found.place.position.line if found.place else 0


def sized(size: int, **more: object) -> Job:
    return Job("align", inputs={"input": Dataset(size)}, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("job", "name"),
    [
        pytest.param(sized(20), "big", id="lower-bound-above-upper-in-other-rule"),
        pytest.param(sized(16), "huge", id="lowest-nice-value"),
        pytest.param(sized(1023), "big", id="below-upper-bound"),
        pytest.param(sized(1024), "small", id="upper-bound-is-excluded"),
        pytest.param(Job("Align"), "all", id="case-of-the-id"),
        pytest.param(Job("ts.org/repos/o/r/align/1.0"), "huge", id="guid-by-its-old-id"),
        pytest.param(Job("count", inputs={"a": Dataset(1), "b": Dataset(1)}), "big", id="swapped"),
        pytest.param(Job("count", inputs={"a": Dataset(1, "fasta", 100)}), "huge", id="records"),
        pytest.param(Job("count", inputs={"a": Dataset(1, "fastq", 100)}), "all", id="no-fasta"),
        pytest.param(Job("ask", params={"mode": 1}), "big", id="argument"),
        pytest.param(Job("ask", params={"mode": "1"}), "all", id="argument-of-another-type"),
        pytest.param(
            Job("ask", user="a@b.org", params={"more": {"deep": "x"}}), "huge", id="of-a-user"
        ),
        pytest.param(Job("ask", user="A@b.org", params={"more": {"deep": "x"}}), "all", id="other"),
    ],
)
def test_rule_matches_job(job: Job, name: str) -> None:
    assert chosen(SIZES, job) == [name]


@pytest.mark.parametrize(
    ("job", "name"),
    [
        pytest.param(sized(1), "small", id="default-priority"),
        pytest.param(sized(1, user="boss@b.org"), "big", id="of-the-user"),
        pytest.param(sized(1, user="other@b.org"), "small", id="unknown-priority-of-a-user"),
        pytest.param(sized(1, resources={"priority": "high"}), "big", id="filled-in"),
        pytest.param(sized(1, resources={"priority": "urgent"}), "small", id="not-global"),
        pytest.param(
            sized(1, workflow_resources={"priority": "high"}, resources={"priority": "low"}),
            "big",
            id="of-the-workflow",
        ),
        pytest.param(
            sized(1, workflow_resources={"other": "x"}, resources={"priority": "high"}),
            "small",
            id="workflow-without-priority",
        ),
        pytest.param(sized(1024, user="boss@b.org"), "all", id="of-a-rule"),
        pytest.param(sized(1024), "small", id="rule-without-it"),
        pytest.param(Job("other", user="boss@b.org"), "huge", id="of-all-tools"),
    ],
)
def test_priority(job: Job, name: str) -> None:
    assert chosen(PRIORITIES, job) == [name]


def test_arbitrary_default_priority() -> None:
    text = PRIORITIES.replace("default_priority: low", "")
    assert chosen(text, sized(5, user="boss@b.org")) == ["big"]
    assert chosen(text, Job("other")) == ["small", "huge"]


def test_default_priority_is_not_a_text() -> None:
    only = "verbose: false\ndefault_destination: {priority: {7: all}}\n"
    assert failure(only, Job("other")) == (RULE_EXCEPTION, 1)
    assert chosen(only.replace("7: all", "7: all, low: small"), Job("other")) == ["fail", "small"]


@pytest.mark.parametrize(
    ("text", "job", "expected"),
    [
        pytest.param(SIZES, sized(2 << 30), ("Too large.", 11), id="fail-message"),
        pytest.param(
            SIZES.replace("1 KB", "1KB"), Job("no"), ("Unable to convert size 1KB", 8), id="size"
        ),
        pytest.param(SIZES.replace("huge", "hug"), Job("no"), (RULE_EXCEPTION, 9), id="unknown"),
        pytest.param(SIZES.replace("verbose", "v"), Job("no"), (RULE_EXCEPTION, 2), id="verbose"),
        pytest.param(
            SIZES.replace("default_destination: all", ""),
            Job("no"),
            ("Job 'no' failed; no global default destination specified in config!", 2),
            id="no-default",
        ),
        pytest.param(
            SIZES.replace("destination: big", "destination: fail"),
            sized(20),
            ("Invalid parameters for rule 1 in 'align'.", 8),
            id="fail-without-message",
        ),
        pytest.param(
            SIZES, Job("ask", params={"more": 1}, user="a@b.org"), (RULE_EXCEPTION, 19), id="type"
        ),
        pytest.param("a: [", Job("no"), (RULE_EXCEPTION, 1), id="not-yaml"),
    ],
)
def test_job_fails(text: str, job: Job, expected: tuple[str, int]) -> None:
    assert failure(text, job) == expected


def test_missing_number_of_records() -> None:
    with pytest.raises(ClusterError, match="t.yml:15:9: .*'a', as in a=5:fasta:100"):
        chosen(SIZES, Job("count", inputs={"a": Dataset(5, "fasta")}))


NAMES = st.sampled_from(["small", "big", "fail", "low", "high", "align", "priority", "5 KB", "no"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 9), st.floats(), NAMES, st.just("Infinity")
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
RULES = st.fixed_dictionaries(
    {"rule_type": st.sampled_from(["file_size", "num_input_datasets", "records", "arguments"])},
    optional=dict.fromkeys(
        (
            *("lower_bound", "upper_bound", "nice_value", "destination", "fail_message"),
            *("users", "arguments"),
        ),
        ANYTHING,
    ),
)
TOOL = st.fixed_dictionaries(
    {}, optional={"default_destination": ANYTHING, "rules": st.lists(RULES)}
)


@pytest.mark.slow
@settings(deadline=None)
@given(
    default=NAMES | st.fixed_dictionaries({"priority": st.dictionaries(NAMES, NAMES, max_size=3)}),
    tool=TOOL | ANYTHING,
    users=ANYTHING,
    params=st.dictionaries(NAMES, ANYTHING, max_size=2),
)
def test_no_unexpected_exception(
    default: object, tool: object, users: object, params: dict[str, object]
) -> None:
    document = {"verbose": False, "default_destination": default, "users": users}
    text = yaml.safe_dump({**document, "tools": {"align": tool}})
    try:
        names = chosen(text, sized(5, user="low", params=params))
    except FailsError as error:
        names = [error.failure.cause]
    assert names
    assert all(isinstance(name, str) for name in names)
