# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What daemons that run with one set of configuration files need to run with another."""

from __future__ import annotations

from collections.abc import Mapping

from .change import Change, Parts, plan, plan_file
from .conf import Line, SlurmConf, parse
from .nodes import single_nodes


def needed(recorded: Mapping[str, str | None], wanted: Mapping[str, str], version: str) -> Change:
    """Return what the files, by name, ask of the daemons. Raises ClusterError.

    recorded are the files the daemons run with, as far as that is known.
    """
    before = recorded.get("slurm.conf")
    changes = [
        plan(
            None if before is None else _parts(parse(before)),
            _parts(parse(wanted["slurm.conf"])),
            version,
        ),
        *(
            plan_file(name, recorded.get(name), text, version)
            for name, text in wanted.items()
            if name != "slurm.conf"
        ),
    ]
    return Change(
        max(change.action for change in changes),
        tuple(reason for change in changes for reason in change.reasons),
    )


def _parts(conf: SlurmConf) -> Parts:
    """Return a configuration by single nodes, so that it does not matter how they are folded."""
    return Parts(
        options=conf.options,
        nodes={node.name: node.values for line in conf.nodes for node in single_nodes(line)},
        partitions=_by_name(conf.partitions),
        node_sets=_by_name(conf.node_sets),
        down_nodes=_by_name(conf.down_nodes),
    )


def _by_name(lines: tuple[Line, ...]) -> dict[str, Mapping[str, str]]:
    """Return lines by the name they define."""
    return {line.name: line.values for line in lines}
