# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Reads XML as elements with the places of names, attributes and texts; and writes XML.

The parser is Python's own expat. It accepts and rejects the same documents as Galaxy's lxml, and
gives the exact offset of each tag, while lxml gives only a line (up to 65,535). It needs no package
and opens neither files nor connections. Documents that define entities are rejected.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from .decode import source_of
from .diagnostic import Diagnostic, DiagnosticKind, UnreadableError
from .text import DEEPEST, Comment, Entry, Source, Span, Value

_DECLARED = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_TAG = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""\s+([^\s=>/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass
class Element:
    """An element. place is the whole element, head its start tag.

    text is the text before the first child, without comments; None if there is no text.
    """

    tag: str
    place: Span
    head: Span
    attributes: dict[str, Entry] = field(default_factory=dict)
    text: Value | None = None
    children: list[Element] = field(default_factory=list)

    def get(self, name: str) -> Value | None:
        """Return the value of an attribute, None if it is missing."""
        entry = self.attributes.get(name)
        return entry.value if entry else None

    def find(self, tag: str) -> Element | None:
        """Return the first child with this tag, None if there is none."""
        return next(self.findall(tag), None)

    def findall(self, tag: str) -> Iterator[Element]:
        """Yield the children with this tag."""
        return (child for child in self.children if child.tag == tag)

    def walk(self) -> Iterator[Element]:
        """Yield the element and its descendants in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class XmlDocument:
    """The root element of a document and its comments."""

    source: Source
    root: Element
    comments: tuple[Comment, ...]


def parse(data: bytes | str, path: str) -> XmlDocument:
    """Return the document. Raises UnreadableError with the problem and its place."""
    source = source_of(data, path, declared_encoding(data) if isinstance(data, bytes) else "utf-8")
    reader = _Reader(source)
    return XmlDocument(source, reader.read(), tuple(reader.comments))


def declared_encoding(data: bytes) -> str:
    """Return the encoding in a byte order mark or the XML declaration, utf-8 by default."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARED.match(data)
    return declared.group(1).decode("ascii") if declared else "utf-8"


class _Reader:
    """The handlers that expat calls while it parses a document."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.comments: list[Comment] = []
        self._roots: list[Element] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._text_ends: list[int | None] = []
        self._counted = (0, 0)
        self._parser = self._make_parser()

    def _make_parser(self) -> t.Any:
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.ordered_attributes = True
        parser.specified_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = lambda: self._characters("")
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        return parser

    def read(self) -> Element:
        """Return the root element. Raises UnreadableError."""
        try:
            self._data = self.source.text.encode("utf-8")
            self._parser.Parse(self._data, True)
        except UnicodeEncodeError as error:
            raise self._error(
                "encoding", "This character cannot be encoded as UTF-8.", error.start
            ) from None
        except expat.ExpatError as error:
            raise self._error("not-well-formed", _sentence(error), self._error_offset()) from None
        return self._roots[0]

    def _error(self, kind: DiagnosticKind, message: str, offset: int) -> UnreadableError:
        return UnreadableError(
            Diagnostic(kind=kind, place=self.source.span(offset, offset), message=message)
        )

    def _offset(self) -> int:
        """Return the current offset in characters; expat counts bytes."""
        index: int = self._parser.CurrentByteIndex
        if self.source.text.isascii():
            return index
        byte, offset = self._counted
        if index > byte:
            offset += len(self._data[byte:index].decode("utf-8", "ignore"))
            self._counted = (index, offset)
        return offset

    def _error_offset(self) -> int:
        before = self._data[: max(self._parser.ErrorByteIndex, 0)]
        return len(before.decode("utf-8", "ignore"))

    def _start(self, name: str, attributes: list[str]) -> None:
        start = self._offset()
        self._close_text(start)
        if len(self._open) == DEEPEST:
            message = f"Elements are nested more than {DEEPEST} levels deep."
            place = self.source.span(start, start)
            raise UnreadableError(
                Diagnostic(kind="too-deep", place=place, message=message, consequence="unreadable")
            )
        element = self._make_element(name, attributes, start)
        (self._open[-1].children if self._open else self._roots).append(element)
        self._open.append(element)
        self._texts.append([])
        self._text_ends.append(None)

    def _make_element(self, name: str, attributes: list[str], start: int) -> Element:
        """Return the element whose start tag is at an offset, with the places of attributes."""
        text, span = self.source.text, self.source.span
        offset = t.cast("re.Match[str]", _TAG.match(text, start)).end()
        values = iter(zip(attributes[::2], attributes[1::2]))
        entries = {}
        while match := _ATTRIBUTE.match(text, offset):
            offset = match.end()
            if match[1] == "xmlns" or match[1].startswith("xmlns:"):
                continue
            key, value = next(values)
            in_quotes = span(*match.span(t.cast(int, match.lastindex)))
            entries[key] = Entry(Value(key, span(*match.span(1))), Value(value, in_quotes))
        head = span(start, text.index(">", offset) + 1)
        return Element(tag=name, place=head, head=head, attributes=entries)

    def _end(self, _name: str) -> None:
        offset = self._offset()
        self._close_text(offset)
        element = self._open.pop()
        texts, text_end = self._texts.pop(), self._text_ends.pop()
        if texts and text_end is not None:
            place = self.source.span(element.head.end, text_end)
            element.text = Value("".join(texts), place, verbatim="<!--" not in place.text)
        if self.source.text[element.head.end - 2] != "/":
            end = self.source.text.index(">", offset) + 1
            element.place = self.source.span(element.place.start, end)

    def _characters(self, text: str) -> None:
        if self._open and self._text_ends[-1] is None:
            self._texts[-1].append(text)

    def _close_text(self, offset: int) -> None:
        """End the text of the innermost open element, which ends at the first child as in lxml."""
        if self._open and self._text_ends[-1] is None:
            self._text_ends[-1] = offset

    def _comment(self, text: str) -> None:
        start = self._offset()
        end = self.source.text.index("-->", start) + 3
        self.comments.append(Comment(text, self.source.span(start, end)))

    def _instruction(self, _target: str, _data: str) -> None:
        self._close_text(self._offset())

    def _entity(self, name: str, *_rest: t.Any) -> None:
        start = self.source.text.find("<!ENTITY")
        message = (
            f"Entity definition '{name}': documents with entity definitions are not supported."
        )
        raise UnreadableError(
            Diagnostic(
                kind="entity",
                place=self.source.span(start, start),
                message=message,
                consequence="unreadable",
            )
        )

    def _skipped(self, name: str, _is_parameter: bool) -> None:
        raise self._error("not-well-formed", f"Undefined entity '{name}'.", self._offset())


def _sentence(error: expat.ExpatError) -> str:
    """Return expat's error as a sentence, with the usual cause if there is one."""
    reason = expat.errors.messages[error.code]
    hints = {
        expat.errors.XML_ERROR_MISPLACED_XML_PI: "'<?xml' must be at the very start of the file",
        expat.errors.XML_ERROR_NO_ELEMENTS: "an element is not closed, or there is no element",
        expat.errors.XML_ERROR_TAG_MISMATCH: "this end tag does not match the open element",
        expat.errors.XML_ERROR_INVALID_TOKEN: "invalid XML; write '&' as '&amp;', '<' as '&lt;', "
        "and do not use '--' in a comment",
    }
    return f"Not well-formed: {hints.get(reason, reason)}."


@dataclass
class Tag:
    """An element to write, with comments above it, beside it, and before its end tag (below).

    None in a list of comments is an empty line.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    children: list[Tag] = field(default_factory=list)
    above: list[str | None] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    below: list[str | None] = field(default_factory=list)


# Characters that XML does not allow, even escaped.
UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_QUOTES = _ESCAPES | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_ANYWHERE = _IN_QUOTES | str.maketrans({"'": "&apos;"})


def escaped(text: str) -> str:
    """Return a text escaped for use between tags and in quotes of either kind."""
    return text.translate(_ANYWHERE)


def dump(root: Tag) -> str:
    """Return an element as an indented document. Texts are not indented."""
    lines = ['<?xml version="1.0"?>', *_tag_lines(root)]
    return "\n".join(lines) + "\n"


def _tag_lines(tag: Tag) -> Iterator[str]:
    yield from _comment_lines(tag.above)
    attributes = "".join(
        f' {name}="{text.translate(_IN_QUOTES)}"' for name, text in tag.attributes.items()
    )
    start, beside = f"<{tag.name}{attributes}", "".join(f" <!--{text}-->" for text in tag.beside)
    if tag.children:
        yield f"{start}>{beside}"
        for child in tag.children:
            yield from _indented(_tag_lines(child))
        yield from _indented(_comment_lines(tag.below))
        yield f"</{tag.name}>"
    elif tag.text:
        yield f"{start}>{tag.text.translate(_ESCAPES)}</{tag.name}>{beside}"
    else:
        yield f"{start}/>{beside}"


def _comment_lines(comments: list[str | None]) -> Iterator[str]:
    return ("" if text is None else f"<!--{text}-->" for text in comments)


def _indented(lines: t.Iterable[str]) -> Iterator[str]:
    """Yield the items indented, except further lines within an item (texts and comments)."""
    return (f"    {line}" if line else "" for line in lines)
