# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""slurm_config and slurm_cgroup_config, checked and in the words of the installed version."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .conf import SlurmConf, parse
from .entries import text
from .options import CGROUP_CONF, SLURM_CONF, VERSIONS, Option, find, release, repeats
from .translate import canonical, translate, translate_cgroup

_ELSEWHERE = {"nodename": "slurm_nodes", "partitionname": "slurm_partitions"}
_DEFINE = ("nodeset", "downnodes")
_INCLUDE = "include"


@dataclass(frozen=True)
class Asked:
    """What a user asks for: options, and what NodeSet and DownNodes lines define.

    The value of an option that is not to be written, nor chosen by us, is empty.
    """

    values: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    defined: SlurmConf = field(default_factory=SlurmConf)


def slurm_options(options: Mapping[str, t.Any], version: str) -> Asked:
    """Return what slurm_config asks for. Raises ClusterError."""
    texts = _texts("slurm_config", SLURM_CONF, options, version)
    plain, includes, defined = _apart(texts)
    spelled = canonical(SLURM_CONF, plain, release(version), "slurm_config")
    written, made = translate(_with_value(spelled), version)
    return Asked(
        values={**_without_value(spelled), **written, **includes},
        warnings=tuple(each.sentence for each in made),
        defined=defined,
    )


def cgroup_options(options: Mapping[str, t.Any], version: str) -> Asked:
    """Return what slurm_cgroup_config asks for. Raises ClusterError."""
    variable = "slurm_cgroup_config"
    texts = _texts(variable, CGROUP_CONF, options, version)
    spelled = canonical(CGROUP_CONF, texts, release(version), variable)
    written, made = translate_cgroup(_with_value(spelled), version)
    return Asked(
        values={**_without_value(spelled), **written},
        warnings=tuple(each.sentence for each in made),
    )


def _with_value(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options that are to be written."""
    return {name: value for name, value in options.items() if value}


def _without_value(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options that are not to be written."""
    return {name: value for name, value in options.items() if not value}


def _texts(
    variable: str, table: Mapping[str, Option], options: Mapping[str, t.Any], version: str
) -> dict[str, str]:
    """Return options in Slurm's words, without a text for null. Raises ClusterError.

    A list becomes lines where Slurm reads several.
    """
    return {
        str(name): "" if value is None else _text(variable, table, str(name), value, version)
        for name, value in options.items()
    }


def _text(variable: str, table: Mapping[str, Option], name: str, value: t.Any, version: str) -> str:
    """Return the value of one option in Slurm's words. Raises ClusterError."""
    option = find(table, name)
    lines = name.lower() == _INCLUDE or (option is not None and repeats(option, VERSIONS[-1]))
    written = text(f"{variable}: {name}", value, "\n" if lines else ",")
    if not written:
        raise ClusterError(
            f"{variable}: {name} is empty; expected a value, or null for an option that is not to "
            "be written."
        )
    if option is not None and "\n" in written and not repeats(option, version):
        raise ClusterError(
            f"{variable}: {name} is {value!r}, but Slurm {version} takes one line with {name}; "
            "expected a single value."
        )
    return written


def _apart(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], SlurmConf]:
    """Return plain options, Include, and what NodeSet and DownNodes define. Raises ClusterError."""
    plain, includes, lines = {}, [], []
    for name, value in texts.items():
        if name.lower() in _ELSEWHERE:
            raise ClusterError(
                f"slurm_config: {name} is no option; expected it as entries of "
                f"{_ELSEWHERE[name.lower()]}."
            )
        if name.lower() == _INCLUDE:
            includes += [value] if value else []
        elif name.lower() in _DEFINE:
            lines += [f"{name}={line}" for line in value.split("\n")] if value else []
        else:
            plain[name] = value
    try:
        defined = parse("\n".join(lines))
    except ClusterError as error:
        raise ClusterError(f"slurm_config, {', '.join(lines)}: {error}") from error
    return plain, {"Include": "\n".join(includes)} if includes else {}, defined
