# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading and writing XML. Galaxy reads it with lxml."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import DEEPEST
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.xml import (
    Element,
    Tag,
    dump,
    parse,
)
from hypothesis import given, settings
from hypothesis import strategies as st

SAMPLE = """\
<?xml version="1.0"?>
<!-- one -->
<job_conf>
  <param id="a"
         from='b &amp; c'>text<!-- two --> more</param>
  <empty/><a><b/></a>
</job_conf>
"""


def problem(data: bytes | str) -> tuple[str, str, str]:
    """Return kind, message and position of the problem of a document."""
    with pytest.raises(UnreadableError) as caught:
        parse(data, "f")
    found = caught.value.diagnostic
    return found.kind, found.message, str(found.place.position)


def test_places() -> None:
    root = parse(SAMPLE, "f").root
    param, empty, outer = root.children
    assert str(root.place.position) == "f:3:1"
    assert root.place.text.endswith("</job_conf>")
    assert (param.head.text[-1], empty.place.text, outer.place.text) == (
        ">",
        "<empty/>",
        "<a><b/></a>",
    )
    assert str(outer.children[0].place.position) == "f:6:14"
    written = param.attributes["from"]
    assert (written.name.place.text, written.value.place.text) == ("from", "b &amp; c")
    assert (written.value.data, str(written.value.position)) == ("b & c", "f:5:16")


def test_text_continues_after_a_comment() -> None:
    text = parse(SAMPLE, "f").root.children[0].text
    assert text is not None
    assert (text.data, text.verbatim) == ("text more", False)
    assert text.place.text == "text<!-- two --> more"


def test_comments_are_kept() -> None:
    comments = parse(SAMPLE, "f").comments
    assert [comment.text for comment in comments] == [" one ", " two "]
    assert comments[1].place.text == "<!-- two -->"


def test_text_like_an_attribute() -> None:
    root = parse("<a b='c' >d='e'</a>", "f").root
    assert (list(root.attributes), root.head.text) == (["b"], "<a b='c' >")


def test_lines_beyond_65535() -> None:
    root = parse("<a>" + "\n" * 70_000 + "<b/></a>", "f").root
    assert root.children[0].place.position == ("f", 70_001, 1)


def test_places_count_characters() -> None:
    root = parse("<é><ü ö='ä'/>x</é>".encode(), "f").root
    assert root.children[0].place.text == "<ü ö='ä'/>"
    assert root.children[0].attributes["ö"].value.place.text == "ä"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param('<?xml version="1.0" encoding="ISO-8859-1"?><a b="é"/>'.encode("latin-1")),
        pytest.param('<?xml version="1.0" encoding="utf-8"?><a b="é"/>'.encode()),
        pytest.param('<a b="é"/>'.encode("utf-16")),
        pytest.param(b"\xef\xbb\xbf" + '<a b="é"/>'.encode()),
    ],
    ids=["latin-1", "utf-8", "utf-16", "byte-order-mark"],
)
def test_encodings(data: bytes) -> None:
    assert parse(data, "f").root.attributes["b"].value.data == "é"


@pytest.mark.parametrize(
    ("data", "kind", "message", "position"),
    [
        pytest.param("", "not-well-formed", "or there is no element", "f:1:1", id="empty"),
        pytest.param(
            "<a>\n<b></a>",
            "not-well-formed",
            "does not match the open element",
            "f:2:6",
            id="mismatch",
        ),
        pytest.param("<a x='1' x='2'/>", "not-well-formed", "duplicate", "f:1:10", id="twice"),
        pytest.param("<a>&</a>", "not-well-formed", "'&amp;'", "f:1:5", id="ampersand"),
        pytest.param(
            "\n<?xml version='1.0'?><a/>",
            "not-well-formed",
            "at the very start",
            "f:2:1",
            id="late",
        ),
        pytest.param("<a><b:c/></a>", "not-well-formed", "unbound prefix", "f:1:4", id="prefix"),
        pytest.param("<a>&nbsp;</a>", "not-well-formed", "undefined entity", "f:1:4", id="entity"),
        pytest.param(
            "<!DOCTYPE a SYSTEM 'x.dtd'><a>&b;</a>",
            "not-well-formed",
            "Undefined entity 'b'",
            "f:1:31",
            id="entity-of-a-dtd",
        ),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b 'bbbb'>]><a>&b;</a>",
            "entity",
            "Entity definition 'b'",
            "f:1:14",
            id="entity-defined",
        ),
        pytest.param(
            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
            "entity",
            "Entity definition 'b'",
            "f:1:14",
            id="external-entity",
        ),
        pytest.param(
            "<a>" * (DEEPEST + 1), "too-deep", "more than 100 levels", "f:1:301", id="nesting"
        ),
        pytest.param("<a>\ud800</a>", "encoding", "cannot be encoded", "f:1:4", id="surrogate"),
        pytest.param(b"<a>\xff</a>", "encoding", "Byte 4 is not UTF-8", "f:1:4", id="not-utf-8"),
    ],
)
def test_rejected(data: bytes | str, kind: str, message: str, position: str) -> None:
    found = problem(data)
    assert (found[0], found[2]) == (kind, position)
    assert message in found[1]


def shape(element: Element) -> tuple[t.Any, ...]:
    """Return an element as plain data."""
    attributes = {name: entry.value.data for name, entry in element.attributes.items()}
    text = element.text.data if element.text else None
    return element.tag, attributes, text, [shape(child) for child in element.children]


def lxml_shape(element: t.Any) -> tuple[t.Any, ...]:
    """Return lxml's element as plain data."""
    children = [lxml_shape(child) for child in element if isinstance(child.tag, str)]
    return element.tag, dict(element.attrib), element.text, children


PIECES = ["<a>", "</a>", "<b c='d'>", "</b>", "<e/>", "<!--", "-->", "<![CDATA[", "]]>", "&lt;"]
PIECES += ["&#10;", "&amp;", "&x;", "<?p q?>", "x", "\n", "é", "<", ">", '"', "'", "=", " ", "\r\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=500, deadline=None)
def test_as_lxml(pieces: list[str]) -> None:
    etree = pytest.importorskip("lxml.etree")
    data = f"<a>{''.join(pieces)}</a>".encode()
    try:
        expected = etree.fromstring(data, etree.XMLParser(remove_comments=True))
    except etree.XMLSyntaxError:
        assert problem(data)[0] == "not-well-formed"
    else:
        assert shape(parse(data, "f").root) == lxml_shape(expected)


_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
TEXTS = st.one_of(
    st.text(_CHARACTERS),
    st.sampled_from(("<a>", "&amp;", "]]>", "\"'", "\r\n", "\t", " a ", "\n", "\x85", "😀")),
)


@given(TEXTS, TEXTS)
def test_parse_is_the_inverse_of_dump(text: str, attribute: str) -> None:
    tag = Tag("a", {"b": attribute}, text)
    (read,) = parse(dump(Tag("root", children=[tag])).encode(), "f").root.children
    assert read.attributes["b"].value.data == attribute
    assert (read.text.data if read.text else "") == text


def test_dump_with_comments() -> None:
    inner = Tag("a", {"b": "c"}, above=[" above ", None], beside=[" beside "])
    root = Tag("root", children=[inner, Tag("a", text="d\ne")], below=[" below "])
    assert dump(root) == (
        '<?xml version="1.0"?>\n<root>\n    <!-- above -->\n\n    <a b="c"/> <!-- beside -->\n'
        "    <a>d\ne</a>\n    <!-- below -->\n</root>\n"
    )
