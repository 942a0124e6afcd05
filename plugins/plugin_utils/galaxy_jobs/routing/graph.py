# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""All ways of a configuration at once: tools, rules, destinations, runners and partitions.

Pure: the same configuration gives the same nodes and edges in the same order.
"""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ....module_utils._errors import ClusterError
from ...slurm.cluster import Partition
from ...slurm.feasibility import partition_names
from ..job import FailsError, Job, Step
from ..job_conf.model import Destination, Tool, is_enabled
from ..lint.batch import natives, slurm_requests
from ..secrets import without_secrets
from ..text import Place, Value
from ..tool_destinations.plan import FAIL, Plan, PlannedRule, PlannedTool
from ..yaml import dump
from .check import counted
from .job_conf import chosen
from .model import Target
from .report import shown_env
from .route import DYNAMIC, Router
from .rules import NotRunError, Rules, ask

Kind = t.Literal["tools", "rule", "destination", "runner", "partition", "failure"]
Mark = t.Literal["unused", "missing", "fails", "code"]

# What a mark says of a node.
MARKS: Mapping[Mark, str] = {
    "unused": "no job comes here",
    "missing": "named, but not there",
    "fails": "jobs that come here fail",
    "code": "only running a rule tells where jobs go from here",
}
_COUNTED = {
    "file_size": "bytes",
    "num_input_datasets": "inputs",
    "records": "records",
}
# So many names a node shows; the others are counted.
_NAMED = 3
# So many groups of tools with rules a picture shows before they are drawn together.
_MOST_GROUPS = 60

_Tools = list[tuple[str, PlannedTool]]


class Member(t.NamedTuple):
    """One of the things a node stands for, and where it is defined."""

    name: str
    place: Place | None


@dataclass
class Node:
    """Something jobs come to. Of things that are treated alike one node has all as members.

    says is what it says, in YAML; what may be a secret is hidden.
    """

    kind: Kind
    title: str
    members: tuple[Member, ...]
    says: str = ""
    mark: Mark | None = None


# eq=False: each is itself alone.
@dataclass(eq=False)
class Edge:
    """A way from one node to another, by their keys, with all reasons to take it.

    again: taken by jobs that failed.
    """

    source: str
    target: str
    again: bool = False
    reasons: list[Step] = field(default_factory=list)


@dataclass
class Graph:
    """Nodes by their keys, and edges, both in the order in which jobs come to them."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)


def graph(
    router: Router, partitions: Mapping[str, Partition] | None = None, tool: str | None = None
) -> Graph:
    """Return all ways jobs may go, or those of one tool; partitions are those of a slurm.conf.

    Where it is known that no job comes to something, it is marked unused; of one tool that is not
    looked for.
    """
    drawing = _Drawing(router, partitions, None if tool is None else Job(tool))
    drawing.draw_tools()
    if tool is None:
        drawing.draw_the_rest()
    return drawing.graph


class _Drawing:
    """Follows jobs from their tools on; what was drawn once is not drawn again."""

    def __init__(
        self, router: Router, partitions: Mapping[str, Partition] | None, job: Job | None
    ) -> None:
        self.graph = Graph()
        self._router = router
        self._conf = router.destinations
        self._partitions = partitions
        self._job = job
        self._edges: dict[tuple[str, str, bool], Edge] = {}
        self._reasons: set[tuple[Edge, Step]] = set()
        conf = self._conf.conf
        self._partition_names = {
            id(destination): partition_names(request, partitions or {})
            for destination, request in slurm_requests(conf, natives(conf))
        }

    def draw_tools(self) -> None:
        """Draw the tools by where they go first, and all that follows."""
        for number, (name, members) in enumerate(_by_destination(self._tools())):
            key = f"tools {number}"
            self.graph.nodes[key] = Node("tools", _title(members, "tools"), tuple(members))
            place = members[0].place
            self._edge(key, self._named(name, place), Step("", "", place))

    def _tools(self) -> Iterator[tuple[object, Member]]:
        """Yield the name that each tool is mapped to, None where its jobs fail."""
        default, because, place = self._conf.default
        if self._job is not None:
            found = self._conf.tool(self._job)
            yield _goes_to(found, default), Member(self._job.tool, found.place if found else place)
            return
        for name, tools in self._conf.tools():
            try:
                tool = t.cast(Tool, chosen(tools, name))
            except FailsError:
                yield None, Member(name, tools[0].place)
            else:
                yield _goes_to(tool, default), Member(name, tool.place)
        yield default, Member(f"any other tool: {because}", place)

    def draw_the_rest(self) -> None:
        """Draw what no job comes to, marked unless code may send jobs there."""
        sure = not any(node.mark == "code" for node in self.graph.nodes.values())
        reached = set(self.graph.nodes)
        for destination in self._conf.conf.destinations:
            if is_enabled(destination.enabled):
                self._destination(destination)
        for name in self._conf.runners:
            self._runner(name)
        for name in self._partitions or ():
            self._partition(name)
        for key, node in self.graph.nodes.items():
            if sure and key not in reached and node.mark is None:
                node.mark = "unused"

    def _edge(self, source: str, target: str, reason: Step, again: bool = False) -> None:
        key = source, target, again
        if key not in self._edges:
            self._edges[key] = Edge(source, target, again)
            self.graph.edges.append(self._edges[key])
        if (self._edges[key], reason) not in self._reasons:
            self._reasons.add((self._edges[key], reason))
            self._edges[key].reasons.append(reason)

    def _add(self, key: str, node: Node) -> bool:
        """Add a node; return whether it is a new one."""
        new = key not in self.graph.nodes
        if new:
            self.graph.nodes[key] = node
        return new

    def _named(self, name: object, place: Place | None) -> str:
        """Draw what an id or tag stands for, and return its node."""
        if name is None:
            return self._failure()
        found = self._conf.named.get(name, ()) if isinstance(name, Hashable) else ()
        if len(found) == 1:
            return self._destination(found[0])
        key = f"name {name}"
        if not found:
            self._unknown(key, str(name), place)
        elif self._add(key, Node("rule", f"tag {name}", _members(found), "Galaxy draws lots.")):
            for each in found:
                self._edge(key, self._destination(each), Step("", "", each.place))
        return key

    def _unknown(self, key: str, name: str, place: Place | None) -> None:
        """Draw a name that is no id and no tag: a URL of old, or a mistake."""
        is_url = "://" in name
        node = Node("destination", name, (Member(name, place),), mark=None if is_url else "missing")
        if self._add(key, node) and is_url:
            self._edge(key, self._runner(name.split(":", 1)[0], place), Step("", "", place))

    def _destination(self, destination: Destination) -> str:
        target = self._conf.target(destination)
        key = f"destination {destination.place.start} {target.id}"
        if key in self.graph.nodes:
            return key
        members = (Member(str(target.id), destination.place),)
        kind: Kind = "rule" if target.runner == DYNAMIC else "destination"
        self.graph.nodes[key] = Node(kind, str(target.id), members, _says(target))
        if target.runner == DYNAMIC:
            self._dynamic(key, target)
        else:
            runner = self._runner(target.runner, destination.place)
            self._edge(key, runner, Step("", "", destination.place))
            for name in self._partition_names.get(id(destination), ()):
                step = Step(str(target.id), "", destination.place)
                self._edge(runner, self._partition(name, destination.place), step)
        own = [each.place for each in destination.resubmit]
        for place, again in zip(own or [destination.place], target.resubmit):
            step = Step("", f"after {again.get('condition') or 'any failure'}", place)
            to = again.get("environment")
            to = key if to is None else self._named(to, place)
            self._edge(key, to, step, again=True)
        return key

    def _runner(self, name: t.Any, place: Place | None = None) -> str:
        key = f"runner {name}"
        found = [each for each in self._conf.conf.runners if each.id.data == name]
        if name not in self._conf.runners:
            members = (Member(str(name), found[-1].place if found else place),)
            self._add(key, Node("runner", str(name), members, mark="missing"))
            return key
        runner = found[-1]
        params = {each: param.value.plain() for each, param in runner.params.items()}
        said = {"load": self._conf.runners[name], "params": params}
        members = (Member(str(name), runner.place),)
        self._add(key, Node("runner", str(name), members, _in_yaml(said)))
        return key

    def _partition(self, name: str, place: Place | None = None) -> str:
        key = f"partition {name}"
        missing = self._partitions is not None and name not in self._partitions
        node = Node("partition", name, (Member(name, place),), mark="missing" if missing else None)
        self._add(key, node)
        return key

    def _failure(self) -> str:
        self._add("failure", Node("failure", "Galaxy fails the job", ()))
        return "failure"

    def _dynamic(self, key: str, target: Target) -> None:
        node = self.graph.nodes[key]
        kind = target.params.get("type", "python")
        node.title = f"{target.id} ({kind})"
        try:
            if kind == "dtd":
                self._tool_destinations(key, self._router.plan(target))
            elif kind == "python":
                rules = Rules(self._router.rules.modules)
                ask(rules, target, self._job or Job(""), self._conf.named)
            else:
                for way in self._router.ways(target, self._job or Job("")):
                    step = Step("", way.step.because, target.place)
                    self._edge(key, self._named(way.name, target.place), step)
        except FailsError as error:
            named = self._job or kind != "python" or "function" in target.params
            node.mark = "fails" if named else "code"
            self._note(node, error.failure.cause, error.failure.place)
        except NotRunError as error:
            node.mark = "code"
            self._note(node, error.why, error.place)
            for name in error.may_be:
                step = Step("", "its text names it", error.place)
                self._edge(key, self._named(name, error.place), step)
        except ClusterError as error:
            node.mark = "code"
            self._note(node, str(error), None)

    def _note(self, node: Node, why: str, place: Place | None) -> None:
        node.says = f"{why}\n\n{node.says}"
        if place is not None:
            node.members = (*node.members, Member("decided", place))

    def _tool_destinations(self, key: str, plan: Plan) -> None:
        asked = self._job and self._job.old_id
        tools = [(str(name), tool) for name, tool in plan.tools.items() if asked in (None, name)]
        groups = _grouped(tools, plan)
        for number, group in enumerate(groups):
            self._ruled(key, f"{key} {number}", group, plan)
        if self._job is None or not groups:
            self._defaults(key, "any other tool", PlannedTool(), plan)

    def _ruled(self, key: str, own: str, group: _Tools, plan: Plan) -> None:
        """Draw a group of tools, all with the same rules or each with its own."""
        members = [Member(name, _place_of(tool)) for name, tool in group]
        first = group[0][1]
        alike = all(_treatment(tool) == _treatment(first) for _name, tool in group)
        how = counted(len(first.rules), "rule") if alike else "each with its own rules"
        self.graph.nodes[own] = Node("rule", f"{_title(members, 'tools')}\n{how}", tuple(members))
        self._edge(key, own, Step("", "", members[0].place))
        for name, tool in group[:1] if alike else group:
            self._rules_of(own, "" if alike else f"{name}, ", tool)
            self._defaults(own, "else" if tool.rules else "always", tool, plan)

    def _rules_of(self, own: str, whose: str, tool: PlannedTool) -> None:
        for rule in tool.rules:
            for name, more in _names_of(rule):
                step = Step(f"{whose}rule {rule.number}", _condition(rule) + more, rule.place)
                to = self._failure() if name is None else self._named(name, rule.place)
                self._edge(own, to, step)

    def _defaults(self, key: str, when: str, tool: PlannedTool, plan: Plan) -> None:
        """Draw where jobs go that no rule takes."""
        for because, value in _defaults_of(tool, plan):
            step = Step("", f"{when}{because}", value.place)
            self._edge(key, self._named(value.data, value.place), step)


def _grouped(tools: _Tools, plan: Plan) -> list[_Tools]:
    """Return tools in groups of those that are treated alike.

    Where that are too many groups for a picture, those that come to the same destinations are one,
    or those that come to the same when no rule takes them, or all.
    """
    groups: dict[str, _Tools] = {}
    for likeness in (
        _treatment,
        lambda tool: repr(sorted({*_by_rules(tool), *_by_default(tool, plan)})),
        lambda tool: repr(sorted(_by_default(tool, plan))),
        lambda _tool: "",
    ):
        groups = {}
        for name, tool in tools:
            groups.setdefault(likeness(tool), []).append((name, tool))
        if len(groups) <= _MOST_GROUPS:
            break
    return list(groups.values())


def _by_rules(tool: PlannedTool) -> set[str]:
    return {str(name) for rule in tool.rules for name, _more in _names_of(rule)}


def _by_default(tool: PlannedTool, plan: Plan) -> set[str]:
    return {str(value.data) for _because, value in _defaults_of(tool, plan)}


def _goes_to(tool: Tool | None, default: object) -> object:
    named = tool.destination.plain() if tool and tool.destination else None
    return default if named is None else named


def _by_destination(
    tools: Iterable[tuple[object, Member]],
) -> Iterator[tuple[object, list[Member]]]:
    groups: dict[str, tuple[object, list[Member]]] = {}
    for name, member in tools:
        groups.setdefault(repr(name), (name, []))[1].append(member)
    yield from groups.values()


def _members(destinations: Iterable[Destination]) -> tuple[Member, ...]:
    return tuple(Member(str(each.id.data), each.place) for each in destinations)


def _title(members: Sequence[Member], what: str) -> str:
    """Return what names a group: all names of a small one, the first of a large one."""
    names = [Job(member.name).old_id for member in members[:_NAMED]]
    if len(members) <= _NAMED:
        return "\n".join(names)
    return "\n".join([f"{len(members)} {what}", *names, f"and {len(members) - _NAMED} more"])


def _says(target: Target) -> str:
    said = {
        "runner": target.runner,
        "tags": list(target.tags),
        "shell": target.shell,
        "params": target.params,
        "env": [shown_env(each) for each in target.env],
        "resubmit": [
            {name: value for name, value in each.items() if value is not None}
            for each in target.resubmit
        ],
    }
    return _in_yaml(said)


def _in_yaml(said: Mapping[str, t.Any]) -> str:
    shown = {name: without_secrets(name, value) for name, value in said.items() if value}
    return dump(shown) if shown else ""


def _treatment(tool: PlannedTool) -> str:
    """Return what tells tools apart that are not treated alike."""
    rules = [
        {
            **rule._asdict(),
            "place": None,
            "destination": rule.destination and rule.destination.plain(),
            "users": rule.users and sorted(rule.users),
        }
        for rule in tool.rules
    ]
    by_priority = {name: each.data for name, each in tool.default_by_priority.items()}
    return repr((rules, tool.default and tool.default.data, by_priority))


def _place_of(tool: PlannedTool) -> Place | None:
    """Return where a tool is first spoken of."""
    values = [*([tool.default] if tool.default else []), *tool.default_by_priority.values()]
    places = [rule.place for rule in tool.rules] + [value.place for value in values]
    return min(places, key=lambda place: place.start) if places else None


def _names_of(rule: PlannedRule) -> Iterator[tuple[object, str]]:
    """Yield the names a rule chooses, None where it fails jobs, and for whom."""
    destination = rule.destination.plain() if rule.destination else None
    if rule.fails or destination is None:
        yield None, ""
    elif isinstance(destination, str):
        yield destination, ""
    else:
        by_priority = destination.get("priority") if isinstance(destination, dict) else None
        for priority, name in (by_priority if isinstance(by_priority, dict) else {}).items():
            yield None if name == FAIL else name, f", priority {priority}"


def _condition(rule: PlannedRule) -> str:
    """Return which jobs a rule takes, in a few words."""
    if rule.arguments is not None:
        words = "with its parameters"
    else:
        words = f"{_COUNTED[rule.type]}: {rule.bounds_in_words()}"
    return f"{words}, for {', '.join(sorted(rule.users))}" if rule.users else words


def _defaults_of(tool: PlannedTool, plan: Plan) -> Iterator[tuple[str, Value]]:
    """Yield where jobs of a tool go that no rule takes, and with which priority."""
    if tool.default is not None:
        yield "", tool.default
        return
    of_tool, of_all = tool.default_by_priority, plan.default_by_priority
    for priority, value in of_tool.items():
        yield f", priority {priority}", value
    if of_tool and set(plan.default_priorities) <= set(of_tool):
        return
    if plan.default is not None:
        yield "", plan.default
    for priority, value in of_all.items():
        if priority not in of_tool:
            yield f", priority {priority}", value
