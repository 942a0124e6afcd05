# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules say of whole job_confs: above all, where they must say nothing."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint

RUNNERS = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
"""
RULE = "by_rule: {runner: dynamic, function: by_size}"


def codes(text: str) -> list[str]:
    if text.lstrip().startswith("<"):
        conf = read_xml(text, "job_conf.xml", lambda _path: None)
    else:
        conf = read_yaml(text, "job_conf.yml")
    return [finding.code for finding in lint(Context(job_conf=conf))]


def with_environments(*environments: str, more: str = "") -> str:
    lines = "\n".join(f"    {environment}" for environment in environments)
    first = environments[0].partition(":")[0]
    return f"{RUNNERS}execution:\n  default: {first}\n  environments:\n{lines}\n{more}"


@pytest.mark.parametrize(
    ("environments", "more"),
    [
        pytest.param([RULE, "a: {runner: slurm}"], "", id="rules-may-name-anything"),
        pytest.param(["a: {runner: dynamic_tpv, tpv_config_files: [x]}"], "", id="tpv"),
        pytest.param([RULE], "limits: [{type: concurrent_jobs, id: x, value: 1}]", id="ad-hoc-id"),
        pytest.param(
            ["a: {runner: slurm, tags: [t]}", "b: {runner: local}"],
            "tools: [{id: x, environment: t}, {id: y, environment: b}]",
            id="tag",
        ),
        pytest.param(
            [
                "a: {runner: dynamic, type: burst, from_destination_ids: [b, gone],"
                " to_destination_id: c, num_jobs: 2}",
                "b: {runner: local}",
                "c: {runner: slurm}",
            ],
            "",
            id="burst-counts-jobs-of-what-is-gone",
        ),
        pytest.param(
            ["a: {runner: slurm, resubmit: [{environment: b}]}", "b: {runner: local}"],
            "",
            id="reached-by-resubmission",
        ),
        pytest.param(
            ["a: {runner: slurm, docker_enabled: true, docker_env_A: b, singularity_volumes: c}"]
            + ["b: {runner: local}"],
            "tools: [{id: x, environment: b}]",
            id="container-parameters",
        ),
        pytest.param(
            [
                "a: {runner: slurm, env: [{name: A, value: 4, raw: true}, {file: f},"
                " {execute: module load x}]}",
                "b: {runner: local}",
            ],
            "tools: [{id: x, environment: b}]",
            id="env-forms",
        ),
        pytest.param(
            ["a: {runner: slurm}", "b: {runner: local}"],
            "tools: [{id: x, environment: b}, {id: x, environment: a, source: trackster}]",
            id="second-entry-has-params",
        ),
    ],
)
def test_nothing_to_say(environments: list[str], more: str) -> None:
    assert codes(with_environments(*environments, more=more)) == []


def test_class_of_another_package() -> None:
    assert (
        codes("""
      <job_conf>
        <plugins>
          <plugin id="c" type="runner" load="site.runners:Own"><param id="x">1</param></plugin>
        </plugins>
        <destinations>
          <destination id="a" runner="c"><param id="anything">1</param></destination>
        </destinations>
        <limits><limit type="walltime">1:00:00</limit></limits>
      </job_conf>""")
        == []
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        pytest.param("{runner: slurm, tags: ab}", ["GJ112"], id="letters"),
        pytest.param("{runner: slurm, resubmit: {environment: b}}", ["GJ113"], id="resubmit-map"),
        pytest.param("{runner: slurm, resubmit: [{destination: b}]}", ["GJ120"], id="destination"),
        pytest.param("{runner: slurm, resubmit: [{condition: yes}]}", ["GJ171"], id="boolean"),
        pytest.param("{runner: slurm, env: [{id: A, value: b}]}", ["GJ120", "GJ170"], id="env-id"),
        pytest.param("{runner: slurm, env: {A: b}}", ["GJ114"], id="env-map"),
        pytest.param("{runner: slurm, docker_enabled: treu}", ["GJ105"], id="docker"),
        pytest.param("{runner: slurm, docker_enabld: true}", ["GJ133"], id="misspelt"),
        pytest.param(
            "{runner: slurm, docker_enabled: yes, docker_sudo: flase}", ["GJ136"], id="sudo"
        ),
        pytest.param("{runner: slurm, docker_sudo: flase}", [], id="no-docker-no-sudo"),
        pytest.param("{runner: slurm, x: 1, params: {}}", ["GJ123"], id="beside-params"),
        pytest.param("{runner: slurm, enabled: false}", ["GJ106", "GJ139"], id="disabled"),
        pytest.param("null", ["GJ104", "GJ106", "GJ139"], id="null"),
        pytest.param("{runner: dynamic, type: tpv}", ["GJ161"], id="dynamic-type"),
    ],
)
def test_environment(environment: str, expected: list[str]) -> None:
    slurm = RUNNERS.replace("  local: {load: galaxy.jobs.runners.local:LocalJobRunner}\n", "")
    text = f"{slurm}execution:\n  default: a\n  environments:\n    a: {environment}\n"
    assert sorted(set(codes(text))) == expected


def test_what_is_said_without_a_runner_class_that_is_there() -> None:
    text = with_environments("a: {runner: slurm}", "b: {runner: local}").replace(
        "local:LocalJobRunner", "lwr:LwrJobRunner"
    )
    assert codes(text) == ["GJ130", "GJ154"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param("seconds_running > 60", [], id="good"),
        pytest.param("''", [], id="empty"),
        pytest.param("time_running > 60", ["GJ171"], id="of-the-documentation"),
        pytest.param("true", ["GJ171"], id="not-a-text"),
    ],
)
def test_resubmission_by_galaxy_yml(condition: str, expected: list[str]) -> None:
    conf = read_galaxy_yaml(
        f"""\
galaxy:
  default_job_resubmission_condition: {condition}
  job_config:
    runners: {{local: {{load: galaxy.jobs.runners.local:LocalJobRunner}}}}
    execution: {{default: a, environments: {{a: {{runner: local}}}}}}
""",
        "galaxy.yml",
    )
    assert [finding.code for finding in lint(Context(job_conf=conf))] == expected
