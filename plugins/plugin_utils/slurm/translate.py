# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What a removed or renamed option or value becomes in a given Slurm version.

Translated is what the version refuses, what it ignores, and what its own documentation calls
obsolete; nothing else. Options map to the text behind the "="; a text of several lines stands for
as many lines with the option (Slurm reads SlurmctldHost, and Prolog since 24.05, so).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from . import _translate_data as data
from . import options as known_options
from .options import CGROUP_CONF, SLURM_CONF, VERSIONS, Option, find, ignored, known, release

GONE = "no longer knows {}"
IGNORED = "ignores {}"
OBSOLETE = "has another name for {}"

_RELEASES = ("15.08", "16.05", "17.02", "17.11", "18.08", "19.05", "20.02", *VERSIONS)
_WORD = re.compile(r"(?P<word>.*?)(?:>=(?P<since>[\d.]+))?(?:<=(?P<until>[\d.]+))?")
_CONTROLLERS = ("ControlMachine", "ControlAddr", "BackupController", "BackupAddr")


@dataclass(frozen=True)
class Translation:
    """What was written in place of an option or one of its words; new is empty for nothing."""

    old: str
    new: str
    version: str
    since: str
    verdict: str = GONE
    because: str = ""
    variable: str = "slurm_config"

    @property
    def sentence(self) -> str:
        """Return the warning for the person who wrote the old text."""
        outcome = f"written as {self.new} instead" if self.new else "left out"
        return (
            f"{self.variable}: Slurm {self.version} {self.verdict.format(self.old)} "
            f"(since {self.since}); {outcome}{self.because and f', as {self.because}'}."
        )


@dataclass(frozen=True)
class _Bounds:
    """The releases in which a word may be written."""

    word: str
    since: str | None
    until: str | None

    def allow(self, at: str) -> bool:
        """Return whether the word may be written in a release."""
        return (self.since or at) <= at <= (self.until or at)


@dataclass
class _Draft:
    """The options on their way, and what was changed so far."""

    values: dict[str, str]
    version: str
    variable: str = "slurm_config"
    made: list[Translation] = field(default_factory=list)
    written_as: dict[str, str] = field(default_factory=dict)

    def note(self, old: str, new: str, since: str, verdict: str, because: str = "") -> None:
        """Record one translation."""
        self.made.append(
            Translation(old, new, self.version, since, verdict, because, self.variable)
        )

    def leave_out(self, name: str, since: str, verdict: str, because: str = "") -> None:
        """Take an option away."""
        self.note(_shown(name, self.values.pop(name)), "", since, verdict, because)

    def rename(self, name: str, new_name: str, value: str, since: str, verdict: str) -> None:
        """Write the new option where the old one stood, unless the new one is there already."""
        if new_name in self.values:
            self.leave_out(name, since, verdict, f"{new_name} is set")
            return
        self.note(_shown(name, self.values[name]), _shown(new_name, value), since, verdict)
        self.written_as[new_name] = name
        self.values = {
            (new_name if key == name else key): (value if key == name else text)
            for key, text in self.values.items()
        }

    def add_word(self, name: str, word: str) -> bool:
        """Return whether the word was added; False where its option has that word already."""
        words = _words_of(self.values.get(name, ""))
        if _key(word) in map(_key, words):
            return False
        self.values[name] = ",".join([*words, word])
        return True


def translate(options: Mapping[str, str], version: str) -> tuple[dict[str, str], list[Translation]]:
    """Return the options of slurm.conf as the version wants them, and what was translated.

    Raises ClusterError for an option or a value that the version does not know and that nothing
    replaces.
    """
    at = release(version)
    draft = _Draft(canonical(SLURM_CONF, options, at, "slurm_config"), at)
    for step in (_controllers, _default_storage, _leftovers, _plugins, _words):
        step(draft)
    return draft.values, draft.made


def translate_cgroup(
    options: Mapping[str, str], version: str
) -> tuple[dict[str, str], list[Translation]]:
    """Return the options of cgroup.conf as the version wants them, and what was translated.

    slurmd does not start with an option it has no name for, and none of these has a successor.
    Raises ClusterError as translate() does.
    """
    at = release(version)
    variable = "slurm_cgroup_config"
    draft = _Draft(canonical(CGROUP_CONF, options, at, variable), at, variable)
    for name in list(draft.values):
        because = ""
        if name == "TaskAffinity" and _is_yes(draft.values[name]):
            because = "TaskPlugin=task/affinity of slurm.conf does it"
        _leave_out_if_dead(draft, CGROUP_CONF[name.lower()], because)
    plugin = draft.values.get("CgroupPlugin")
    choices = _bounds(data.CGROUP_PLUGINS)
    if plugin is not None and not _allowed(choices.get(plugin), at):
        raise _no_such_value(variable, "CgroupPlugin", plugin, choices.values(), at)
    return draft.values, draft.made


def canonical(
    table: Mapping[str, Option], options: Mapping[str, str], at: str, variable: str
) -> dict[str, str]:
    """Return the options under the names as Slurm spells them, in the same order.

    Raises ClusterError for a name that Slurm does not have (yet), or that is there twice.
    """
    spelled: dict[str, str] = {}
    for name, value in options.items():
        option = find(table, name)
        if option is None or (option.since or at) > at:
            raise _no_such_option(table, name, value, at, variable)
        if option.name in spelled:
            raise ClusterError(
                f"{variable}: {option.name} is set twice, to {_shown(option.name, value)} and "
                f"{_shown(option.name, spelled[option.name])}: Slurm does not tell {name} from "
                f"{option.name}; keep one."
            )
        spelled[option.name] = value
    return spelled


def _no_such_option(
    table: Mapping[str, Option], name: str, value: str, at: str, variable: str
) -> ClusterError:
    """Return the error for an option that the version does not know."""
    option = find(table, name)
    if option is not None:
        return ClusterError(
            f"{variable}: {_shown(option.name, value)} needs Slurm {option.since} or later, and "
            f"this is Slurm {at}: remove it, or install a newer Slurm."
        )
    meant = known_options.suggest(table, name, at)
    advice = f"did you mean '{meant}'?" if meant else "remove it, or look for a typing mistake."
    return ClusterError(
        f"{variable}: Slurm {at} has no option '{name}' (in '{_shown(name, value)}'); {advice}"
    )


def _controllers(draft: _Draft) -> None:
    """Write SlurmctldHost lines for the four options it replaced.

    Raises ClusterError where Slurm would find no controller in them (_load_slurmctld_host() of
    src/common/read_config.c, 26.05).
    """
    old = {name: draft.values[name] for name in _CONTROLLERS if name in draft.values}
    # Several machines behind one address have no SlurmctldHost form, and the old form still works.
    if not old or "," in old.get("ControlMachine", ""):
        return
    if "SlurmctldHost" in draft.values:
        for name in old:
            draft.leave_out(name, "18.08", IGNORED, "SlurmctldHost is set")
        return
    _require_machines(old)
    hosts = [slurmctld_host(old["ControlMachine"], old.get("ControlAddr"))]
    if "BackupController" in old:
        hosts.append(slurmctld_host(old["BackupController"], old.get("BackupAddr")))
    shown = " ".join(_shown(*item) for item in old.items())
    draft.note(shown, _shown("SlurmctldHost", "\n".join(hosts)), "18.08", OBSOLETE)
    draft.values = {
        ("SlurmctldHost" if name == "ControlMachine" else name): (
            "\n".join(hosts) if name == "ControlMachine" else value
        )
        for name, value in draft.values.items()
        if name not in _CONTROLLERS[1:]
    }


def _require_machines(old: Mapping[str, str]) -> None:
    """Raise ClusterError for an address or a backup without the machine it belongs to."""
    for machine, address in (("ControlMachine", "ControlAddr"), ("BackupController", "BackupAddr")):
        if machine not in old and (address in old or machine == "ControlMachine"):
            raise ClusterError(
                f"slurm_config: {' '.join(_shown(*item) for item in old.items())} names no "
                f"{machine}: write SlurmctldHost, one line for each controller, instead."
            )


def slurmctld_host(machine: str, address: str | None) -> str:
    """Return the SlurmctldHost value for a machine and its address."""
    return f"{machine}({address})" if address and address != machine else machine


def _default_storage(draft: _Draft) -> None:
    """Write the storage options that the DefaultStorage ones stood for until 20.11."""
    names = [name for name in draft.values if name.startswith("DefaultStorage")]
    if not names or known(SLURM_CONF[names[0].lower()], draft.version):
        return
    kind = draft.values.get("DefaultStorageType", "slurmdbd").lower()
    family, plugin = ("JobComp", "jobcomp")
    if kind == "slurmdbd":
        family, plugin = ("AccountingStorage", "accounting_storage")
    for name in names:
        part = name[len("DefaultStorage") :]
        value = f"{plugin}/{kind}" if part == "Type" else draft.values[name]
        # slurmdbd has a user of its own, and its database no place: 20.11 dropped both too.
        if family == "AccountingStorage" and part in ("User", "Loc"):
            draft.leave_out(name, "21.08", GONE)
        else:
            draft.rename(name, family + part, value, "21.08", GONE)


def _leftovers(draft: _Draft) -> None:
    """Rename, fold into another option, or leave out the options that have had their day."""
    for name, value in list(draft.values.items()):
        option = SLURM_CONF[name.lower()]
        since, target = data.RENAMED.get(name, ("99", ""))
        if since <= draft.version:
            draft.rename(name, target, _with_kind(target, value), since, OBSOLETE)
        elif name in data.BECAME_WORD and data.BECAME_WORD[name][0] <= draft.version:
            _become_word(draft, option)
        else:
            _leave_out_if_dead(draft, option)


def _become_word(draft: _Draft, option: Option) -> None:
    """Write the word of another option that the option became, or nothing."""
    since, target, word, values = data.BECAME_WORD[option.name]
    value = draft.values[option.name]
    still_read = known(option, draft.version)
    if values and value.lower() not in values:
        draft.leave_out(option.name, since, IGNORED if still_read else GONE)
        return
    verdict = OBSOLETE if still_read else GONE
    word = word.format(value=value)
    if not draft.add_word(target, word):
        draft.leave_out(option.name, since, verdict, f"{target} has {_key(word)}")
        return
    del draft.values[option.name]
    draft.note(_shown(option.name, value), _shown(target, word), since, verdict)


def _leave_out_if_dead(draft: _Draft, option: Option, because: str = "") -> None:
    """Leave out an option that the version refuses or ignores."""
    if not known(option, draft.version):
        until = option.until or _RELEASES[0]
        since = next((at for at in _RELEASES if at > until), VERSIONS[0])
        draft.leave_out(option.name, since, GONE, because)
    elif ignored(option, draft.version):
        draft.leave_out(option.name, option.ignored_since or VERSIONS[0], IGNORED, because)


def _plugins(draft: _Draft) -> None:
    """Check the plugins, and write the successors of those that are gone.

    Raises ClusterError for a plugin that the version does not have.
    """
    for name, value in list(draft.values.items()):
        if name not in data.PLUGINS:
            continue
        words = _words_of(value)
        new = [_plugin(draft, name, word) for word in words]
        for old_word, new_word in zip(words, new):
            if old_word != new_word:
                draft.note(_shown(name, old_word), _shown(name, new_word), *_fate(name, old_word))
        if new != words:
            draft.values[name] = ",".join(new)


def _fate(option: str, word: str) -> tuple[str, str]:
    """Return since when a plugin has another name, or is gone, and which of the two."""
    kind, table = data.PLUGINS[option]
    prefix, _slash, name = word.rpartition("/")
    if prefix not in ("", kind):
        return data.OLD_KINDS[kind][1], OBSOLETE
    return _after(_bounds(table)[name].until or VERSIONS[0]), GONE


def _plugin(draft: _Draft, option: str, word: str) -> str:
    """Return the plugin to write for a plugin; raises ClusterError where there is none."""
    kind, table = data.PLUGINS[option]
    choices = _bounds(table)
    word = _with_kind(option, word)
    prefix, slash, name = word.rpartition("/")
    # Slurm takes mpi/pmix_v4 for the mpi/pmix that was built with PMIx 4.
    shipped = re.sub(r"_v\d+$", "", name) if kind == "mpi" else name
    bounds = choices.get("none" if shipped.lower() == "none" else shipped)
    right_kind = prefix in ("", kind)
    if right_kind and _allowed(bounds, draft.version):
        return word
    successor = data.PLUGIN_SUCCESSORS.get((kind, name))
    if right_kind and successor and _allowed(choices.get(successor), draft.version):
        return f"{prefix}{slash}{successor}"
    if right_kind and bounds is None and (kind in data.OWN_PLUGINS or "PluginDir" in draft.values):
        return word
    named = [_Bounds(f"{kind}/{each.word}", each.since, each.until) for each in choices.values()]
    written_as = draft.written_as.get(option, option)
    raise _no_such_value("slurm_config", written_as, word, named, draft.version, bounds)


def _with_kind(option: str, value: str) -> str:
    """Return the plugin under the present name of its kind: crypto/munge -> cred/munge."""
    kind = data.PLUGINS[option][0] if option in data.PLUGINS else ""
    old_kind, slash, name = value.partition("/")
    is_old = slash and old_kind == data.OLD_KINDS.get(kind, ("", ""))[0]
    return f"{kind}/{name}" if is_old else value


def _words(draft: _Draft) -> None:
    """Move, rename and leave out words of the options that hold lists of words.

    Raises ClusterError for a word that would keep the daemons from starting.
    """
    for name, value in list(draft.values.items()):
        strict = _bounds(data.STRICT_WORDS.get(name, ""))
        moved = {key: to for (option, key), to in data.MOVED_WORDS.items() if option == name}
        if not strict and not moved:
            continue
        words = _words_of(value)
        kept = [
            word
            for word in words
            if not _move_word(draft, name, word, moved) and _check_word(draft, name, word, strict)
        ]
        if kept != words:
            _replace_words(draft, name, words, kept)


def _replace_words(draft: _Draft, name: str, words: list[str], kept: list[str]) -> None:
    """Write the words that were kept, and those that were added meanwhile."""
    added = _words_of(draft.values[name])[len(words) :]
    if kept or added:
        draft.values[name] = ",".join([*kept, *added])
    else:
        del draft.values[name]


def _move_word(
    draft: _Draft, name: str, word: str, moved: Mapping[str, tuple[str, str, str]]
) -> bool:
    """Return whether the word left its option, for another place or for good."""
    found = next((to for key, to in moved.items() if key.lower() == _key(word)), None)
    if found is None or found[0] > draft.version:
        return False
    since, target, new_word = found
    if not target:
        draft.note(_shown(name, word), "", since, GONE)
        return True
    new_word += word[len(_key(word)) :]
    added = draft.add_word(target, new_word)
    because = "" if added else f"{target} has {_key(new_word)}"
    draft.note(_shown(name, word), _shown(target, new_word) if added else "", since, GONE, because)
    return True


def _check_word(draft: _Draft, name: str, word: str, strict: Mapping[str, _Bounds]) -> bool:
    """Return whether the word stays; raises ClusterError for one that never was, or is to come."""
    if not strict:
        return True
    bounds = next((each for key, each in strict.items() if key.lower() == _key(word)), None)
    if bounds and bounds.until and bounds.until < draft.version:
        draft.note(_shown(name, word), "", _after(bounds.until), GONE)
        return False
    if not _allowed(bounds, draft.version):
        raise _no_such_value("slurm_config", name, word, strict.values(), draft.version, bounds)
    return True


def _no_such_value(
    variable: str,
    option: str,
    value: str,
    choices: Iterable[_Bounds],
    at: str,
    bounds: _Bounds | None = None,
) -> ClusterError:
    """Return the error for a value that the version does not know, with those it does."""
    names = [each.word for each in choices if each.allow(at)]
    history = ""
    if bounds and bounds.until and bounds.until < at:
        history = f" (Slurm {bounds.until} was the last to have it)"
    elif bounds and bounds.since:
        history = f" (Slurm {bounds.since} is the first to have it)"
    return ClusterError(
        f"{variable}: Slurm {at} does not know {_shown(option, value)}{history}: choose from "
        f"{', '.join(names)}."
    )


def _bounds(words: str) -> dict[str, _Bounds]:
    """Return the words of a table, each with the releases it may be written in."""
    matches = (_WORD.fullmatch(word) for word in words.split())
    return {
        match["word"]: _Bounds(match["word"], match["since"], match["until"])
        for match in matches
        if match
    }


def _allowed(bounds: _Bounds | None, at: str) -> bool:
    """Return whether there is such a word, and the release has it."""
    return bounds is not None and bounds.allow(at)


def _after(release_name: str) -> str:
    """Return the first release after one, as far back as the tables go."""
    return next((at for at in _RELEASES if at > release_name), VERSIONS[0])


def _words_of(value: str) -> list[str]:
    """Return the words of a comma list."""
    return [word.strip() for word in value.split(",") if word.strip()]


def _key(word: str) -> str:
    """Return the name of a word, without its value and in lower case."""
    return word.partition("=")[0].lower()


def _is_yes(value: str) -> bool:
    """Return whether Slurm reads the value as true."""
    return value.lower() in data.YES


def _shown(name: str, value: str) -> str:
    """Return an option as a person may see it: each line, and no password."""
    if "pas" in name.lower():  # also where "Pass" is misspelt
        value = "********"
    return " ".join(f"{name}={line}" for line in value.split("\n"))
