# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The configuration files of a cluster, from what the user wrote and what the hosts say."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...module_utils._errors import ClusterError
from . import nodes, partitions
from ._translate_data import YES
from .choices import CGROUP_LIMITS, Choice, Cluster, choose, limited_by_cgroup
from .conf import Line, SlurmConf, fold, pair, render
from .entries import text
from .hostlist import collect
from .inventory import Inventory
from .options import GRES_CONF, VERSIONS, find, known, suggest
from .user_options import cgroup_options, slurm_options

HEADER = "# Managed by Ansible (galaxyhpc.cluster.slurm): what is changed here is lost.\n"


@dataclass(frozen=True)
class Request:
    """What the user wants, as written.

    controllers are host names; defaults are the distribution's paths and user; version is None as
    long as Slurm is not installed.
    """

    options: Mapping[str, t.Any] = field(default_factory=dict)
    nodes: Sequence[Mapping[str, t.Any]] = ()
    partitions: Sequence[Mapping[str, t.Any]] = ()
    cgroup: Mapping[str, t.Any] = field(default_factory=dict)
    gres: Sequence[Mapping[str, t.Any]] = ()
    controllers: Sequence[str] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    version: str | None = None


@dataclass(frozen=True)
class Composition:
    """The text of each file, what was chosen, and what the author of the request should know."""

    conf: SlurmConf
    files: Mapping[str, str]
    choices: tuple[Choice, ...]
    warnings: tuple[str, ...]


def compose(request: Request, inventory: Inventory) -> Composition:
    """Return the configuration of a cluster. Raises ClusterError.

    Before Slurm is installed it is that of the newest version which takes what the user wrote,
    and nothing is said of what that version would have translated.
    """
    if request.version:
        return _compose(request, inventory, request.version)
    problems = []
    for version in reversed(VERSIONS):
        try:
            return replace(_compose(request, inventory, version), warnings=())
        except ClusterError as error:
            problems.append(error)
    raise problems[0]


def _compose(request: Request, inventory: Inventory, version: str) -> Composition:
    """Return the configuration for a version. Raises ClusterError."""
    config = slurm_options(request.options, version)
    cgroup = cgroup_options(request.cgroup, version)
    node_lines = nodes.nodes(request.nodes, inventory, config.values, version)
    members = [line.name for line in (*node_lines, *config.defined.node_sets)]
    cluster = Cluster(
        nodes=node_lines,
        controllers=inventory.controllers(request.controllers),
        name=inventory.present.options.get("ClusterName"),
        by_cgroup=limited_by_cgroup(config.values, inventory),
    )
    choices = choose(config.values, cgroup.values, cluster)
    chosen = {choice.option: choice.value for choice in choices}
    conf = SlurmConf(
        options=_merged(request.defaults, chosen, config.values),
        nodes=fold(node_lines, collect),
        node_sets=config.defined.node_sets,
        down_nodes=config.defined.down_nodes,
        partitions=tuple(partitions.partitions(request.partitions, members, version)),
    )
    _refuse_incomplete(conf)
    limits = CGROUP_LIMITS if cluster.by_cgroup else {}
    files = {
        "slurm.conf": render(conf, {choice.option: f"Chosen: {choice.why}" for choice in choices}),
        "cgroup.conf": _flat(_merged(limits, cgroup.values)),
        "gres.conf": _gres(request.gres, version),
    }
    files = {name: HEADER + content for name, content in files.items()}
    warnings = (*config.warnings, *cgroup.warnings, *_without_default(conf.partitions))
    return Composition(conf, files, tuple(choices), warnings)


def _merged(*layers: Mapping[str, str]) -> dict[str, str]:
    """Return the options of all layers, the last one first heard, without those left empty."""
    merged = {name: value for layer in layers for name, value in layer.items()}
    return {name: value for name, value in merged.items() if value}


def _flat(options: Mapping[str, str]) -> str:
    """Return the text of a file that has only options."""
    return "".join(f"{pair(name, options[name])}\n" for name in sorted(options))


def _gres(entries: Sequence[Mapping[str, t.Any]], version: str) -> str:
    """Return the text of gres.conf: NodeName first, where Slurm wants it. Raises ClusterError."""
    lines = []
    for number, entry in enumerate(entries, 1):
        values = {}
        for key, value in entry.items():
            option = find(GRES_CONF, str(key))
            if option is None or not known(option, version):
                close = suggest(GRES_CONF, str(key), version)
                raise ClusterError(
                    f"slurm_gres_config: entry {number} has '{key}', which Slurm {version} has not"
                    + (f"; did you mean '{close}'?" if close else ".")
                )
            values[option.name] = text(f"slurm_gres_config: {key} of entry {number}", value)
        names = sorted(values, key=lambda name: (name != "NodeName", name != "Name", name))
        lines.append(" ".join(pair(name, values[name]) for name in names))
    return "".join(f"{line}\n" for line in lines)


def _refuse_incomplete(conf: SlurmConf) -> None:
    """Raise ClusterError where Slurm would not start for want of a name or a controller."""
    if "SlurmctldHost" not in conf.options:
        raise ClusterError(
            "No host has the role controller (slurm_roles, group slurmservers), and slurm_config "
            "has no SlurmctldHost; expected one of them."
        )
    if "ClusterName" not in conf.options:
        raise ClusterError(
            "slurm_config: ClusterName is null, but Slurm does not start without one; expected a "
            "name, or no ClusterName at all, for one that is chosen."
        )


def _without_default(partitions: Sequence[Line]) -> list[str]:
    """Return the warning that jobs which name no partition will be refused."""
    if any(line.values.get("Default", "").lower() in YES for line in partitions):
        return []
    return [
        "slurm_partitions: no partition has Default: YES, so Slurm refuses jobs that name none, "
        "as those of a Galaxy destination without a native specification."
    ]
