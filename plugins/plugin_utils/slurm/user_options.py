# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Validates slurm_config and slurm_cgroup_config and translates them to the installed version."""

from __future__ import annotations

import typing as t
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .conf import SlurmConf, parse
from .entries import format_checked
from .options import CGROUP_CONF, SLURM_CONF, VERSIONS, Option, find, is_repeatable, release
from .translate import canonicalize, translate, translate_cgroup

_VARIABLES = {"nodename": "slurm_nodes", "partitionname": "slurm_partitions"}
_DEFINITIONS = ("nodeset", "downnodes")
_INCLUDE = "include"


@dataclass(frozen=True)
class UserOptions:
    """The options that a user set, and the definitions of NodeSet and DownNodes lines.

    An empty value means that the option is omitted and has no default.
    """

    values: Mapping[str, str]
    warnings: tuple[str, ...] = ()
    defined: SlurmConf = field(default_factory=SlurmConf)


def parse_slurm_options(options: Mapping[str, t.Any], version: str) -> UserOptions:
    """Return the options of slurm_config. Raises ClusterError."""
    texts = _format_options("slurm_config", SLURM_CONF, options, version)
    plain, includes, defined = _split(texts)
    spelled = canonicalize(SLURM_CONF, plain, release(version), "slurm_config")
    written, translations = translate(_with_value(spelled), version)
    return UserOptions(
        values={**_without_value(spelled), **written, **includes},
        warnings=tuple(translation.sentence for translation in translations),
        defined=defined,
    )


def parse_cgroup_options(options: Mapping[str, t.Any], version: str) -> UserOptions:
    """Return the options of slurm_cgroup_config. Raises ClusterError."""
    variable = "slurm_cgroup_config"
    texts = _format_options(variable, CGROUP_CONF, options, version)
    spelled = canonicalize(CGROUP_CONF, texts, release(version), variable)
    written, translations = translate_cgroup(_with_value(spelled), version)
    return UserOptions(
        values={**_without_value(spelled), **written},
        warnings=tuple(translation.sentence for translation in translations),
    )


def _with_value(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options that have a value."""
    return {name: value for name, value in options.items() if value}


def _without_value(options: Mapping[str, str]) -> dict[str, str]:
    """Return the options that have no value."""
    return {name: value for name, value in options.items() if not value}


def _format_options(
    variable: str, table: Mapping[str, Option], options: Mapping[str, t.Any], version: str
) -> dict[str, str]:
    """Return options in Slurm's syntax, with an empty text for null. Raises ClusterError.

    A list becomes several lines if the option is repeatable.
    """
    return {
        str(name): ""
        if value is None
        else _format_option(variable, table, str(name), value, version)
        for name, value in options.items()
    }


def _format_option(
    variable: str, table: Mapping[str, Option], name: str, value: t.Any, version: str
) -> str:
    """Return the value of one option in Slurm's syntax. Raises ClusterError."""
    option = find(table, name)
    has_lines = name.lower() == _INCLUDE or (
        option is not None and is_repeatable(option, VERSIONS[-1])
    )
    text = format_checked(f"{variable}: {name}", value, "\n" if has_lines else ",")
    if not text:
        raise ClusterError(
            f"{variable}: {name} is empty; expected a value, or null to omit the option."
        )
    if option is not None and "\n" in text and not is_repeatable(option, version):
        raise ClusterError(
            f"{variable}: {name} is {value!r}, but Slurm {version} accepts only one line with "
            f"{name}; expected a single value."
        )
    return text


def _split(texts: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], SlurmConf]:
    """Return plain options, Include, and NodeSet and DownNodes lines. Raises ClusterError."""
    plain, includes, lines = {}, [], []
    for name, value in texts.items():
        if name.lower() in _VARIABLES:
            raise ClusterError(
                f"slurm_config: {name} is not allowed here; expected entries of "
                f"{_VARIABLES[name.lower()]}."
            )
        if name.lower() == _INCLUDE:
            includes += [value] if value else []
        elif name.lower() in _DEFINITIONS:
            lines += [f"{name}={line}" for line in value.split("\n")] if value else []
        else:
            plain[name] = value
    try:
        defined = parse("\n".join(lines))
    except ClusterError as error:
        raise ClusterError(f"slurm_config, {', '.join(lines)}: {error}") from error
    return plain, {"Include": "\n".join(includes)} if includes else {}, defined
