# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Composes the configuration files of a cluster from the user's variables and facts of hosts."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...module_utils._errors import ClusterError
from ._translate_data import YES
from .choices import CGROUP_LIMITS, Choice, Cluster, can_use_cgroups, choose
from .conf import Line, SlurmConf, fold, format_pair, render
from .entries import format_checked
from .hostlist import collect
from .inventory import Inventory
from .nodes import compose_nodes
from .options import GRES_CONF, VERSIONS, find, is_known, suggest
from .partitions import compose_partitions
from .user_options import parse_cgroup_options, parse_slurm_options

HEADER = "# Managed by Ansible (galaxyhpc.cluster.slurm): manual changes will be overwritten.\n"


@dataclass(frozen=True)
class Request:
    """The user's variables, unchanged.

    controllers are host names. defaults are the distribution's paths and user. version is None
    until Slurm is installed.
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
    """The configuration, the content of each file, the choices, and warnings for the user."""

    conf: SlurmConf
    files: Mapping[str, str]
    choices: tuple[Choice, ...]
    warnings: tuple[str, ...]


def compose(request: Request, inventory: Inventory) -> Composition:
    """Return the configuration of a cluster. Raises ClusterError.

    Before Slurm is installed, it is the configuration for the newest version that accepts the
    request, without the warnings of that version.
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
    config = parse_slurm_options(request.options, version)
    cgroup = parse_cgroup_options(request.cgroup, version)
    node_lines = compose_nodes(request.nodes, inventory, config.values, version)
    members = [line.name for line in (*node_lines, *config.defined.node_sets)]
    cluster = Cluster(
        nodes=node_lines,
        controllers=inventory.controllers(request.controllers),
        name=inventory.present.options.get("ClusterName"),
        uses_cgroups=can_use_cgroups(config.values, inventory),
    )
    choices = choose(config.values, cgroup.values, cluster)
    chosen = {choice.option: choice.value for choice in choices}
    conf = SlurmConf(
        options=_merge(request.defaults, chosen, config.values),
        nodes=fold(node_lines, collect),
        node_sets=config.defined.node_sets,
        down_nodes=config.defined.down_nodes,
        partitions=tuple(compose_partitions(request.partitions, members, version)),
    )
    _reject_incomplete(conf)
    limits = CGROUP_LIMITS if cluster.uses_cgroups else {}
    files = {
        "slurm.conf": render(
            conf, {choice.option: f"Chosen: {choice.reason}" for choice in choices}
        ),
        "cgroup.conf": _format_options(_merge(limits, cgroup.values)),
        "gres.conf": _format_gres(request.gres, version),
    }
    files = {name: HEADER + content for name, content in files.items()}
    warnings = (*config.warnings, *cgroup.warnings, *_warn_without_default(conf.partitions))
    return Composition(conf, files, tuple(choices), warnings)


def _merge(*layers: Mapping[str, str]) -> dict[str, str]:
    """Return the options of all layers without empty ones; the last layer wins."""
    merged = {name: value for layer in layers for name, value in layer.items()}
    return {name: value for name, value in merged.items() if value}


def _format_options(options: Mapping[str, str]) -> str:
    """Return the text of a file that has only options."""
    return "".join(f"{format_pair(name, options[name])}\n" for name in sorted(options))


def _format_gres(entries: Sequence[Mapping[str, t.Any]], version: str) -> str:
    """Return the text of gres.conf; Slurm requires NodeName first. Raises ClusterError."""
    lines = []
    for number, entry in enumerate(entries, 1):
        values = {}
        for key, value in entry.items():
            option = find(GRES_CONF, str(key))
            if option is None or not is_known(option, version):
                raise ClusterError(
                    f"slurm_gres_config: entry {number} has '{key}', which Slurm {version} does "
                    f"not know.{suggest(GRES_CONF, str(key), version)}"
                )
            values[option.name] = format_checked(
                f"slurm_gres_config: {key} of entry {number}", value
            )
        names = sorted(values, key=lambda name: (name != "NodeName", name != "Name", name))
        lines.append(" ".join(format_pair(name, values[name]) for name in names))
    return "".join(f"{line}\n" for line in lines)


def _reject_incomplete(conf: SlurmConf) -> None:
    """Raise ClusterError if the cluster has no name or no controller: Slurm would not start."""
    if "SlurmctldHost" not in conf.options:
        raise ClusterError(
            "No host has the role controller (slurm_roles, group slurmservers), and slurm_config "
            "has no SlurmctldHost; expected at least one of them."
        )
    if "ClusterName" not in conf.options:
        raise ClusterError(
            "slurm_config: ClusterName is null, but Slurm does not start without a name; expected "
            "a name, or no ClusterName to use the default."
        )


def _warn_without_default(partitions: Sequence[Line]) -> list[str]:
    """Return a warning if there is no default partition."""
    if any(line.values.get("Default", "").lower() in YES for line in partitions):
        return []
    return [
        "slurm_partitions: no partition has Default: YES, so Slurm rejects jobs without a "
        "partition, such as jobs of a Galaxy destination without a native specification."
    ]
