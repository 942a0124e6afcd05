# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The macros of Galaxy's XML, expanded: <macros>, <token>, <xml>, <import>, <expand>, <yield>.

Galaxy 26.1.2, galaxy/util/xml_macros.py. Expanded values keep their place in the macro and are no
longer verbatim.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from ....module_utils._errors import ClusterError
from ..diagnostic import Diagnostic, UnreadableError
from ..text import Comment, Entry, Span, Value
from ..xml import Element, parse
from .model import Import

# Returns the content of an import by the path as written, None if the file is missing. May raise
# ClusterError for a file that must not be read.
Load = Callable[[str], t.Union[bytes, str, None]]

_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_LONGEST_TEXT = 1024 * 1024
_MOST_TOKENS = 1_000
_MOST_IMPORTS = 1_000
_MOST_MADE = 50_000_000


@dataclass
class Macros:
    """The macros and tokens of a document and its imports."""

    folder: PurePath = field(default_factory=PurePath)
    xml: dict[str, Element] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    imports: list[Import] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def expand(root: Element, load: Load) -> Macros:
    """Expand all macros in a document, in place, and return them.

    Raises UnreadableError for macros that Galaxy rejects and files that it cannot find.
    """
    element = root.find("macros")
    if element is None:
        return Macros()
    try:
        return _expand(root, element, load)
    except RecursionError:
        message = "These macros are nested too deeply."
        raise UnreadableError(
            Diagnostic(
                kind="too-deep", place=element.head, message=message, consequence="unreadable"
            )
        ) from None


def _expand(root: Element, element: Element, load: Load) -> Macros:
    macros = Macros(PurePath(root.place.source.path).parent)
    _collect(element, load, macros, ())
    element.children = []
    if len(macros.tokens) > _MOST_TOKENS:
        message = f"Too many tokens; expected at most {_MOST_TOKENS}."
        raise UnreadableError(
            Diagnostic(
                kind="too-large", place=element.head, message=message, consequence="unreadable"
            )
        )
    macros.tokens = _resolve_nested(macros.tokens, element.place)
    if macros.xml or macros.tokens:
        _Expansion(macros.xml).expand_below(root, ())
    _substitute(root, macros.tokens)
    return macros


def _error(message: str, place: Span) -> UnreadableError:
    return UnreadableError(Diagnostic(kind="macro", place=place, message=message))


def _collect(element: Element, load: Load, macros: Macros, above: tuple[str, ...]) -> None:
    """Add the definitions of a <macros> element or an imported file; later ones win."""
    for importing in element.findall("import"):
        _collect_import(importing, load, macros, above)
    defined = [(child.attributes.get("type"), child) for child in element.findall("macro")]
    kinds = [(str(kind.value.data) if kind else "xml", child) for kind, child in defined]
    kinds += [(tag, child) for tag in ("xml", "token") for child in element.findall(tag)]
    for kind, child in kinds:
        name = child.get("name")
        if kind not in ("xml", "token"):
            continue
        if name is None or not name.data:
            raise _error(f"Missing attribute 'name' of <{child.tag}>.", child.head)
        if kind == "xml":
            macros.xml[name.data] = child
        else:
            macros.tokens[name.data] = child.text.data if child.text else ""


def _collect_import(importing: Element, load: Load, macros: Macros, above: tuple[str, ...]) -> None:
    if importing.text is None:
        raise _error("<import> is empty; expected the path of a file.", importing.head)
    path = importing.text
    if len(macros.imports) == _MOST_IMPORTS:
        message = f"Too many imports; expected at most {_MOST_IMPORTS}."
        raise UnreadableError(
            Diagnostic(
                kind="too-large", place=path.place, message=message, consequence="unreadable"
            )
        )
    if path.data in above:
        raise _error(f"'{path.data}' imports itself.", path.place)
    try:
        content = load(path.data)
    except ClusterError as error:
        problem = Diagnostic(
            kind="import-refused", place=path.place, message=str(error), consequence="unreadable"
        )
        raise UnreadableError(problem) from None
    macros.imports.append(Import(path, content is not None))
    if content is None:
        message = (
            f"Missing file '{path.data}'. Galaxy logs a warning, ignores this job configuration and"
            " runs all jobs locally."
        )
        raise UnreadableError(
            Diagnostic(
                kind="import-missing", place=path.place, message=message, consequence="silent"
            )
        )
    imported = parse(content, str(macros.folder / path.data))
    macros.comments += imported.comments
    _collect(imported.root, load, macros, (*above, path.data))


def _resolve_nested(tokens: dict[str, str], place: Span) -> dict[str, str]:
    """Return the tokens with nested tokens replaced, in Galaxy's order."""
    for name in tokens:
        for holder, value in tokens.items():
            if name not in value:
                continue
            if name == holder:
                raise _error(f"The token '{name}' contains itself.", place)
            tokens[holder] = _limited(value.replace(name, tokens[name]), place)
    return tokens


def _limited(text: str, place: Span) -> str:
    if len(text) > _LONGEST_TEXT:
        message = f"Expanded tokens exceed {_LONGEST_TEXT} characters."
        raise UnreadableError(
            Diagnostic(kind="too-large", place=place, message=message, consequence="unreadable")
        )
    return text


class _Expansion:
    """The expansion of one document; it limits the size of the result."""

    def __init__(self, macros: dict[str, Element]) -> None:
        self._macros = macros
        self._made = 0

    def expand_below(self, element: Element, within: tuple[str, ...]) -> None:
        """Replace each <expand> below an element by the content of its macro.

        As in Galaxy, the replacement is searched for <expand> again.
        """
        index = 0
        while index < len(element.children):
            child = element.children[index]
            if child.tag == "expand":
                element.children[index : index + 1] = self._expanded(child, within)
                continue
            self.expand_below(child, within)
            index += 1

    def _expanded(self, call: Element, within: tuple[str, ...]) -> list[Element]:
        name = call.get("macro")
        if name is None:
            raise _error("Missing attribute 'macro' of <expand>.", call.head)
        if name.data in within:
            raise _error(f"The macro '{name.data}' expands itself.", name.place)
        if name.data not in self._macros:
            known = ", ".join(f"'{macro}'" for macro in self._macros) or "none"
            raise _error(f"Unknown macro '{name.data}'; expected one of: {known}.", name.place)
        macro = self._macros[name.data]
        body = self._copied(macro, call)
        self._fill_yields(body, call)
        tokens = _macro_tokens(macro, call)
        for child in body.children:
            _substitute(child, tokens)
            self.expand_below(child, (*within, name.data))
        return body.children

    def _copied(self, element: Element, call: Element) -> Element:
        """Return a copy whose values are not verbatim."""
        self._made += 500 + element.place.end - element.place.start
        if self._made > _MOST_MADE:
            message = "These macros expand without end. Does one expand itself?"
            raise _error(message, call.head)
        return Element(
            tag=element.tag,
            place=element.place,
            head=element.head,
            attributes={
                key: Entry(_expanded_value(entry.name), _expanded_value(entry.value))
                for key, entry in element.attributes.items()
            },
            text=_expanded_value(element.text) if element.text else None,
            children=[self._copied(child, call) for child in element.children],
        )

    def _fill_yields(self, body: Element, call: Element) -> None:
        """Replace named yields by the call's tokens of that name, then all others by the rest."""
        for token in call.findall("token"):
            name = token.get("name")
            if name is None:
                raise _error("Missing attribute 'name' of <token> in <expand>.", token.head)
            found = self._replace_yields(body, token.children, call, name.data)
            if not found:
                raise _error(f"The macro has no <yield> named '{name.data}'.", name.place)
        rest = [child for child in call.children if child.tag != "token"]
        self._replace_yields(body, rest, call, None)

    def _replace_yields(
        self, element: Element, content: list[Element], call: Element, name: str | None
    ) -> bool:
        """Replace the yields of a name, or all if it is None; return whether one was found."""
        found, children = False, []
        for child in element.children:
            child_name = child.get("name")
            is_named = child_name is not None and child_name.data == name
            if child.tag == "yield" and (name is None or is_named):
                found = True
                children += [self._copied(inner, call) for inner in content]
                continue
            found = self._replace_yields(child, content, call, name) or found
            children.append(child)
        element.children = children
        return found


def _expanded_value(value: Value) -> Value:
    return replace(value, verbatim=False)


def _macro_tokens(macro: Element, call: Element) -> dict[str, str]:
    """Return the values of a macro's own tokens: from the call, else the defaults."""
    quote, defaults = "@", {}
    for key, entry in macro.attributes.items():
        if key == "token_quote":
            quote = entry.value.data
        if key == "tokens":
            defaults.update(dict.fromkeys(entry.value.data.split(",")))
        elif key.startswith("token_"):
            defaults[key[len("token_") :]] = entry.value.data
    tokens = {}
    for name, default in defaults.items():
        attribute = call.get(name)
        value = attribute.data if attribute else default
        if value is None:
            raise _error(f"Missing attribute '{name}': the macro requires it.", call.head)
        tokens[f"{quote}{name.upper()}{quote}"] = value
    return tokens


def _substitute(element: Element, tokens: dict[str, str]) -> None:
    """Replace tokens in the texts, attributes and attribute names of an element and below."""
    if not tokens:
        return
    if element.text:
        element.text = _with_tokens(element.text, tokens)
    for key, entry in list(element.attributes.items()):
        name, value = _with_tokens(entry.name, tokens), _with_tokens(entry.value, tokens)
        if name is not entry.name:
            if not _NAME.match(name.data):
                raise _error(f"Invalid attribute name '{name.data}'.", entry.name.place)
            del element.attributes[key]
        element.attributes[name.data] = Entry(name, value)
    for child in element.children:
        _substitute(child, tokens)


def _with_tokens(value: Value, tokens: Mapping[str, str]) -> Value:
    text = value.data
    for token, replacement in tokens.items():
        if token in text:
            text = _limited(text.replace(token, replacement), value.place)
    return value if text == value.data else Value(text, value.place, verbatim=False)
