# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The configuration files of a cluster, from what the user wrote and what the hosts say."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .._errors import ClusterError
from . import definitions
from ._translate_data import YES
from .choices import CGROUP_LIMITS, Choice, choose, limited_by_cgroup
from .conf import Line, SlurmConf, fold, pair, parse, render
from .definitions import Inventory, text
from .hostlist import collect
from .options import (
    CGROUP_CONF,
    GRES_CONF,
    SLURM_CONF,
    VERSIONS,
    Option,
    find,
    known,
    repeats,
    suggest,
)
from .translate import translate, translate_cgroup

_ELSEWHERE = {"nodename": "slurm_nodes", "partitionname": "slurm_partitions"}
_DEFINE = ("nodeset", "downnodes")
HEADER = "# Managed by Ansible (galaxyhpc.cluster.slurm): what is changed here is lost.\n"


@dataclass(frozen=True)
class Request:
    """What the user wants, as written.

    controllers are host names; defaults are the distribution's paths and user; version is None as
    long as Slurm is not installed, and the newest is assumed then.
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
    """Return the configuration of a cluster. Raises ClusterError."""
    version = request.version or VERSIONS[-1]
    written, defined = _apart(_texts("slurm_config", SLURM_CONF, request.options, version))
    options, translated = translate(written, version)
    cgroup, cgroup_translated = translate_cgroup(
        _texts("slurm_cgroup_config", CGROUP_CONF, request.cgroup, version), version
    )
    nodes = definitions.nodes(request.nodes, inventory, options, version)
    members = [line.name for line in (*nodes, *defined.node_sets)]
    partitions = definitions.partitions(request.partitions, members, version)
    by_cgroup = limited_by_cgroup(options, nodes, inventory)
    controllers = request.controllers or inventory.present_controllers()
    choices = choose(options, cgroup, nodes, controllers, by_cgroup=by_cgroup)
    conf = SlurmConf(
        options={
            **request.defaults,
            **{choice.option: choice.value for choice in choices},
            **options,
        },
        nodes=fold(nodes, collect),
        node_sets=defined.node_sets,
        down_nodes=defined.down_nodes,
        partitions=tuple(partitions),
    )
    _refuse_no_controller(conf)
    limits = CGROUP_LIMITS if by_cgroup else {}
    return Composition(
        conf=conf,
        files={
            "slurm.conf": HEADER
            + render(conf, {choice.option: f"Chosen: {choice.why}" for choice in choices}),
            "cgroup.conf": HEADER + _flat({**limits, **cgroup}),
            "gres.conf": HEADER + _gres(request.gres, version),
        },
        choices=tuple(choices),
        warnings=(
            *(made.sentence for made in (*translated, *cgroup_translated)),
            *_without_default(partitions),
        ),
    )


def _texts(
    variable: str, table: Mapping[str, Option], options: Mapping[str, t.Any], version: str
) -> dict[str, str]:
    """Return options in Slurm's words; a list becomes lines where Slurm reads several.

    Raises ClusterError.
    """
    texts = {}
    for name, value in options.items():
        option = find(table, str(name))
        lines = option is not None and repeats(option, VERSIONS[-1])
        written = text(f"{variable}: {name}", value, "\n" if lines else ",")
        if not written:
            raise ClusterError(
                f"{variable}: {name} is empty; expected a value. Leave the option out where it "
                "has none."
            )
        if option is not None and "\n" in written and not repeats(option, version):
            raise ClusterError(
                f"{variable}: {name} is {value!r}, but Slurm {version} takes one line with {name}; "
                "expected a single value."
            )
        texts[str(name)] = written
    return texts


def _apart(texts: Mapping[str, str]) -> tuple[dict[str, str], SlurmConf]:
    """Return the options of slurm_config, and what its NodeSet and DownNodes lines define.

    Raises ClusterError.
    """
    options, lines = {}, []
    for name, value in texts.items():
        if name.lower() in _ELSEWHERE:
            raise ClusterError(
                f"slurm_config: {name} is no option; expected it as entries of "
                f"{_ELSEWHERE[name.lower()]}."
            )
        if name.lower() in _DEFINE:
            lines += [f"{name}={line}" for line in value.split("\n")]
        else:
            options[name] = value
    try:
        return options, parse("\n".join(lines))
    except ClusterError as error:
        raise ClusterError(f"slurm_config, {', '.join(lines)}: {error}") from error


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


def _refuse_no_controller(conf: SlurmConf) -> None:
    """Raise ClusterError when no host would run slurmctld."""
    if "SlurmctldHost" not in conf.options:
        raise ClusterError(
            "No host has the role controller (slurm_roles, group slurmservers), and slurm_config "
            "has no SlurmctldHost; expected one of them."
        )


def _without_default(partitions: Sequence[Line]) -> list[str]:
    """Return the warning that jobs which name no partition will be refused."""
    if any(line.values.get("Default", "").lower() in YES for line in partitions):
        return []
    return [
        "slurm_partitions: no partition has Default: YES, so Slurm refuses jobs that name none, "
        "as those of a Galaxy destination without a native specification."
    ]
