# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a change of configuration asks of the daemons: nothing, `scontrol reconfigure`, a restart.

Until 23.02 a reconfigure makes the running daemons read the options again; since 23.11 it starts
new daemons that take over the old ones' sockets (_try_to_reconfig() of slurmctld/controller.c and
slurmd/slurmd.c) and so reaches nearly everything. What still needs a restart is said by
slurm.conf(5), gres.conf(5), cgroup.conf(5) and scontrol(1) of each version, or follows from that
code.
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
    ignored,
    release,
)

_REEXEC = "23.11"
# 23.11 could do it too, but its slurm.conf(5) and FAQ ask for a restart; the FAQ of 24.05 does not.
_NODES_RECONFIGURE = "24.05"


def _lower(names: str) -> frozenset[str]:
    return frozenset(names.lower().split())


# Sockets, authentication, the user and the pid file belong to the process that a reconfigure keeps
# or inherits from; a controller or its state that moves needs "RELOCATING CONTROLLERS" of
# slurm.conf(5); and slurmctld does not start under a ClusterName its state was not made for.
_RESTART = _lower(
    """
    AuthType BackupAddr BackupController ClusterName ControlAddr ControlMachine SlurmctldHost
    SlurmctldPidFile SlurmctldPort SlurmdPidFile SlurmdPort SlurmdUser SlurmUser StateSaveLocation
    TLSType
    """
)
# The first two lines are those of slurm.conf(5) up to 23.02; the plugins below are loaded once, at
# the start of a daemon, by the code of those versions.
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

# What scontrol can change too, and a reconfigure reads again.
_SOFT_NODE_OPTIONS = _lower("CpuBind Features Reason TRESWeights Weight")
_SAME_AS = {"feature": "features", "procs": "cpus", "shared": "oversubscribe"}

_YES, _NO = frozenset(words_data.YES), frozenset(("no", "down", "false", "0"))
_CONTINUATION = re.compile(r"\\[ \t]*\n")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)#.*")
_PAIR = re.compile(r'([^\s=]+)\s*=\s*(?:"([^"]*)"|(\S*))')


@total_ordering
class Action(Enum):
    """What the daemons need, from least to most."""

    NOTHING = "none"
    RECONFIGURE = "reconfigure"
    RESTART = "restart"

    def __lt__(self, other: Action) -> bool:
        order = list(Action)
        return order.index(self) < order.index(other)


_ASKS = {
    Action.RECONFIGURE: "`scontrol reconfigure` makes it known",
    Action.RESTART: "the daemons must be restarted",
}


@dataclass(frozen=True)
class Change:
    """What a change of configuration needs, and a sentence for each of its parts."""

    action: Action
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parts:
    """A slurm.conf as plain mappings: options, and the lines by the name they define.

    An option of several lines holds them in one text, a line each.
    """

    options: Mapping[str, str] = field(default_factory=dict)
    nodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    partitions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    node_sets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    down_nodes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Part:
    """One thing that changed: an option, where it stands, and its value before and after.

    Without an option it is the whole line that came or went.
    """

    option: str
    old: str | None
    new: str | None
    line: str = ""

    def reason(self, action: Action) -> str:
        """Return the sentence that says what changed and what it needs."""
        name = f"{self.option} of {self.line}" if self.option and self.line else ""
        name = name or self.option or self.line
        old, new = (_shown(self.option, value) for value in (self.old, self.new))
        if self.old is None:
            what = f"{name} is new ({new})"
        elif self.new is None:
            what = f"{name} is gone (was {old})"
        else:
            what = f"{name} changes from {old} to {new}"
        return f"{what}: {_ASKS[action]}."


def plan(before: Parts | None, after: Parts, version: str) -> Change:
    """Return what the step from one slurm.conf to the next needs; before is None for the first.

    Raises ClusterError for a version that is not supported.
    """
    at = release(version)
    if before is None:
        return Change(
            Action.RESTART, ("No configuration is on record: the daemons must be started with it.",)
        )
    found = [
        *_option_changes(before.options, after.options, at),
        *_node_changes(before.nodes, after.nodes, at),
    ]
    for head, table, old, new in (
        ("PartitionName", PARTITION, before.partitions, after.partitions),
        ("NodeSet", NODE_SET, before.node_sets, after.node_sets),
        ("DownNodes", DOWN_NODES, before.down_nodes, after.down_nodes),
    ):
        parts = _line_changes(head, table, old, new, at)
        found.extend((Action.RECONFIGURE, part) for part in parts)
    return _change(found)


def plan_file(name: str, before: str | None, after: str | None, version: str) -> Change:
    """Return what a change of cgroup.conf or gres.conf needs; None stands for no such file.

    Raises ClusterError for a version that is not supported.
    """
    at = release(version)
    old, new = _lines(before or ""), _lines(after or "")
    if name == "gres.conf":
        return _plan_gres(old, new, at)
    return _change(
        (Action.RESTART if part.option in _hard_cgroup_options(at) else Action.RECONFIGURE, part)
        for part in _differences(CGROUP_CONF, _merged(old), _merged(new), at, name)
    )


def _change(found: Iterable[tuple[Action, _Part]]) -> Change:
    """Return the change that the parts make up, those that need most first."""
    parts = sorted(found, key=lambda item: item[0], reverse=True)
    if not parts:
        return Change(Action.NOTHING)
    return Change(parts[0][0], tuple(part.reason(action) for action, part in parts))


def _option_changes(
    before: Mapping[str, str], after: Mapping[str, str], at: str
) -> Iterator[tuple[Action, _Part]]:
    """Yield the options of slurm.conf that changed, in their order."""
    for part in _differences(SLURM_CONF, before, after, at):
        yield _option_action(part, at), part


def _differences(
    table: Mapping[str, Option],
    before: Mapping[str, str],
    after: Mapping[str, str],
    at: str,
    line: str = "",
) -> Iterator[_Part]:
    """Yield the options of a file or a line that changed and that the version heeds."""
    old, new = (_by_key(table, options) for options in (before, after))
    for key in dict.fromkeys((*new, *old)):
        option = find(table, key)
        heeded = option is None or not ignored(option, at)
        if heeded and not _same(option, old.get(key), new.get(key)):
            yield _Part(option.name if option else key, old.get(key), new.get(key), line)


def _option_action(part: _Part, at: str) -> Action:
    """Return what a change of an option of slurm.conf needs."""
    key = part.option.lower()
    options, words = _RESTART, dict(_RESTART_WORDS)
    if at < _REEXEC:
        options = options | _RESTART_BEFORE_REEXEC
        words.update(_RESTART_WORDS_BEFORE_REEXEC)
    changed_words = set(_words(part.old or "")) ^ set(_words(part.new or ""))
    if key in options or changed_words & words.get(key, frozenset()):
        return Action.RESTART
    return Action.RECONFIGURE


def _node_changes(
    before: Mapping[str, Mapping[str, str]], after: Mapping[str, Mapping[str, str]], at: str
) -> Iterator[tuple[Action, _Part]]:
    """Yield the nodes that came, went or are defined in another way."""
    for part in _line_changes("NodeName", NODE, before, after, at):
        if part.option == "Port":
            action = Action.RESTART
        elif at >= _NODES_RECONFIGURE or part.option.lower() in _SOFT_NODE_OPTIONS:
            action = Action.RECONFIGURE
        else:
            action = Action.RESTART
        yield action, part


def _line_changes(
    head: str,
    table: Mapping[str, Option],
    before: Mapping[str, Mapping[str, str]],
    after: Mapping[str, Mapping[str, str]],
    at: str,
) -> Iterator[_Part]:
    """Yield what changed in the lines of one kind: a line as a whole, or an option of it."""
    for name in dict.fromkeys((*after, *before)):
        line = f"{head} {name}"
        if name in before and name in after:
            yield from _differences(table, before[name], after[name], at, line)
        elif name in after:
            yield _Part("", None, _text(after[name]), line)
        else:
            yield _Part("", _text(before[name]), None, line)


def _hard_cgroup_options(at: str) -> tuple[str, ...]:
    """Return the options of cgroup.conf that slurmd heeds only when it starts."""
    if at < _REEXEC:
        return ("CgroupMountpoint", "CgroupPlugin", "IgnoreSystemd", "IgnoreSystemdOnFailure")
    return ("CgroupSlice",)


def _plan_gres(before: list[dict[str, str]], after: list[dict[str, str]], at: str) -> Change:
    """Return what a change of gres.conf needs: its Cores, and Type before 23.11, need a restart."""
    if before == after:
        return Change(Action.NOTHING)
    hard = ("cores", "cpus") if at >= _REEXEC else ("cores", "cpus", "type")
    action = Action.RECONFIGURE
    kept_before, kept_after = (
        [line for line in lines if any(key in line for key in hard)] for lines in (before, after)
    )
    if kept_before != kept_after:
        action = Action.RESTART
    gone = [_text(line) for line in before if line not in after]
    new = [_text(line) for line in after if line not in before]
    old_text, new_text = ("; ".join(lines) or None for lines in (gone, new))
    if old_text is None and new_text is None:
        old_text, new_text = "one order of lines", "another"
    return _change([(action, _Part("gres.conf", old_text, new_text))])


def _by_key(table: Mapping[str, Option], options: Mapping[str, str]) -> dict[str, str]:
    """Return the options by lower-case name, the names that mean the same made one."""
    keys = ((name.strip().lower(), value) for name, value in options.items())
    # A node set has a Feature of its own, which is no other name for anything.
    alike = _SAME_AS if table in (NODE, PARTITION) else {}
    return {alike.get(key, key): value for key, value in keys}


def _same(option: Option | None, old: str | None, new: str | None) -> bool:
    """Return whether Slurm reads both values of an option alike."""
    if option is None or old is None or new is None or _same_text(old, new):
        return _same_text(old, new)
    old, new = old.strip().lower(), new.strip().lower()
    if option.kind == "bool":
        return any(old in words and new in words for words in (_YES, _NO))
    if option.kind in ("int", "size"):
        return old == new
    if option.name in words_data.STRICT_WORDS:
        return sorted(_words(old)) == sorted(_words(new))
    return False


def _same_text(old: str | None, new: str | None) -> bool:
    """Return whether two values differ in white space at most."""
    if old is None or new is None:
        return old is new
    return old.split() == new.split()


def _words(value: str) -> list[str]:
    """Return the words of a comma list, in lower case."""
    return [word.strip().lower() for word in value.split(",") if word.strip()]


def _lines(text: str) -> list[dict[str, str]]:
    """Return the options of each line of a file that has any, by lower-case name."""
    joined = _CONTINUATION.sub(" ", text)
    found = (
        {
            name.lower(): quoted or plain
            for name, quoted, plain in _PAIR.findall(_COMMENT.sub(r"\1", line))
        }
        for line in joined.splitlines()
    )
    return [line for line in found if line]


def _merged(lines: list[dict[str, str]]) -> dict[str, str]:
    """Return the options of all lines as one."""
    return {key: value for line in lines for key, value in line.items()}


def _text(options: Mapping[str, str]) -> str:
    """Return options as a line of a configuration file."""
    return " ".join(f"{name}={value}" for name, value in options.items())


def _shown(name: str, value: str | None) -> str:
    """Return a value as a person may see it: on one line, and no password."""
    if "pas" in name.lower():
        return "********"
    return ", ".join((value or "").split("\n")) or "nothing"
