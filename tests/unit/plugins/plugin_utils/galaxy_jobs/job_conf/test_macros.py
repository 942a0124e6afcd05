# SPDX-License-Identifier: GPL-3.0-or-later
"""The macros of Galaxy's XML."""

from __future__ import annotations

import re

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.diagnostic import (
    UnreadableError,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf import macros
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.xml import (
    Element,
    parse,
)

FILES = {
    "m.xml": '<x><token name="@A@">imported</token><xml name="m"><imported/></xml></x>',
    "again.xml": "<x><import>m.xml</import></x>",
    "self.xml": "<x><import>self.xml</import></x>",
    "broken.xml": "<x>",
}


def text_of(element: Element) -> str:
    """Return an element as XML without the macros section."""
    attributes = "".join(f" {key}='{e.value.data}'" for key, e in element.attributes.items())
    inner = (element.text.data.strip() if element.text else "") + "".join(
        text_of(child) for child in element.children if child.tag != "macros"
    )
    if not inner:
        return f"<{element.tag}{attributes}/>"
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"


def expanded(definitions: str, content: str) -> str:
    """Return the content of a document after its macros have been expanded."""
    root = parse(f"<r><macros>{definitions}</macros>{content}</r>", "f").root
    macros.expand(root, FILES.get)
    return "".join(text_of(child) for child in root.children if child.tag != "macros")


@pytest.mark.parametrize(
    ("definitions", "content", "expected"),
    [
        pytest.param(
            '<token name="@A@">1</token>', "<a b='@A@'>x@A@</a>", "<a b='1'>x1</a>", id="token"
        ),
        pytest.param('<token name="@A@"/>', "<a b='x@A@'/>", "<a b='x'/>", id="empty-token"),
        pytest.param(
            '<token name="@A@">b</token>',
            "<a @A@='1'/>".replace("@", "_"),
            "<a _A_='1'/>",
            id="no-token",
        ),
        pytest.param(
            '<token name="A">b</token>', "<a A='1' c='2'/>", "<a c='2' b='1'/>", id="attribute-name"
        ),
        pytest.param(
            '<token name="@A@">a@B@</token><token name="@B@">b</token>',
            "<a>@A@</a>",
            "<a>ab</a>",
            id="token-in-token",
        ),
        pytest.param('<macro name="m"><b/></macro>', "<expand macro='m'/>", "<b/>", id="macro"),
        pytest.param(
            '<xml name="m"><b/><c/></xml>',
            "<a><expand macro='m'/></a>",
            "<a><b/><c/></a>",
            id="xml",
        ),
        pytest.param(
            '<macro type="token" name="@A@">1</macro>', "<a>@A@</a>", "<a>1</a>", id="typed"
        ),
        pytest.param(
            '<xml name="m"><b/></xml><xml name="m"><c/></xml>',
            "<expand macro='m'/>",
            "<c/>",
            id="last-holds",
        ),
        pytest.param(
            '<xml name="m"><b><yield/></b></xml>',
            "<expand macro='m'><c/><d/></expand>",
            "<b><c/><d/></b>",
            id="yield",
        ),
        pytest.param(
            '<xml name="m"><b><yield/></b></xml>', "<expand macro='m'/>", "<b/>", id="yield-nothing"
        ),
        pytest.param(
            '<xml name="m"><b><yield name="n"/></b><yield/></xml>',
            "<expand macro='m'><token name='n'><c/></token><d/></expand>",
            "<b><c/></b><d/>",
            id="named-yield",
        ),
        pytest.param(
            '<xml name="m" tokens="id,x" token_y="2"><b i="@ID@@X@@Y@"/></xml>',
            "<expand macro='m' id='a' x='1'/>",
            "<b i='a12'/>",
            id="macro-tokens",
        ),
        pytest.param(
            '<xml name="m" token_id="a" token_quote="$"><b i="$ID$"/></xml>',
            "<expand macro='m' id='z'/>",
            "<b i='z'/>",
            id="token-quote",
        ),
        pytest.param(
            '<xml name="m"><expand macro="n"/></xml><xml name="n"><b/></xml>',
            "<expand macro='m'/>",
            "<b/>",
            id="macro-in-macro",
        ),
        pytest.param(
            "<import>m.xml</import>", "<expand macro='m'/>@A@", "<imported/>", id="import"
        ),
        pytest.param(
            "<import>again.xml</import>", "<a>@A@</a>", "<a>imported</a>", id="import-of-import"
        ),
        pytest.param(
            '<token name="@A@">here</token><import>m.xml</import>',
            "<a>@A@</a>",
            "<a>here</a>",
            id="own-holds",
        ),
        pytest.param("", "<expand macro='m'/>", "<expand macro='m'/>", id="nothing-defined"),
    ],
)
def test_expanded(definitions: str, content: str, expected: str) -> None:
    assert expanded(definitions, content) == expected


def test_without_macros() -> None:
    root = parse("<r><expand macro='m'/></r>", "f").root
    assert macros.expand(root, FILES.get) == macros.Macros()
    assert root.children[0].tag == "expand"


@pytest.mark.parametrize(
    ("definitions", "content", "message"),
    [
        pytest.param(
            '<xml name="m"/>',
            "<expand macro='zz'/>",
            "Unknown macro 'zz'; expected one of: 'm'",
            id="unknown",
        ),
        pytest.param(
            '<xml name="m"/>', "<expand/>", "Missing attribute 'macro' of <expand>", id="no-name"
        ),
        pytest.param("<xml/>", "", "Missing attribute 'name' of <xml>", id="macro-without-name"),
        pytest.param(
            "<token>x</token>", "", "Missing attribute 'name' of <token>", id="token-without-name"
        ),
        pytest.param(
            '<xml name="m" tokens="id"/>',
            "<expand macro='m'/>",
            "Missing attribute 'id'",
            id="missing-token",
        ),
        pytest.param(
            '<xml name="m" tokens="id, x"/>',
            "<expand macro='m' id='1' x='2'/>",
            "Missing attribute ' x'",
            id="blank",
        ),
        pytest.param(
            '<xml name="m"><a><expand macro="m"/></a></xml>',
            "<expand macro='m'/>",
            "'m' expands itself",
            id="cycle",
        ),
        pytest.param(
            '<xml name="m"><expand macro="m"/></xml>',
            "<expand macro='m'/>",
            "expand without end",
            id="endless",
        ),
        pytest.param(
            '<token name="a">xax</token>', "", "'a' contains itself", id="token-in-itself"
        ),
        pytest.param(
            '<xml name="m"/>',
            "<expand macro='m'><token name='q'/></expand>",
            "no <yield> named 'q'",
            id="no-yield",
        ),
        pytest.param(
            '<token name="b">1</token>',
            "<a b='x'/>",
            "Invalid attribute name '1'",
            id="attribute-name",
        ),
        pytest.param(
            "<import>self.xml</import>", "", "'self.xml' imports itself", id="import-cycle"
        ),
        pytest.param("<import/>", "", "<import> is empty", id="import-of-nothing"),
        pytest.param("<import>broken.xml</import>", "", "is not closed", id="broken-import"),
    ],
)
def test_refused(definitions: str, content: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=re.escape(message)) as caught:
        expanded(definitions, content)
    assert caught.value.diagnostic.consequence == "startup"


def test_missing_import_is_silent() -> None:
    with pytest.raises(
        UnreadableError, match="Missing file 'no.xml'. Galaxy logs a warning"
    ) as caught:
        expanded("<import>no.xml</import>", "")
    assert caught.value.diagnostic.consequence == "silent"


def test_import_that_must_not_be_read() -> None:
    def load(path: str) -> bytes:
        raise ClusterError(f"'{path}' is outside of the folder.")

    root = parse("<r><macros><import>../a.xml</import></macros></r>", "f").root
    with pytest.raises(UnreadableError, match="f:1:20: '../a.xml' is outside") as caught:
        macros.expand(root, load)
    assert caught.value.diagnostic.consequence == "unreadable"


@pytest.mark.parametrize(
    "definitions",
    [
        pytest.param(
            '<token name="@A0@">xxxxxxxxxx</token>'
            + "".join(f'<token name="@A{n + 1}@">{f"@A{n}@" * 10}</token>' for n in range(9)),
            id="tokens-of-tokens",
        ),
        pytest.param("".join(f'<token name="@{n}@"/>' for n in range(1001)), id="many-tokens"),
        pytest.param("<import>m.xml</import>" * 1001, id="many-imports"),
    ],
)
def test_too_much(definitions: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        expanded(definitions, "")
    assert caught.value.diagnostic.kind == "too-large"


def test_macros_of_macros() -> None:
    calls = "".join(
        f'<xml name="m{n + 1}">{f"<a><expand macro={chr(34)}m{n}{chr(34)}/></a>" * 10}</xml>'
        for n in range(9)
    )
    with pytest.raises(UnreadableError, match="expand without end"):
        expanded(f'<xml name="m0"><b/></xml>{calls}', "<expand macro='m9'/>")


def test_macros_nested_deeply() -> None:
    chain = "".join(
        f'<xml name="m{n}"><a><expand macro="m{n + 1}"/></a></xml>' for n in range(2000)
    )
    with pytest.raises(UnreadableError, match="nested too deeply"):
        expanded(f'{chain}<xml name="m2000"/>', "<expand macro='m0'/>")


def test_what_a_macro_makes_is_not_verbatim() -> None:
    root = parse(
        "<r><macros><xml name='m'><a b='c'/></xml></macros><expand macro='m'/></r>", "f"
    ).root
    macros.expand(root, FILES.get)
    value = root.children[1].attributes["b"].value
    assert (value.verbatim, value.place.text, str(value.position)) == (False, "c", "f:1:32")
