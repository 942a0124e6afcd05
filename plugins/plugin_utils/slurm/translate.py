# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Translates removed and renamed options and values for a Slurm version.

Only options and values are translated that the version rejects or ignores, or that its own
documentation calls obsolete. Options map to the text after "=". A text of several lines is written
as several lines with the option (for SlurmctldHost, and for Prolog since 24.05).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from . import _translate_data as data
from .options import (
    CGROUP_CONF,
    SLURM_CONF,
    VERSIONS,
    Option,
    find,
    is_ignored,
    is_known,
    release,
    suggest,
)

GONE = "no longer knows {}"
IGNORED = "ignores {}"
OBSOLETE = "has replaced {}"

_RELEASES = ("15.08", "16.05", "17.02", "17.11", "18.08", "19.05", "20.02", *VERSIONS)
_WORD = re.compile(r"(?P<word>.*?)(?:>=(?P<since>[\d.]+))?(?:<=(?P<until>[\d.]+))?")
_CONTROLLERS = ("ControlMachine", "ControlAddr", "BackupController", "BackupAddr")


@dataclass(frozen=True)
class Translation:
    """The replacement of an option or one of its words; new is empty if it was omitted."""

    old: str
    new: str
    version: str
    since: str
    verdict: str = GONE
    reason: str = ""
    variable: str = "slurm_config"

    @property
    def sentence(self) -> str:
        """The warning for users."""
        outcome = f"written as {self.new} instead" if self.new else "omitted"
        return (
            f"{self.variable}: Slurm {self.version} {self.verdict.format(self.old)} "
            f"(since {self.since}); {outcome}{self.reason and f', because {self.reason}'}."
        )


@dataclass(frozen=True)
class _Bounds:
    """A word and the releases that accept it."""

    word: str
    since: str | None
    until: str | None

    def allows(self, version: str) -> bool:
        """Return whether a release accepts the word."""
        return (self.since or version) <= version <= (self.until or version)


@dataclass
class _Draft:
    """The options during translation, and the translations so far."""

    values: dict[str, str]
    version: str
    variable: str = "slurm_config"
    translations: list[Translation] = field(default_factory=list)
    written_as: dict[str, str] = field(default_factory=dict)

    def record(self, old: str, new: str, since: str, verdict: str, reason: str = "") -> None:
        """Record a translation."""
        self.translations.append(
            Translation(
                old=old,
                new=new,
                version=self.version,
                since=since,
                verdict=verdict,
                reason=reason,
                variable=self.variable,
            )
        )

    def omit(self, name: str, since: str, verdict: str, reason: str = "") -> None:
        """Remove an option."""
        self.record(_format_option(name, self.values.pop(name)), "", since, verdict, reason)

    def rename(self, name: str, new_name: str, value: str, since: str, verdict: str) -> None:
        """Replace an option at its position, or remove it if the new one is set already."""
        if new_name in self.values:
            self.omit(name, since, verdict, f"{new_name} is set")
            return
        old, new = _format_option(name, self.values[name]), _format_option(new_name, value)
        self.record(old, new, since, verdict)
        self.written_as[new_name] = name
        self.values = {
            (new_name if key == name else key): (value if key == name else text)
            for key, text in self.values.items()
        }

    def add_word(self, name: str, word: str) -> bool:
        """Add a word to an option and return True, or return False if it is there already."""
        words = _split_words(self.values.get(name, ""))
        if _word_name(word) in map(_word_name, words):
            return False
        self.values[name] = ",".join([*words, word])
        return True


def translate(options: Mapping[str, str], version: str) -> tuple[dict[str, str], list[Translation]]:
    """Return the options of slurm.conf for the version, and the translations.

    Raises ClusterError for an option or value that is unknown to the version and has no
    replacement.
    """
    version = release(version)
    draft = _Draft(canonicalize(SLURM_CONF, options, version, "slurm_config"), version)
    for translate_part in (
        _translate_controllers,
        _translate_default_storage,
        _translate_old_options,
        _translate_plugins,
        _translate_words,
    ):
        translate_part(draft)
    return draft.values, draft.translations


def translate_cgroup(
    options: Mapping[str, str], version: str
) -> tuple[dict[str, str], list[Translation]]:
    """Return the options of cgroup.conf for the version, and the translations.

    slurmd does not start with an unknown option, and no removed option has a successor.
    Raises ClusterError as translate() does.
    """
    version = release(version)
    variable = "slurm_cgroup_config"
    draft = _Draft(canonicalize(CGROUP_CONF, options, version, variable), version, variable)
    for name in list(draft.values):
        reason = ""
        if name == "TaskAffinity" and _is_yes(draft.values[name]):
            reason = "TaskPlugin=task/affinity in slurm.conf replaces it"
        _omit_if_unused(draft, CGROUP_CONF[name.lower()], reason)
    plugin = draft.values.get("CgroupPlugin")
    choices = _parse_bounds(data.CGROUP_PLUGINS)
    if plugin is not None and not _is_allowed(choices.get(plugin), version):
        raise _unknown_value(variable, "CgroupPlugin", plugin, choices.values(), version)
    return draft.values, draft.translations


def canonicalize(
    table: Mapping[str, Option], options: Mapping[str, str], version: str, variable: str
) -> dict[str, str]:
    """Return the options with names in Slurm's spelling, in the same order.

    Raises ClusterError for a duplicate name, and for one that is unknown to the version.
    """
    spelled: dict[str, str] = {}
    for name, value in options.items():
        option = find(table, name)
        if option is None or (option.since or version) > version:
            raise _unknown_option(table, name, value, version, variable)
        if option.name in spelled:
            raise ClusterError(
                f"{variable}: {option.name} is set twice, to "
                f"{_format_option(option.name, value)} and "
                f"{_format_option(option.name, spelled[option.name])}. Option names are "
                "case-insensitive. Keep only one of them."
            )
        spelled[option.name] = value
    return spelled


def _unknown_option(
    table: Mapping[str, Option], name: str, value: str, version: str, variable: str
) -> ClusterError:
    """Return the error for an option that the version does not know."""
    option = find(table, name)
    if option is not None:
        return ClusterError(
            f"{variable}: {_format_option(option.name, value)} requires Slurm {option.since} or "
            f"later, but Slurm {version} is installed. Remove it, or install a newer Slurm."
        )
    advice = suggest(table, name, version) or " Remove it, or check its spelling."
    return ClusterError(
        f"{variable}: Slurm {version} has no option '{name}' (in "
        f"'{_format_option(name, value)}').{advice}"
    )


def _translate_controllers(draft: _Draft) -> None:
    """Replace the four old options of controllers by SlurmctldHost lines.

    Raises ClusterError if Slurm would find no controller in them (_load_slurmctld_host() of
    src/common/read_config.c, 26.05).
    """
    old = {name: draft.values[name] for name in _CONTROLLERS if name in draft.values}
    # SlurmctldHost cannot express several machines at one address; the old options still work.
    if not old or "," in old.get("ControlMachine", ""):
        return
    if "SlurmctldHost" in draft.values:
        for name in old:
            draft.omit(name, "18.08", IGNORED, "SlurmctldHost is set")
        return
    _require_machines(old)
    hosts = [slurmctld_host(old["ControlMachine"], old.get("ControlAddr"))]
    if "BackupController" in old:
        hosts.append(slurmctld_host(old["BackupController"], old.get("BackupAddr")))
    old_text = " ".join(_format_option(*item) for item in old.items())
    draft.record(old_text, _format_option("SlurmctldHost", "\n".join(hosts)), "18.08", OBSOLETE)
    draft.values = {
        ("SlurmctldHost" if name == "ControlMachine" else name): (
            "\n".join(hosts) if name == "ControlMachine" else value
        )
        for name, value in draft.values.items()
        if name not in _CONTROLLERS[1:]
    }


def _require_machines(old: Mapping[str, str]) -> None:
    """Raise ClusterError for an address without its machine, or a backup without a primary."""
    for machine, address in (("ControlMachine", "ControlAddr"), ("BackupController", "BackupAddr")):
        if machine not in old and (address in old or machine == "ControlMachine"):
            raise ClusterError(
                f"slurm_config: {' '.join(_format_option(*item) for item in old.items())} requires "
                f"{machine}. Use SlurmctldHost instead, one line for each controller."
            )


def slurmctld_host(machine: str, address: str | None) -> str:
    """Return the SlurmctldHost value for a machine and its address."""
    return f"{machine}({address})" if address and address != machine else machine


def _translate_default_storage(draft: _Draft) -> None:
    """Replace DefaultStorage options, which set other storage options until 20.11."""
    names = [name for name in draft.values if name.startswith("DefaultStorage")]
    if not names or is_known(SLURM_CONF[names[0].lower()], draft.version):
        return
    kind = draft.values.get("DefaultStorageType", "slurmdbd").lower()
    family, plugin = ("JobComp", "jobcomp")
    if kind == "slurmdbd":
        family, plugin = ("AccountingStorage", "accounting_storage")
    for name in names:
        part = name[len("DefaultStorage") :]
        value = f"{plugin}/{kind}" if part == "Type" else draft.values[name]
        # slurmdbd has its own user, and no Loc; 20.11 dropped both as well.
        if family == "AccountingStorage" and part in ("User", "Loc"):
            draft.omit(name, "21.08", GONE)
        else:
            draft.rename(name, family + part, value, "21.08", GONE)


def _translate_old_options(draft: _Draft) -> None:
    """Rename old options, move them into other options, or omit them."""
    for name, value in list(draft.values.items()):
        option = SLURM_CONF[name.lower()]
        since, target = data.RENAMED.get(name, ("99", ""))
        if since <= draft.version:
            draft.rename(name, target, _with_kind(target, value), since, OBSOLETE)
        elif name in data.BECAME_WORD and data.BECAME_WORD[name][0] <= draft.version:
            _convert_to_word(draft, option)
        else:
            _omit_if_unused(draft, option)


def _convert_to_word(draft: _Draft, option: Option) -> None:
    """Replace an option by a word of another option, or omit it if its value is the default."""
    since, target, word, values = data.BECAME_WORD[option.name]
    value = draft.values[option.name]
    is_still_known = is_known(option, draft.version)
    if values and value.lower() not in values:
        draft.omit(option.name, since, IGNORED if is_still_known else GONE)
        return
    verdict = OBSOLETE if is_still_known else GONE
    word = word.format(value=value)
    if not draft.add_word(target, word):
        draft.omit(option.name, since, verdict, f"{target} has {_word_name(word)}")
        return
    del draft.values[option.name]
    old, new = _format_option(option.name, value), _format_option(target, word)
    draft.record(old, new, since, verdict)


def _omit_if_unused(draft: _Draft, option: Option, reason: str = "") -> None:
    """Omit an option that the version rejects or ignores."""
    if not is_known(option, draft.version):
        draft.omit(option.name, _next_release(option.until or _RELEASES[0]), GONE, reason)
    elif is_ignored(option, draft.version):
        draft.omit(option.name, option.ignored_since or VERSIONS[0], IGNORED, reason)


def _translate_plugins(draft: _Draft) -> None:
    """Check the plugins, and replace removed plugins by their successors.

    Raises ClusterError for a plugin that the version does not have.
    """
    for name, value in list(draft.values.items()):
        if name not in data.PLUGINS:
            continue
        words = _split_words(value)
        new_words = [_translate_plugin(draft, name, word) for word in words]
        for old_word, new_word in zip(words, new_words):
            if old_word != new_word:
                old, new = _format_option(name, old_word), _format_option(name, new_word)
                draft.record(old, new, *_plugin_history(name, old_word))
        if new_words != words:
            draft.values[name] = ",".join(new_words)


def _plugin_history(option: str, word: str) -> tuple[str, str]:
    """Return the release that renamed or removed a plugin, and the matching verdict."""
    kind, table = data.PLUGINS[option]
    prefix, _slash, name = word.rpartition("/")
    if prefix not in ("", kind):
        return data.OLD_KINDS[kind][1], OBSOLETE
    return _next_release(_parse_bounds(table)[name].until or VERSIONS[0]), GONE


def _translate_plugin(draft: _Draft, option: str, word: str) -> str:
    """Return the plugin or its successor. Raises ClusterError if there is none."""
    kind, table = data.PLUGINS[option]
    choices = _parse_bounds(table)
    word = _with_kind(option, word)
    prefix, slash, name = word.rpartition("/")
    # mpi/pmix_v4 is the mpi/pmix that was built with PMIx 4.
    shipped = re.sub(r"_v\d+$", "", name) if kind == "mpi" else name
    bounds = choices.get("none" if shipped.lower() == "none" else shipped)
    is_right_kind = prefix in ("", kind)
    if is_right_kind and _is_allowed(bounds, draft.version):
        return word
    successor = data.PLUGIN_SUCCESSORS.get((kind, name))
    if is_right_kind and successor and _is_allowed(choices.get(successor), draft.version):
        return f"{prefix}{slash}{successor}"
    can_be_custom = kind in data.CUSTOM_PLUGINS or "PluginDir" in draft.values
    if is_right_kind and bounds is None and can_be_custom:
        return word
    plugins = [
        _Bounds(f"{kind}/{choice.word}", choice.since, choice.until) for choice in choices.values()
    ]
    written_as = draft.written_as.get(option, option)
    raise _unknown_value("slurm_config", written_as, word, plugins, draft.version, bounds)


def _with_kind(option: str, value: str) -> str:
    """Return the plugin with the current name of its kind: crypto/munge -> cred/munge."""
    kind = data.PLUGINS[option][0] if option in data.PLUGINS else ""
    old_kind, slash, name = value.partition("/")
    is_old = slash and old_kind == data.OLD_KINDS.get(kind, ("", ""))[0]
    return f"{kind}/{name}" if is_old else value


def _translate_words(draft: _Draft) -> None:
    """Move, rename and omit words of the options that contain lists of words.

    Raises ClusterError for a word that prevents the daemons from starting.
    """
    for name, value in list(draft.values.items()):
        strict = _parse_bounds(data.STRICT_WORDS.get(name, ""))
        moved = {key: move for (option, key), move in data.MOVED_WORDS.items() if option == name}
        if not strict and not moved:
            continue
        words = _split_words(value)
        kept = [
            word
            for word in words
            if not _move_word(draft, name, word, moved) and _check_word(draft, name, word, strict)
        ]
        if kept != words:
            _replace_words(draft, name, words, kept)


def _replace_words(draft: _Draft, name: str, words: list[str], kept: list[str]) -> None:
    """Set the words of an option: the kept ones, and those that were added in the meantime."""
    added = _split_words(draft.values[name])[len(words) :]
    if kept or added:
        draft.values[name] = ",".join([*kept, *added])
    else:
        del draft.values[name]


def _move_word(
    draft: _Draft, name: str, word: str, moved: Mapping[str, tuple[str, str, str]]
) -> bool:
    """Move or remove a word if the version requires it, and return whether it did."""
    matches = (move for key, move in moved.items() if key.lower() == _word_name(word))
    since, target, new_word = next(matches, ("99", "", ""))
    if since > draft.version:
        return False
    old = _format_option(name, word)
    if not target:
        draft.record(old, "", since, GONE)
        return True
    new_word += word[len(_word_name(word)) :]
    if draft.add_word(target, new_word):
        draft.record(old, _format_option(target, new_word), since, GONE)
    else:
        draft.record(old, "", since, GONE, f"{target} has {_word_name(new_word)}")
    return True


def _check_word(draft: _Draft, name: str, word: str, strict: Mapping[str, _Bounds]) -> bool:
    """Return whether the version accepts the word. Raises ClusterError for an unknown word."""
    if not strict:
        return True
    matches = (bounds for key, bounds in strict.items() if key.lower() == _word_name(word))
    bounds = next(matches, None)
    if bounds and bounds.until and bounds.until < draft.version:
        draft.record(_format_option(name, word), "", _next_release(bounds.until), GONE)
        return False
    if not _is_allowed(bounds, draft.version):
        raise _unknown_value("slurm_config", name, word, strict.values(), draft.version, bounds)
    return True


def _unknown_value(
    variable: str,
    option: str,
    value: str,
    choices: Iterable[_Bounds],
    version: str,
    bounds: _Bounds | None = None,
) -> ClusterError:
    """Return the error for a value that the version does not know, with the known values."""
    names = [choice.word for choice in choices if choice.allows(version)]
    history = ""
    if bounds and bounds.until and bounds.until < version:
        history = f" (Slurm {bounds.until} was the last with it)"
    elif bounds and bounds.since:
        history = f" (Slurm {bounds.since} is the first with it)"
    return ClusterError(
        f"{variable}: Slurm {version} does not know {_format_option(option, value)}{history}; "
        f"expected one of {', '.join(names)}."
    )


def _parse_bounds(words: str) -> dict[str, _Bounds]:
    """Return the bounds of each word in a table."""
    matches = (_WORD.fullmatch(word) for word in words.split())
    return {
        match["word"]: _Bounds(match["word"], match["since"], match["until"])
        for match in matches
        if match
    }


def _is_allowed(bounds: _Bounds | None, version: str) -> bool:
    """Return whether the word exists and the release accepts it."""
    return bounds is not None and bounds.allows(version)


def _next_release(version: str) -> str:
    """Return the first release after a version."""
    return next((later for later in _RELEASES if later > version), VERSIONS[0])


def _split_words(value: str) -> list[str]:
    """Return the words of a comma-separated list."""
    return [word.strip() for word in value.split(",") if word.strip()]


def _word_name(word: str) -> str:
    """Return the name of a word: in lower case, without its value."""
    return word.partition("=")[0].lower()


def _is_yes(value: str) -> bool:
    """Return whether Slurm reads the value as true."""
    return value.lower() in data.YES


def _format_option(name: str, value: str) -> str:
    """Return an option for a message: Name=value for each line, with passwords masked."""
    if "pas" in name.lower():  # also if "Pass" is misspelled
        value = "********"
    return " ".join(f"{name}={line}" for line in value.split("\n"))
