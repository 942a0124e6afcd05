# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of a configuration: options, tool destinations, resources and choices."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job import (
    MISCONFIGURED,
    SELECT,
    FailsError,
    Job,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_galaxy_yaml,
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.resource_params.read import (
    read as read_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.configuration import (
    Configuration,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.routing.model import (
    Target,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.tool_destinations.read import (
    read,
)

CONF = """
runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}
execution:
  default: main
  environments: {main: {runner: local}, dtd: {runner: dynamic, type: dtd}}
resources: {default: all, groups: {all: [cores]}}
"""
DTD = "verbose: false\ndefault_destination: {}\ntools: {{}}\n"
PARAMS = '<parameters><param name="cores" type="integer" value="1" max="4"/></parameters>'


def configuration(**more: t.Any) -> Configuration:
    documents = {None: read(DTD.format("main"), "dtd.yml"), "b.yml": read("[", "b.yml")}
    return Configuration(read_yaml(CONF, "job_conf.yml"), documents, **more)


def test_config_overrides_inline_options() -> None:
    inline = "\n".join(f"    {line}" for line in CONF.splitlines())
    text = f"galaxy:\n  admin_users: a@b.org\n  debug: true\n  job_config:\n{inline}\n"
    conf = read_galaxy_yaml(text, "galaxy.yml")
    assert conf is not None
    config = Configuration(conf, config={"admin_users": "c@d.org"}).config
    assert (config["admin_users"], config["debug"]) == ("c@d.org", True)


def test_choices_of_tool_destinations() -> None:
    (choice,) = configuration().choices(Target("dtd", "dynamic", {"type": "dtd"}), Job("x"))
    assert (choice.name, choice.step.action) == ("main", "'main'")


@pytest.mark.parametrize("name", ["app", "job", "tool"])
def test_reserved_parameters(name: str) -> None:
    target = Target("dtd", "dynamic", {"type": "dtd", name: "x"})
    with pytest.raises(FailsError, match=f"Parameter '{name}' of 'dtd' replaces"):
        configuration().choices(target, Job("x"))


@pytest.mark.parametrize("kind", ["magic", None, ["a"]])
def test_unknown_type(kind: object) -> None:
    with pytest.raises(FailsError, match="Unknown type .* of dynamic destination 'd'") as caught:
        configuration().choices(Target("d", "dynamic", {"type": kind}), Job("x"))
    assert (caught.value.failure.message == MISCONFIGURED) is not isinstance(kind, list)


def test_missing_document() -> None:
    with pytest.raises(ClusterError, match="'d' reads the file 'no.yml'. Add the file with"):
        configuration().plan(Target("d", "dynamic", {"type": "dtd", "path": "no.yml"}))


def test_unusable_documents_are_left_out() -> None:
    found = configuration()
    assert len(list(found.plans())) == 1
    target = Target("d", "dynamic", {"type": "dtd", "path": "b.yml"})
    for _again in range(2):
        with pytest.raises(FailsError):
            found.plan(target)


def test_resources_are_those_of_the_form() -> None:
    job = Job("x", resources={"cores": "2"})
    assert configuration().with_resources(job) == job
    found = configuration(resource_params=read_params(PARAMS, "params.xml"))
    assert found.with_resources(job).resources == {"cores": 2}
    unchanged = found.with_resources(Job("x"))
    assert unchanged.resources == {SELECT: "no"}
    with pytest.raises(ClusterError, match="'cores' is 9, but max is 4"):
        found.with_resources(Job("x", resources={"cores": 9}))


def test_without_tpv_nothing_is_distinguished() -> None:
    assert configuration().distinguished == ()
