# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Writes a graph for Graphviz, for Mermaid, and as an HTML page with details of each node."""

from __future__ import annotations

import json
import typing as t
from collections.abc import Iterator

from ..job import Step
from ..text import Span
from .graph_model import MARKS, Edge, Graph, GraphNode, Mark, NodeKind

# At most so many reasons of an edge, and members of a node, are shown.
_MAX_REASONS = 3
_MAX_MEMBERS = 200

_COLORS: dict[NodeKind, str] = {
    "tools": "#dbe9f9",
    "rule": "#fdf1cd",
    "destination": "#dff2dc",
    "runner": "#ebe1f6",
    "partition": "#e4e7ea",
    "failure": "#f9d7d5",
}
_BORDERS: dict[Mark | None, str] = {
    None: "#444444",
    "unreachable": "#777777",
    "missing": "#b00020",
    "fails": "#b00020",
    "code": "#8a5a00",
}
_ENTITIES = str.maketrans({"#": "#35;", "&": "#amp;", '"': "#quot;", "<": "#lt;", ">": "#gt;"})
# The placeholders of the page.
PICTURE, DATA = "<!-- picture -->", "<!-- data -->"


def as_dot(graph: Graph) -> str:
    """Return the graph in the DOT language of Graphviz. The nodes have the ids n0, n1 and so on."""
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
    """Return a unique, readable name for each node, by its key."""
    names: dict[str, str] = {}
    taken: dict[str, int] = {}
    for key, node in graph.nodes.items():
        name = f"{node.kind}: {node.title}".replace("\n", ", ")
        taken[name] = taken.get(name, 0) + 1
        names[key] = f"{name} ({taken[name]})" if taken[name] > 1 else name
    return names


def _dot_nodes(graph: Graph, names: dict[str, str]) -> Iterator[str]:
    by_kind: dict[NodeKind, list[str]] = {"tools": [], "runner": [], "partition": []}
    for number, (key, node) in enumerate(graph.nodes.items()):
        by_kind.get(node.kind, []).append(_quoted(names[key]))
        attributes = {
            "id": f"n{number}",
            "class": node.kind if node.mark is None else f"{node.kind} {node.mark}",
            "label": _label(node),
            "fillcolor": _COLORS[node.kind],
            "color": _BORDERS[node.mark],
            "style": "rounded,filled" if node.mark is None else "rounded,filled,dashed",
        }
        yield f"{_quoted(names[key])} [{_attributes(attributes)}];"
    ranks: dict[NodeKind, str] = {"tools": "min", "runner": "same", "partition": "max"}
    for kind, rank in ranks.items():
        if by_kind[kind]:
            yield f"{{ rank={rank}; {' '.join(by_kind[kind])} }}"


def _label(node: GraphNode) -> str:
    return node.title if node.mark is None else f"{node.title}\n({MARKS[node.mark]})"


def _dot_edge(edge: Edge, names: dict[str, str]) -> str:
    attributes = {"label": "\n".join(_reasons(edge))}
    if edge.is_resubmission:
        attributes |= {"style": "dashed", "constraint": "false"}
    source, target = _quoted(names[edge.source]), _quoted(names[edge.target])
    return f"{source} -> {target} [{_attributes(attributes)}];"


def _reasons(edge: Edge) -> list[str]:
    """Return the first reasons of an edge, and the number of the others."""
    reasons = list(dict.fromkeys(filter(None, map(_reason, edge.reasons))))
    more = len(reasons) - _MAX_REASONS
    return [*reasons[:_MAX_REASONS], f"and {more} more"] if more > 0 else reasons


def _reason(step: Step) -> str:
    return ": ".join(filter(None, (step.action, step.reason)))


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={_quoted(value)}" for name, value in values.items() if value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def as_mermaid(graph: Graph) -> str:
    """Return the graph in the language of Mermaid, which GitHub and GitLab render."""
    ids = {key: f"n{number}" for number, key in enumerate(graph.nodes)}
    lines = ["flowchart LR"]
    for key, node in graph.nodes.items():
        lines.append(f'  {ids[key]}["{_escaped(_label(node))}"]:::{node.mark or node.kind}')
    for edge in graph.edges:
        arrow = "-.->" if edge.is_resubmission else "-->"
        label = _escaped("\n".join(_reasons(edge)))
        label = f'|"{label}"|' if label else ""
        lines.append(f"  {ids[edge.source]} {arrow}{label} {ids[edge.target]}")
    return "\n".join([*lines, *_mermaid_classes(graph), ""])


def _mermaid_classes(graph: Graph) -> Iterator[str]:
    kinds = {node.kind for node in graph.nodes.values() if node.mark is None}
    marks = {node.mark for node in graph.nodes.values()}
    for kind, color in _COLORS.items():
        if kind in kinds:
            yield f"  classDef {kind} fill:{color},color:#000"
    for mark, color in _BORDERS.items():
        if mark is not None and mark in marks:
            style = f"fill:#fff,color:#000,stroke:{color},stroke-dasharray:4"
            yield f"  classDef {mark} {style}"


def _escaped(text: str) -> str:
    """Escape a text for Mermaid; keep its line breaks."""
    escaped = text.translate(_ENTITIES)
    return escaped.replace("\n", "<br/>")


def as_html(graph: Graph, svg: str, page: str) -> str:
    """Return a page with a picture from Graphviz and the details of each node."""
    picture = svg[svg.index("<svg") :]
    data = json.dumps(_data(graph)).replace("<", "\\u003c")
    before, after = page.split(PICTURE)
    between, end = after.split(DATA)
    return f"{before}{picture}{between}{data}{end}"


def _data(graph: Graph) -> dict[str, t.Any]:
    titles = {key: node.title.replace("\n", ", ") for key, node in graph.nodes.items()}
    edges = _edge_data(graph, titles)
    return {
        f"n{number}": {
            "kind": node.kind,
            "title": titles[key],
            "mark": MARKS[node.mark] if node.mark else "",
            "members": [
                {"name": member.name, "place": _position(member.place)}
                for member in node.members[:_MAX_MEMBERS]
            ],
            "more": max(0, len(node.members) - _MAX_MEMBERS),
            "details": node.details,
            "edges": edges[key],
        }
        for number, (key, node) in enumerate(graph.nodes.items())
    }


def _edge_data(graph: Graph, titles: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    """Return the outgoing edges of each node, one item for each reason."""
    edges: dict[str, list[dict[str, str]]] = {key: [] for key in graph.nodes}
    for edge in graph.edges:
        title = titles[edge.target]
        edges[edge.source] += (
            {"to": title, "why": _reason(step), "place": _position(step.place)}
            for step in edge.reasons[:_MAX_MEMBERS]
        )
        more = len(edge.reasons) - _MAX_MEMBERS
        if more > 0:
            edges[edge.source].append({"to": title, "why": f"and {more} more", "place": ""})
    return edges


def _position(place: Span | None) -> str:
    return f"{place.position.path}:{place.position.line}" if place else ""
