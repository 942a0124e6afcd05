# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads YAML as Values, as Galaxy does with PyYAML's safe_load; and writes YAML.

This module composes the parser's events itself: a document cannot create arbitrary objects, nesting
and aliases are limited, and duplicate keys are reported.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field

from ...module_utils._errors import ClusterError
from .decode import source_of
from .diagnostic import Consequence, Diagnostic, DiagnosticKind, UnreadableError
from .text import DEEPEST, MOST_VALUES, Comment, Entries, Entry, Source, Span, Value

try:
    import yaml
except ImportError:
    HAS_YAML = False
else:
    HAS_YAML = True

# libyaml is several times faster than PyYAML's own scanner, which Galaxy uses. They differ for
# tabs, control characters, rare scripts, directives, and question marks within brackets. The slow
# scanner reads documents with any of these.
_DIFFERENT_IN_LIBYAML = re.compile(r"[^\n\x20-\x3e\x40-\x7e\xa0-\u1fff]")
_COMMENT = re.compile(r"(?:^|(?<=\s))#([^\r\n]*)", re.MULTILINE)
_STR = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"
_LIST = "tag:yaml.org,2002:seq"
_MAP = "tag:yaml.org,2002:map"
_UNUSUAL = ("tag:yaml.org,2002:set", "tag:yaml.org,2002:omap", "tag:yaml.org,2002:pairs")


@dataclass(frozen=True)
class YamlDocument:
    """The value of a document (None if it is empty), its duplicate keys and its comments."""

    source: Source
    value: Value
    duplicates: tuple[Diagnostic, ...]
    comments: tuple[Comment, ...]


def parse(data: bytes | str, path: str) -> YamlDocument:
    """Return the document. Raises UnreadableError with the problem and its place."""
    if not HAS_YAML:
        raise ClusterError(
            "PyYAML is required to read YAML, but this Python has none. Install python3-yaml."
        )
    source = source_of(data, path)
    try:
        composer = _Composer(source)
        value = composer.document()
    except yaml.YAMLError as error:
        raise _unreadable(error, source) from None
    return YamlDocument(source, value, tuple(composer.duplicates), tuple(composer.comments))


def _loader(text: str) -> t.Any:
    """Return the fastest loader that gives the same result as PyYAML's own scanner."""
    has_directive = text.startswith("%") or "\n%" in text
    is_different = has_directive or _DIFFERENT_IN_LIBYAML.search(text)
    return yaml.SafeLoader if is_different else getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _unreadable(error: t.Any, source: Source) -> UnreadableError:
    """Return PyYAML's error with its place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark:
        offset = min(mark.index, len(source.text))
        reason = error.problem or error.context
    else:  # a character that YAML does not allow
        offset = getattr(error, "position", 0)
        reason = getattr(error, "reason", str(error))
    if "'\\t'" in reason:
        reason = "tab used as indentation or separator; YAML allows only spaces"
    place = source.span(offset, offset)
    return UnreadableError(Diagnostic(kind="not-yaml", place=place, message=f"Not YAML: {reason}."))


@dataclass
class _Node:
    """A composed value, the number of values in it, and its tag in PyYAML."""

    value: Value
    weight: int
    tag: str


class _Composer:
    """One pass over the events of a document.

    Events are composed and scalars are constructed as in SafeLoader (PyYAML 6.0, composer.py,
    constructor.py).
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.duplicates: list[Diagnostic] = []
        self.comments: list[Comment] = []
        self._commented_to = 0
        self._next_hash = source.text.find("#")
        self._next: Callable[[], t.Any] = _loader(source.text)(source.text).get_event
        self._constructor = yaml.constructor.SafeConstructor()
        self._resolver = yaml.resolver.Resolver()
        # Most scalars in a long document occur many times.
        self._scalars: dict[tuple[str | None, str, tuple[bool, bool]], tuple[str, t.Any]] = {}
        self._anchors: dict[str, _Node | None] = {}
        self._depth = 0

    def document(self) -> Value:
        """Return the only document of the stream."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            self._note_comments(len(self.source.text))
            return Value(None, self.source.span(0, 0))
        value = self._content(self._next()).value
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise self._reject("A second document starts here; expected only one.", event)
        self._note_comments(len(self.source.text))
        return value

    def _note_comments(self, start: int) -> None:
        """Collect the comments between the previous scalar and an offset.

        PyYAML drops comments: they are the text after '#' outside of scalars.
        """
        for match in _COMMENT.finditer(self.source.text, self._commented_to, start):
            self.comments.append(Comment(match[1], self.source.span(*match.span())))
        self._next_hash = self.source.text.find("#", start)

    def _place(self, first: t.Any, last: t.Any) -> Span:
        return Span(self.source, first.start_mark.index, last.end_mark.index)

    def _error(
        self,
        kind: DiagnosticKind,
        message: str,
        event: t.Any,
        consequence: Consequence = "unreadable",
    ) -> UnreadableError:
        place = self._place(event, event)
        return UnreadableError(
            Diagnostic(kind=kind, place=place, message=message, consequence=consequence)
        )

    def _reject(self, message: str, event: t.Any) -> UnreadableError:
        return self._error("not-yaml", message, event, "startup")

    def _content(self, event: t.Any) -> _Node:
        """Return a value that is not a key."""
        node = self._node(event)
        if node.tag == _MERGE:
            raise self._reject("'<<' is the merge key. Quote it to use it as text.", event)
        return node

    def _node(self, event: t.Any) -> _Node:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None:
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.anchor in self._anchors:
            raise self._reject(f"Duplicate anchor '{event.anchor}'.", event)
        if event.anchor:
            self._anchors[event.anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            node = self._scalar(event)
        else:
            node = self._collection(event)
        if node.weight > MOST_VALUES:
            message = f"More than {MOST_VALUES} values after expanding its aliases."
            raise self._error("too-many-aliases", message, event)
        if event.anchor:
            self._anchors[event.anchor] = node
        return node

    def _alias(self, event: t.Any) -> _Node:
        if event.anchor not in self._anchors:
            raise self._reject(f"The alias '{event.anchor}' has no anchor.", event)
        node = self._anchors[event.anchor]
        if node is None:
            message = f"The alias '{event.anchor}' refers to a value that contains it."
            raise self._error("too-many-aliases", message, event)
        value = Value(node.value.data, node.value.place, verbatim=False)
        return _Node(value, node.weight, node.tag)

    def _collection(self, event: t.Any) -> _Node:
        if self._depth == DEEPEST:
            raise self._error("too-deep", f"Nested more than {DEEPEST} levels deep.", event)
        self._depth += 1
        is_list = isinstance(event, yaml.SequenceStartEvent)
        node = self._list(event) if is_list else self._mapping(event)
        self._depth -= 1
        if node.tag != (_LIST if is_list else _MAP):
            message = f"A {'list' if is_list else 'mapping'} of type '{node.tag}' is not supported."
            consequence: Consequence = "unreadable" if node.tag in _UNUSUAL else "startup"
            raise self._error("type", message, event, consequence)
        return node

    def _list(self, event: t.Any) -> _Node:
        items, weight = [], 1
        while not isinstance(following := self._next(), yaml.SequenceEndEvent):
            node = self._content(following)
            items.append(node.value)
            weight += node.weight
        place = self._place(event, following)
        return _Node(Value(tuple(items), place, event.anchor is None), weight, _tag(event, _LIST))

    def _mapping(self, event: t.Any) -> _Node:
        local: dict[Hashable, Entry] = {}
        merged: list[_Node] = []
        weight = 1
        while not isinstance(following := self._next(), yaml.MappingEndEvent):
            key = self._node(following)
            node = self._content(self._next())
            weight += key.weight + node.weight
            if key.tag == _MERGE:
                merged.append(self._check_merge(node, following))
                continue
            self._check_key(key.value, local, following)
            local[key.value.data] = Entry(key.value, node.value)
        place = self._place(event, following)
        data = {**_merge(merged), **local} if merged else local
        return _Node(Value(data, place, event.anchor is None), weight, _tag(event, _MAP))

    def _check_merge(self, node: _Node, event: t.Any) -> _Node:
        candidates = node.value.data if isinstance(node.value.data, tuple) else (node.value,)
        if not all(isinstance(candidate.data, dict) for candidate in candidates):
            raise self._reject("'<<' requires a mapping or a list of mappings.", event)
        return node

    def _check_key(self, key: Value, entries: Entries, event: t.Any) -> None:
        if isinstance(key.data, (dict, tuple)):
            raise self._reject("A list or a mapping cannot be a key.", event)
        if key.data in entries:
            line = entries[key.data].name.position.line
            message = (
                f"Duplicate key '{key.data}': already defined in line {line}; the last one wins."
            )
            self.duplicates.append(
                Diagnostic(
                    kind="duplicate-key", place=key.place, message=message, consequence="silent"
                )
            )

    def _scalar(self, event: t.Any) -> _Node:
        place = Span(self.source, event.start_mark.index, event.end_mark.index)
        if 0 <= self._next_hash < place.start:
            self._note_comments(place.start)
        self._commented_to = place.end
        written = (event.tag, event.value, event.implicit)
        read = self._scalars.get(written)
        if read is None:
            read = self._scalars[written] = self._read(event)
        tag, data = read
        return _Node(Value(data, place, event.anchor is None and event.tag is None), 1, tag)

    def _read(self, event: t.Any) -> tuple[str, t.Any]:
        """Return the type and the data of a scalar."""
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag in (_STR, _MERGE):
            return tag, event.value
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        try:
            data = self._constructor.construct_object(node, deep=True)
        except (ValueError, LookupError, AttributeError, OverflowError):
            kind = tag.rpartition(":")[2]
            raise self._reject(f"'{event.value}' is not a valid {kind}.", event) from None
        self._constructor.constructed_objects.clear()
        return tag, data


def _tag(event: t.Any, default: str) -> str:
    return default if event.tag in (None, "!") else str(event.tag)


def _merge(merged: list[_Node]) -> dict[Hashable, Entry]:
    """Return the entries that '<<' brings: of several mappings the first one's count."""
    entries: dict[Hashable, Entry] = {}
    for node in merged:
        candidates = node.value.data if isinstance(node.value.data, tuple) else (node.value,)
        for candidate in reversed(candidates):
            entries.update(candidate.data)
    return {
        key: Entry(
            Value(entry.name.data, entry.name.place, verbatim=False),
            Value(entry.value.data, entry.value.place, verbatim=False),
        )
        for key, entry in entries.items()
    }


# Texts that every YAML parser reads as text: most of a document.
_PLAIN = re.compile(
    r"[A-Za-z_/][\w./@+-]*(?::[\w./@+-]+)*(?: [\w./@+=(-][\w./@+=,()-]*)*", re.ASCII
)
_BRACKET = re.compile(r"[\[\]{},]")
# Texts that YAML 1.1 or 1.2 may read as a boolean, a number or null.
_AMBIGUOUS = re.compile(
    r"(?i)y|n|yes|no|on|off|true|false|null|[-+]?(?:\d[\d_]*)?\.?\d*e[-+]?\d+|0o[0-7]+|[-+]?\.(?:inf|nan)"
)
# Characters that are escaped in double quotes, because not all tools display them.
_ESCAPED = re.compile(
    r"[^\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe\uff00-\uffef]"
)


@dataclass
class Commented:
    """Data to dump, with comment lines above it, beside it, and at its end (below).

    A comment line is the text after '#'; None is an empty line.
    """

    data: object
    above: list[str | None] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str | None] = field(default_factory=list)


def dump(data: object) -> str:
    """Return data as a YAML document: mappings, lists, scalars, and Commented of these.

    The output is in block style and keeps the order. Texts that YAML would read as another type are
    quoted. Raises ClusterError without PyYAML.
    """
    if not HAS_YAML:
        raise ClusterError(
            "PyYAML is required to write YAML, but this Python has none. Install python3-yaml."
        )
    return "\n".join(_lines(data)) + "\n"


def is_plain(text: str) -> bool:
    """Return whether a text needs no quotes, even between brackets."""
    return not _BRACKET.search(text) and dump(text) == f"{text}\n"


def _lines(data: object) -> Iterator[str]:
    if isinstance(data, Commented):
        yield from _comment_lines(data.above)
        yield from _lines(data.data)
        yield from _comment_lines(data.below)
    elif isinstance(data, Mapping) and data:
        for key, value in data.items():
            yield from _entry_lines(f"{_key(key)}:", value)
    elif isinstance(data, (list, tuple)) and data:
        for item in data:
            yield from _item_lines(item)
    else:
        yield from _leaf_lines("", _scalar(data), Commented(data))


def _add_comments(line: str, item: Commented) -> str:
    return " ".join([line, *(f" #{text}".rstrip() for text in item.beside)])


def _comment_lines(comments: list[str | None]) -> Iterator[str]:
    for text in comments:
        yield "" if text is None else f"#{text}".rstrip()


def _key(data: object) -> str:
    text = _scalar(data)
    return _dump_scalar(data, '"') if "\n" in text else text


def _entry_lines(key: str, value: object) -> Iterator[str]:
    """Yield a key and its value: a scalar on the same line, a block below."""
    item = value if isinstance(value, Commented) else Commented(value)
    if not _is_block(item.data):
        yield from _leaf_lines(key, "" if item.data is None else _scalar(item.data), item)
        return
    yield from _comment_lines(item.above)
    yield _add_comments(key, item)
    yield from _indented(_lines(item.data))
    yield from _indented(_comment_lines(item.below))


def _leaf_lines(mark: str, scalar: str, item: Commented) -> Iterator[str]:
    first, *rest = scalar.split("\n")
    yield from _comment_lines(item.above)
    yield _add_comments(f"{mark} {first}".strip(" "), item)
    yield from _indented(rest)
    yield from _comment_lines(item.below)


def _item_lines(value: object) -> Iterator[str]:
    item = value if isinstance(value, Commented) else Commented(value)
    if not _is_block(item.data):
        yield from _leaf_lines("-", _scalar(item.data), item)
        return
    yield from _comment_lines(item.above)
    lines = list(_lines(item.data))
    is_data = [bool(line) and not line.startswith("#") for line in lines]
    first = is_data.index(True)
    yield from lines[:first]
    yield _add_comments(f"- {lines[first]}", item)
    yield from _indented(lines[first + 1 :])
    yield from _indented(_comment_lines(item.below))


def _is_block(data: object) -> bool:
    return isinstance(data, (Mapping, list, tuple)) and bool(data)


def _indented(lines: t.Iterable[str]) -> Iterator[str]:
    return (f"  {line}" if line else "" for line in lines)


def _scalar(data: object) -> str:
    """Return a scalar or an empty collection in YAML syntax."""
    if isinstance(data, (Mapping, list, tuple)):
        return "{}" if isinstance(data, Mapping) else "[]"
    if not isinstance(data, str):
        return _dump_scalar(data, None)
    text = str(data)
    if _PLAIN.fullmatch(text) and not _AMBIGUOUS.fullmatch(text):
        return text
    if _ESCAPED.search(text):
        return _dump_scalar(text, '"')
    if "\n" in text and text[0] not in " \n":
        return _literal(text)
    return _dump_scalar(text, '"' if "\n" in text else "'" if _AMBIGUOUS.fullmatch(text) else None)


def _literal(text: str) -> str:
    """Return a text of several lines as a literal block ('|')."""
    kept = text.rstrip("\n")
    end = len(text) - len(kept)
    mark = {0: "|-", 1: "|"}.get(end, "|+")
    return f"{mark}\n{kept}" + "\n" * max(end - 1, 0)


def _dump_scalar(data: object, style: str | None) -> str:
    text: str = yaml.dump(
        data, Dumper=yaml.SafeDumper, default_style=style, allow_unicode=True, width=float("inf")
    )
    return text.removesuffix("\n").removesuffix("\n...")
