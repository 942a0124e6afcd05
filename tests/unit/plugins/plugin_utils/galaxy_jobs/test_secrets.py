# SPDX-License-Identifier: GPL-3.0-or-later
"""No line is shown with a secret in it."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.report import (
    as_text,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.secrets import (
    mask_line,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source

SECRET = "hunter2"


@pytest.mark.parametrize(
    "text",
    [
        '<param id="private_token">hunter2</param>',
        '<param id="private_token">\n  hunter2\n</param>',
        '<param from_environ="A" id="secret">hunter2</param>',
        '<env id="AWS_SECRET_ACCESS_KEY">hunter2</env>',
        '<param id="amqp_url">pyamqp://galaxy:hunter2@mq.example.org//</param>',
        '<param id="url">https://galaxy:hunter2@pulsar.example.org/</param>',
        "private_token: hunter2",
        "{runner: pulsar, private_token: hunter2, url: x}",
        "params:\n  password: >-\n    hunter2\n",
        "basic_auth:\n  username: a\n  word: hunter2\n",
        "- name: API_TOKEN\n  value: hunter2\n",
        "- value: hunter2\n  name: API_TOKEN\n",
        "- {name: API_TOKEN, value: hunter2}",
        "- {value: hunter2, name: API_TOKEN}",
        "message_queue_url: amqp://a:hunter2@b",
        "url: amqp://a:p@ss@hunter2@b",
    ],
)
def test_hidden(text: str) -> None:
    source = Source("f", text)
    for number in range(1, len(source.lines) + 1):
        assert SECRET not in mask_line(source, number)
    place = source.span(text.index(SECRET), text.index(SECRET) + len(SECRET))
    assert SECRET not in as_text([Finding("GJ101", "n", "startup", "m", place)])


@pytest.mark.parametrize(
    "text",
    [
        '<destination id="main" runner="slurm">',
        '<token name="@MEM@">4000</token>',
        "main: {runner: slurm, nativeSpecification: --mem=4000}",
        "url: https://pulsar.example.org:8913/",
        "- name: THREADS\n  value: 4",
    ],
)
def test_shown(text: str) -> None:
    source = Source("f", text)
    shown = [mask_line(source, number) for number in range(1, len(source.lines) + 1)]
    assert "\n".join(shown) == text


def test_no_message_has_the_password_of_a_url() -> None:
    text = (
        "runners: {a: {load: galaxy.jobs.runners.local:LocalJobRunner}}\n"
        "execution: {default: a, environments: {a: {runner: a}}}\n"
        "tools: [{id: b, environment: 'https://galaxy:hunter2@pulsar.example.org/'}]\n"
    )
    (finding,) = lint(Context(job_conf=read_yaml(text, "job_conf.yml")))
    assert "https://***@pulsar.example.org/" in finding.message
    assert SECRET not in finding.message
