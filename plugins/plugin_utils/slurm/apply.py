# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The action that running daemons need to use changed configuration files."""

from __future__ import annotations

from collections.abc import Mapping

from .change import Change, Parts, plan, plan_file
from .conf import Line, SlurmConf, parse
from .nodes import single_nodes


def plan_files(
    recorded: Mapping[str, str | None], files: Mapping[str, str], version: str
) -> Change:
    """Return the change that new files, by name, require. Raises ClusterError.

    recorded are the files that the daemons run with, None for those that are unknown.
    """
    before = recorded.get("slurm.conf")
    changes = [
        plan(
            None if before is None else _parts(parse(before)),
            _parts(parse(files["slurm.conf"])),
            version,
        ),
        *(
            plan_file(name, recorded.get(name), text, version)
            for name, text in files.items()
            if name != "slurm.conf"
        ),
    ]
    return Change(
        max(change.action for change in changes),
        tuple(reason for change in changes for reason in change.reasons),
    )


def _parts(conf: SlurmConf) -> Parts:
    """Return the parts of a configuration; nodes are single, so that folding makes no change."""
    return Parts(
        options=conf.options,
        nodes={node.name: node.values for line in conf.nodes for node in single_nodes(line)},
        partitions=_by_name(conf.partitions),
        node_sets=_by_name(conf.node_sets),
        down_nodes=_by_name(conf.down_nodes),
    )


def _by_name(lines: tuple[Line, ...]) -> dict[str, Mapping[str, str]]:
    """Return the values of lines by the name that each line defines."""
    return {line.name: line.values for line in lines}
