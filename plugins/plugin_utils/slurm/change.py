# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The action that a change of configuration requires: none, `scontrol reconfigure`, a restart.

Until 23.02, a reconfigure makes the running daemons read the options again. Since 23.11, it starts
new daemons, which take over the sockets of the old ones (_try_to_reconfig() of
slurmctld/controller.c and slurmd/slurmd.c), and so applies nearly every change. The exceptions are
documented in slurm.conf(5), gres.conf(5), cgroup.conf(5) and scontrol(1) of each version, or follow
from that code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import total_ordering

from . import _translate_data as words_data
from .options import (
    CGROUP_CONF,
    DOWN_NODES,
    NODE,
    NODE_SET,
    PARTITION,
    SLURM_CONF,
    Option,
    find,
    is_ignored,
    release,
)

_REEXEC = "23.11"
# 23.11 could do it too, but its slurm.conf(5) and FAQ ask for a restart; the FAQ of 24.05 does not.
_NODES_RECONFIGURE = "24.05"


def _lower(names: str) -> frozenset[str]:
    return frozenset(names.lower().split())


# A reconfigure keeps or inherits sockets, authentication, the user and the pid file. Moving a
# controller or its state requires the steps in "RELOCATING CONTROLLERS" of slurm.conf(5).
# slurmctld does not start if ClusterName differs from the name in its state directory.
_RESTART = _lower(
    """
    AuthType BackupAddr BackupController ClusterName ControlAddr ControlMachine SlurmctldHost
    SlurmctldPidFile SlurmctldPort SlurmdPidFile SlurmdPort SlurmdUser SlurmUser StateSaveLocation
    TLSType
    """
)
# The first block is documented in slurm.conf(5) up to 23.02. The plugins in the second block are
# loaded only once in these versions, when a daemon starts.
_RESTART_BEFORE_REEXEC = _lower(
    """
    AccountingStorageEnforce CoreSpecPlugin CredType GresTypes JobContainerType MaxJobCount
    MaxNodeCount PluginDir PowerPlugin ProctrackType SchedulerType SelectType SelectTypeParameters
    SwitchType

    AccountingStorageType AcctGatherEnergyType AcctGatherFilesystemType AcctGatherInterconnectType
    AcctGatherProfileType AuthAltTypes BurstBufferType ExtSensorsType JobAcctGatherType JobCompType
    NodeFeaturesPlugins PreemptType PrioritySiteFactorPlugin PriorityType RoutePlugin
    SlurmctldPlugstack TaskPlugin TopologyPlugin
    """
)
_RESTART_WORDS = {
    "communicationparameters": _lower("DisableIPv4 EnableIPv6 NoCtldInAddrAny NoInAddrAny"),
    "topologyparam": _lower("NoCtldInAddrAny NoInAddrAny"),
}
_RESTART_WORDS_BEFORE_REEXEC = {
    "schedulerparameters": _lower("no_backup_scheduling"),
    "slurmctldparameters": _lower("enable_configless"),
}

# scontrol can change these too, and a reconfigure reads them again.
_SOFT_NODE_OPTIONS = _lower("CpuBind Features Reason TRESWeights Weight")
_SYNONYMS = {"feature": "features", "procs": "cpus", "shared": "oversubscribe"}

_YES, _NO = frozenset(words_data.YES), frozenset(("no", "down", "false", "0"))
_CONTINUATION = re.compile(r"\\[ \t]*\n")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)#.*")
_PAIR = re.compile(r'([^\s=]+)\s*=\s*(?:"([^"]*)"|(\S*))')


@total_ordering
class Action(Enum):
    """The action that the daemons need, least disruptive first."""

    NOTHING = "none"
    RECONFIGURE = "reconfigure"
    RESTART = "restart"

    def __lt__(self, other: Action) -> bool:
        order = list(Action)
        return order.index(self) < order.index(other)


_REQUIREMENTS = {
    Action.RECONFIGURE: "requires `scontrol reconfigure`",
    Action.RESTART: "requires a restart of the daemons",
}


@dataclass(frozen=True)
class Change:
    """The action that a change requires, and a sentence for each difference."""

    action: Action
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A slurm.conf as mappings: options, and the values of lines by the name that they define.

    The value of a repeated option has one line for each line of the file.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    partitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    node_sets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    down_nodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Part:
    """A difference: an option, the line that contains it, and its old and new value.

    Without an option, the whole line was added or removed.
    """

    option: str
    old: str | None
    new: str | None
    line: str = ""

    def reason(self, action: Action) -> str:
        """Return a sentence with the difference and the action that it requires."""
        name = f"{self.option} of {self.line}" if self.option and self.line else ""
        name = name or self.option or self.line
        old, new = (_display_value(self.option, value) for value in (self.old, self.new))
        if self.old is None:
            difference = f"{name} was added ({new})"
        elif self.new is None:
            difference = f"{name} was removed (was {old})"
        else:
            difference = f"{name} changed from {old} to {new}"
        return f"{difference}: {_REQUIREMENTS[action]}."


def plan(before: Parts | None, after: Parts, version: str) -> Change:
    """Return the change that a new slurm.conf requires; before is None for the first one.

    Raises ClusterError for an unsupported version.
    """
    version = release(version)
    if before is None:
        return Change(
            Action.RESTART, ("The running configuration is unknown: requires a restart.",)
        )
    parts = [
        *_option_changes(before.options, after.options, version),
        *_node_changes(before.nodes, after.nodes, version),
    ]
    for head, table, old, new in (
        ("PartitionName", PARTITION, before.partitions, after.partitions),
        ("NodeSet", NODE_SET, before.node_sets, after.node_sets),
        ("DownNodes", DOWN_NODES, before.down_nodes, after.down_nodes),
    ):
        lines = _line_changes(head, table, old, new, version)
        parts.extend((Action.RECONFIGURE, part) for part in lines)
    return _summarize(parts)


def plan_file(name: str, before: str | None, after: str | None, version: str) -> Change:
    """Return the change that a new cgroup.conf or gres.conf requires; None is a missing file.

    Raises ClusterError for an unsupported version.
    """
    version = release(version)
    old, new = _parse_lines(before or ""), _parse_lines(after or "")
    if name == "gres.conf":
        return _plan_gres(old, new, version)
    restart_options = _cgroup_restart_options(version)
    return _summarize(
        (Action.RESTART if part.option in restart_options else Action.RECONFIGURE, part)
        for part in _differences(CGROUP_CONF, _merge(old), _merge(new), version, name)
    )


def _summarize(parts: Iterable[tuple[Action, _Part]]) -> Change:
    """Return the change that consists of some parts, most disruptive first."""
    ordered = sorted(parts, key=lambda item: item[0], reverse=True)
    if not ordered:
        return Change(Action.NOTHING)
    return Change(ordered[0][0], tuple(part.reason(action) for action, part in ordered))


def _option_changes(
    before: Mapping[str, str], after: Mapping[str, str], version: str
) -> Iterator[tuple[Action, _Part]]:
    """Yield the changed options of slurm.conf in their order, each with its action."""
    for part in _differences(SLURM_CONF, before, after, version):
        yield _option_action(part, version), part


def _differences(
    table: Mapping[str, Option],
    before: Mapping[str, str],
    after: Mapping[str, str],
    version: str,
    line: str = "",
) -> Iterator[_Part]:
    """Yield the changed options of a file or a line, without those that the version ignores."""
    old, new = (_by_key(table, options) for options in (before, after))
    for key in dict.fromkeys((*new, *old)):
        option = find(table, key)
        is_used = option is None or not is_ignored(option, version)
        if is_used and not _is_same(option, old.get(key), new.get(key)):
            yield _Part(option.name if option else key, old.get(key), new.get(key), line)


def _option_action(part: _Part, version: str) -> Action:
    """Return the action that a changed option of slurm.conf requires."""
    key = part.option.lower()
    options, words = _RESTART, dict(_RESTART_WORDS)
    if version < _REEXEC:
        options = options | _RESTART_BEFORE_REEXEC
        words.update(_RESTART_WORDS_BEFORE_REEXEC)
    changed_words = set(_split_words(part.old or "")) ^ set(_split_words(part.new or ""))
    if key in options or changed_words & words.get(key, frozenset()):
        return Action.RESTART
    return Action.RECONFIGURE


def _node_changes(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]], version: str
) -> Iterator[tuple[Action, _Part]]:
    """Yield the differences between the nodes, each with its action."""
    for part in _line_changes("NodeName", NODE, before, after, version):
        if part.option == "Port":
            action = Action.RESTART
        elif version >= _NODES_RECONFIGURE or part.option.lower() in _SOFT_NODE_OPTIONS:
            action = Action.RECONFIGURE
        else:
            action = Action.RESTART
        yield action, part


def _line_changes(
    head: str,
    table: Mapping[str, Option],
    before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]],
    version: str,
) -> Iterator[_Part]:
    """Yield the differences between lines of the same kind: whole lines, or single options."""
    for name in dict.fromkeys((*after, *before)):
        line = f"{head} {name}"
        if name in before and name in after:
            yield from _differences(table, before[name], after[name], version, line)
        elif name in after:
            yield _Part("", None, _format_options(after[name]), line)
        else:
            yield _Part("", _format_options(before[name]), None, line)


def _cgroup_restart_options(version: str) -> tuple[str, ...]:
    """Return the options of cgroup.conf that slurmd reads only when it starts."""
    if version < _REEXEC:
        return ("CgroupMountpoint", "CgroupPlugin", "IgnoreSystemd", "IgnoreSystemdOnFailure")
    return ("CgroupSlice",)


def _plan_gres(before: list[dict[str, str]], after: list[dict[str, str]], version: str) -> Change:
    """Return the change of gres.conf: Cores, and before 23.11 also Type, require a restart."""
    if before == after:
        return Change(Action.NOTHING)
    restart_keys = ("cores", "cpus") if version >= _REEXEC else ("cores", "cpus", "type")
    action = Action.RECONFIGURE
    static_before, static_after = (
        [line for line in lines if any(key in line for key in restart_keys)]
        for lines in (before, after)
    )
    if static_before != static_after:
        action = Action.RESTART
    removed = [_format_options(line) for line in before if line not in after]
    added = [_format_options(line) for line in after if line not in before]
    old_text, new_text = ("; ".join(lines) or None for lines in (removed, added))
    if old_text is None and new_text is None:
        old_text, new_text = "one order of lines", "another"
    return _summarize([(action, _Part("gres.conf", old_text, new_text))])


def _by_key(table: Mapping[str, Option], options: Mapping[str, str]) -> dict[str, str]:
    """Return the options by lower-case name, with synonyms under one name."""
    keys = ((name.strip().lower(), value) for name, value in options.items())
    # Feature is a synonym of Features only in these lines: a node set has only Feature.
    synonyms = _SYNONYMS if table in (NODE, PARTITION) else {}
    return {synonyms.get(key, key): value for key, value in keys}


def _is_same(option: Option | None, old: str | None, new: str | None) -> bool:
    """Return whether both values of an option mean the same to Slurm."""
    if option is None or old is None or new is None or _is_same_text(old, new):
        return _is_same_text(old, new)
    old, new = old.strip().lower(), new.strip().lower()
    if option.kind == "bool":
        return any(old in words and new in words for words in (_YES, _NO))
    if option.kind in ("int", "size"):
        return old == new
    if option.name in words_data.STRICT_WORDS:
        return sorted(_split_words(old)) == sorted(_split_words(new))
    return False


def _is_same_text(old: str | None, new: str | None) -> bool:
    """Return whether two values are equal except for whitespace."""
    if old is None or new is None:
        return old is new
    return old.split() == new.split()


def _split_words(value: str) -> list[str]:
    """Return the words of a comma-separated list, in lower case."""
    return [word.strip().lower() for word in value.split(",") if word.strip()]


def _parse_lines(text: str) -> list[dict[str, str]]:
    """Return the options of each line by lower-case name, without lines that have none."""
    joined = _CONTINUATION.sub(" ", text)
    parsed = (
        {
            name.lower(): quoted or plain
            for name, quoted, plain in _PAIR.findall(_COMMENT.sub(r"\1", line))
        }
        for line in joined.splitlines()
    )
    return [line for line in parsed if line]


def _merge(lines: list[dict[str, str]]) -> dict[str, str]:
    """Return the options of all lines; the last value wins."""
    return {key: value for line in lines for key, value in line.items()}


def _format_options(options: Mapping[str, str]) -> str:
    """Return options as a line of a configuration file."""
    return " ".join(f"{name}={value}" for name, value in options.items())


def _display_value(name: str, value: str | None) -> str:
    """Return a value for a message: on one line, with passwords masked."""
    if "pas" in name.lower():
        return "********"
    return ", ".join((value or "").split("\n")) or "nothing"
