# SPDX-License-Identifier: GPL-3.0-or-later
"""Notes and reasons carry their place, and no passwords."""

from __future__ import annotations

from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.differences import (
    Differences,
    all_params,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.job_conf.conversions import (
    read,
)

PLACE = Source("job_conf.yml", "a: 1\nb: 2\n").span(5, 6)


def test_note_starts_with_its_position() -> None:
    differences = Differences()
    differences.note("Left out.", PLACE)
    assert [str(note) for note in differences.notes] == ["job_conf.yml:2:1: Left out."]
    assert differences.reasons == []


def test_reasons_are_not_notes() -> None:
    differences = Differences()
    differences.refuse("XML has no lists.", PLACE)
    assert [str(reason) for reason in differences.reasons] == [
        "job_conf.yml:2:1: XML has no lists."
    ]
    assert differences.notes == []


def test_passwords_in_urls_are_masked() -> None:
    differences = Differences()
    differences.note("Left out: 'amqp://me:hunter2@mq/'.", PLACE)
    differences.refuse("Invalid: 'amqp://me:hunter2@mq/'.", PLACE)
    (note,), (reason,) = differences.notes, differences.reasons
    assert note.message == "Left out: 'amqp://***@mq/'."
    assert reason.message == "Invalid: 'amqp://***@mq/'."


def test_all_params_in_document_order() -> None:
    conf = read(
        """\
        runners:
          r: {load: galaxy.jobs.runners.local:LocalJobRunner, in_runner: 1}
          dynamic: {in_dynamic: 1}
        execution:
          default: d
          environments: {d: {runner: r, in_destination: 1}}
        tools: [{id: t, environment: d, params: {in_tool: 1}}]
        """
    )
    assert [list(params) for params in all_params(conf)] == [
        ["in_runner"],
        ["in_dynamic"],
        ["in_destination"],
        ["in_tool"],
    ]
