# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A graph written down for Graphviz, for Mermaid, and for a page that tells more of each node."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator

from ..job import Step
from ..text import Place
from .graph import MARKS, Edge, Graph, Kind, Mark, Node

# What is shown of things that are many.
_REASONS = 3
_MEMBERS = 200

_COLOURS: dict[Kind, str] = {
    "tools": "#dbe9f9",
    "rule": "#fdf1cd",
    "destination": "#dff2dc",
    "runner": "#ebe1f6",
    "partition": "#e4e7ea",
    "failure": "#f9d7d5",
}
_BORDERS: dict[Mark | None, str] = {
    None: "#444444",
    "unused": "#777777",
    "missing": "#b00020",
    "fails": "#b00020",
    "code": "#8a5a00",
}
_ENTITIES = str.maketrans({"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;"})
# What fills the page.
PICTURE, DATA = "<!-- picture -->", "<!-- data -->"


def as_dot(graph: Graph) -> str:
    """Return the graph in the language of Graphviz; the nodes have the ids n0, n1 and so on."""
    names = _names(graph)
    return "\n".join(
        [
            "digraph {",
            "  rankdir=LR; ranksep=1.1; nodesep=0.15;",
            '  node [shape=box style="rounded,filled" fontname="sans-serif" fontsize=11];',
            '  edge [fontname="sans-serif" fontsize=9 color="#555555"];',
            *(f"  {line}" for line in _dot_nodes(graph, names)),
            *(f"  {_dot_edge(edge, names)}" for edge in graph.edges),
            "}\n",
        ]
    )


def _names(graph: Graph) -> dict[str, str]:
    """Return a name for each key that tells people what the node is."""
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for key, node in graph.nodes.items():
        name = f"{node.kind}: {node.title}".replace("\n", ", ")
        taken[name] = taken.get(name, 0) + 1
        names[key] = f"{name} ({taken[name]})" if taken[name] > 1 else name
    return names


def _dot_nodes(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    ends: dict[Kind, list[str]] = {"tools": [], "runner": [], "partition": []}
    for number, (key, node) in enumerate(graph.nodes.items()):
        ends.get(node.kind, []).append(_quoted(names[key]))
        given = {
            "id": f"n{number}",
            "class": node.kind if node.mark is None else f"{node.kind} {node.mark}",
            "label": _label(node),
            "fillcolor": _COLOURS[node.kind],
            "color": _BORDERS[node.mark],
            "style": "rounded,filled" if node.mark is None else "rounded,filled,dashed",
        }
        yield f"{_quoted(names[key])} [{_attributes(given)}];"
    ranks: dict[Kind, str] = {"tools": "min", "runner": "same", "partition": "max"}
    for kind, rank in ranks.items():
        if ends[kind]:
            yield f"{{ rank={rank}; {' '.join(ends[kind])} }}"


def _label(node: Node) -> str:
    return node.title if node.mark is None else f"{node.title}\n({MARKS[node.mark]})"


def _dot_edge(edge: Edge, names: dict[str, str]) -> str:
    given = {"label": "\n".join(_reasons(edge))}
    if edge.again:
        given |= {"style": "dashed", "constraint": "false"}
    return f"{_quoted(names[edge.source])} -> {_quoted(names[edge.target])} [{_attributes(given)}];"


def _reasons(edge: Edge) -> list[str]:
    """Return why a way is taken, a line each; of many the first."""
    said = list(dict.fromkeys(filter(None, map(_reason, edge.reasons))))
    more = len(said) - _REASONS
    return [*said[:_REASONS], f"and {more} more"] if more > 0 else said


def _reason(step: Step) -> str:
    return ": ".join(filter(None, (step.what, step.because)))


def _attributes(given: dict[str, str]) -> str:
    return " ".join(f"{name}={_quoted(value)}" for name, value in given.items() if value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def as_mermaid(graph: Graph) -> str:
    """Return the graph in the language of Mermaid, as GitHub and GitLab show it."""
    ids = {key: f"n{number}" for number, key in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for key, node in graph.nodes.items():
        lines.append(f'  {ids[key]}["{_escaped(_label(node))}"]:::{node.mark or node.kind}')
    for edge in graph.edges:
        arrow = "-.->" if edge.again else "-->"
        why = _escaped("\n".join(_reasons(edge)))
        middle = f'|"{why}"|' if why else ""
        lines.append(f"  {ids[edge.source]} {arrow}{middle} {ids[edge.target]}")
    used = {node.kind for node in graph.nodes.values() if node.mark is None}
    marks = {node.mark for node in graph.nodes.values()}
    for kind, colour in _COLOURS.items():
        if kind in used:
            lines.append(f"  classDef {kind} fill:{colour},color:#000")
    for mark, colour in _BORDERS.items():
        if mark is not None and mark in marks:
            style = f"fill:#fff,color:#000,stroke:{colour},stroke-dasharray:4"
            lines.append(f"  classDef {mark} {style}")
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    """Return a text in which nothing means anything to Mermaid but the line breaks."""
    escaped = text.translate(_ENTITIES)
    return escaped.replace("\n", "<br/>")


def as_html(graph: Graph, svg: str, page: str) -> str:
    """Return a page with the picture, as Graphviz made it, and what each node says."""
    picture = svg[svg.index("<svg") :]
    data = json.dumps(_data(graph)).replace("<", "\\u003c")
    before, after = page.split(PICTURE)
    between, end = after.split(DATA)
    return f"{before}{picture}{between}{data}{end}"


def _data(graph: Graph) -> dict[str, t.Any]:
    titles = {key: node.title.replace("\n", ", ") for key, node in graph.nodes.items()}
    leads: dict[str, list[t.Any]] = {key: [] for key in graph.nodes}
    for edge in graph.edges:
        for step in edge.reasons[:_MEMBERS]:
            told = {"to": titles[edge.target], "why": _reason(step), "at": _at(step.place)}
            leads[edge.source].append(told)
        more = len(edge.reasons) - _MEMBERS
        if more > 0:
            why = f"and {more} more reasons"
            leads[edge.source].append({"to": titles[edge.target], "why": why, "at": ""})
    return {
        f"n{number}": {
            "kind": node.kind,
            "title": titles[key],
            "mark": MARKS[node.mark] if node.mark else "",
            "members": [
                {"name": member.name, "at": _at(member.place)} for member in node.members[:_MEMBERS]
            ],
            "more": max(0, len(node.members) - _MEMBERS),
            "says": node.says,
            "leads": leads[key],
        }
        for number, (key, node) in enumerate(graph.nodes.items())
    }


def _at(place: Place | None) -> str:
    return f"{place.position.path}:{place.position.line}" if place else ""
