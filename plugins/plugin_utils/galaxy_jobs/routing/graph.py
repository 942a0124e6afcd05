# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Draws a configuration as a graph. The same configuration always gives the same graph."""

from __future__ import annotations

import typing as t
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from ....module_utils._errors import ClusterError
from ...slurm.cluster import Partition
from ...slurm.feasibility import partition_names
from ..job import FailsError, Job, Step
from ..job_conf.model import Destination, Tool, is_enabled
from ..lint.batch import parsed_requests, slurm_requests
from ..secrets import mask_secrets
from ..text import Span
from ..tool_destinations.plan import Plan, PlannedTool
from ..words import plural
from ..yaml import dump
from .destinations import effective
from .graph_model import Graph, GraphNode, Member, NodeKind
from .model import Target
from .python_rules import NotRunError, Rules, call
from .report import shown_env
from .route import Router
from .tool_groups import (
    Tools,
    condition_of,
    defaults_of,
    first_place,
    group_tools,
    names_of,
    rules_key,
)
from .walk import DYNAMIC

# A title shows so many names, and the number of the others.
_MAX_NAMES = 3


def draw(
    router: Router, partitions: Mapping[str, Partition] | None = None, tool: str | None = None
) -> Graph:
    """Return the graph of a configuration, or of one tool. Partitions are those of a slurm.conf.

    A full graph also shows unreachable nodes.
    """
    drawing = _Drawing(router, partitions, None if tool is None else Job(tool))
    drawing.draw_tools()
    if tool is None:
        drawing.draw_unreachable()
    return drawing.graph


class _Drawing:
    """Follows jobs from their tools on. Each node is drawn once."""

    def __init__(
        self, router: Router, partitions: Mapping[str, Partition] | None, job: Job | None
    ) -> None:
        self.graph = Graph()
        self._router = router
        self._destinations = router.destinations
        self._partitions = partitions
        self._job = job
        conf = self._destinations.conf
        self._partition_names = {
            id(destination): partition_names(request, partitions or {})
            for destination, request in slurm_requests(conf, parsed_requests(conf))
        }

    def draw_tools(self) -> None:
        """Draw the tools in groups by their first destination, and everything that follows."""
        for number, (name, members) in enumerate(_by_destination(self._tools())):
            key = f"tools {number}"
            self.graph.add(key, GraphNode("tools", _title(members, "tools"), tuple(members)))
            place = members[0].place
            self.graph.connect(key, self._draw_name(name, place), Step("", "", place))

    def _tools(self) -> Iterator[tuple[object, Member]]:
        """Yield the id or tag of each tool, or None if its jobs fail."""
        default, reason, place = self._destinations.default
        if self._job is not None:
            tool = self._destinations.tool(self._job)
            member = Member(self._job.tool, tool.place if tool else place)
            yield _first_name(tool, default), member
            return
        for name, tools in self._destinations.tools():
            try:
                configured = t.cast(Tool, effective(tools, name))
            except FailsError:
                yield None, Member(name, tools[0].place)
            else:
                yield _first_name(configured, default), Member(name, configured.place)
        yield default, Member(f"any other tool: {reason}", place)

    def draw_unreachable(self) -> None:
        """Draw the remaining nodes; mark them unless Python code may send jobs to them."""
        is_certain = not any(node.mark == "code" for node in self.graph.nodes.values())
        reached = set(self.graph.nodes)
        for destination in self._destinations.conf.destinations:
            if is_enabled(destination.enabled):
                self._draw_destination(destination)
        for name in self._destinations.runners:
            self._draw_runner(name)
        for name in self._partitions or ():
            self._draw_partition(name)
        for key, node in self.graph.nodes.items():
            if is_certain and key not in reached and node.mark is None:
                node.mark = "unreachable"

    def _draw_name(self, name: object, place: Span | None) -> str:
        """Draw the destinations with an id or tag, and return the key of the node."""
        if name is None:
            return self._draw_failure()
        by_name = self._destinations.by_name
        found = by_name.get(name, ()) if isinstance(name, Hashable) else ()
        if len(found) == 1:
            return self._draw_destination(found[0])
        key = f"name {name}"
        details = "Galaxy picks one at random."
        if not found:
            self._draw_unknown(key, str(name), place)
        elif self.graph.add(key, GraphNode("rule", f"tag {name}", _members(found), details)):
            for destination in found:
                target = self._draw_destination(destination)
                self.graph.connect(key, target, Step("", "", destination.place))
        return key

    def _draw_unknown(self, key: str, name: str, place: Span | None) -> None:
        """Draw a name that is neither an id nor a tag: a legacy URL, or a mistake."""
        is_url = "://" in name
        mark: t.Literal["missing"] | None = None if is_url else "missing"
        node = GraphNode("destination", name, (Member(name, place),), mark=mark)
        if self.graph.add(key, node) and is_url:
            runner = self._draw_runner(name.split(":", 1)[0], place)
            self.graph.connect(key, runner, Step("", "", place))

    def _draw_destination(self, destination: Destination) -> str:
        target = self._destinations.target(destination)
        key = f"destination {destination.place.start} {target.id}"
        members = (Member(str(target.id), destination.place),)
        kind: NodeKind = "rule" if target.runner == DYNAMIC else "destination"
        if not self.graph.add(key, GraphNode(kind, str(target.id), members, _details(target))):
            return key
        if target.runner == DYNAMIC:
            self._draw_dynamic(key, target)
        else:
            self._connect_runner(key, destination, target)
        self._connect_resubmissions(key, destination, target)
        return key

    def _connect_runner(self, key: str, destination: Destination, target: Target) -> None:
        runner = self._draw_runner(target.runner, destination.place)
        self.graph.connect(key, runner, Step("", "", destination.place))
        for name in self._partition_names.get(id(destination), ()):
            partition = self._draw_partition(name, destination.place)
            step = Step(str(target.id), "", destination.place)
            self.graph.connect(runner, partition, step)

    def _connect_resubmissions(self, key: str, destination: Destination, target: Target) -> None:
        places = [resubmit.place for resubmit in destination.resubmit] or [destination.place]
        for place, resubmit in zip(places, target.resubmit):
            step = Step("", f"after {resubmit.get('condition') or 'any failure'}", place)
            name = resubmit.get("environment")
            following = key if name is None else self._draw_name(name, place)
            self.graph.connect(key, following, step, is_resubmission=True)

    def _draw_runner(self, name: t.Any, place: Span | None = None) -> str:
        key = f"runner {name}"
        runners = self._destinations.runners
        found = [item for item in self._destinations.conf.runners if item.id.data == name]
        if name not in runners:
            members = (Member(str(name), found[-1].place if found else place),)
            self.graph.add(key, GraphNode("runner", str(name), members, mark="missing"))
            return key
        runner = found[-1]
        params = {name: param.value.plain() for name, param in runner.params.items()}
        details = _in_yaml({"load": runners[name], "params": params})
        members = (Member(str(name), runner.place),)
        self.graph.add(key, GraphNode("runner", str(name), members, details))
        return key

    def _draw_partition(self, name: str, place: Span | None = None) -> str:
        key = f"partition {name}"
        is_missing = self._partitions is not None and name not in self._partitions
        members = (Member(name, place),)
        node = GraphNode("partition", name, members, mark="missing" if is_missing else None)
        self.graph.add(key, node)
        return key

    def _draw_failure(self) -> str:
        self.graph.add("failure", GraphNode("failure", "Galaxy fails the job", ()))
        return "failure"

    def _draw_dynamic(self, key: str, target: Target) -> None:
        node = self.graph.nodes[key]
        kind = target.params.get("type", "python")
        node.title = f"{target.id} ({kind})"
        try:
            self._draw_choices(key, target, kind)
        except FailsError as error:
            is_certain = self._job or kind != "python" or "function" in target.params
            node.mark = "fails" if is_certain else "code"
            _add_note(node, error.failure.cause, error.failure.place)
        except NotRunError as error:
            node.mark = "code"
            _add_note(node, error.why, error.place)
            for name in error.candidates:
                step = Step("", "named in its source", error.place)
                self.graph.connect(key, self._draw_name(name, error.place), step)
        except ClusterError as error:
            node.mark = "code"
            _add_note(node, str(error), None)

    def _draw_choices(self, key: str, target: Target, kind: object) -> None:
        """Draw the choices of a dynamic destination. Raises as Router.choices does."""
        job = self._job or Job("")
        if kind == "dtd":
            self._draw_tool_destinations(key, self._router.plan(target))
        elif kind == "python":
            call(Rules(self._router.rules.modules), target, job, self._destinations.by_name)
        else:
            for choice in self._router.choices(target, job):
                step = Step("", choice.step.reason, target.place)
                self.graph.connect(key, self._draw_name(choice.name, target.place), step)

    def _draw_tool_destinations(self, key: str, plan: Plan) -> None:
        tool_id = self._job and self._job.old_id
        tools = [(str(name), tool) for name, tool in plan.tools.items() if tool_id in (None, name)]
        groups = group_tools(tools, plan)
        for number, group in enumerate(groups):
            self._draw_group(key, f"{key} {number}", group, plan)
        if self._job is None or not groups:
            self._connect_defaults(key, "any other tool", PlannedTool(), plan)

    def _draw_group(self, parent: str, key: str, group: Tools, plan: Plan) -> None:
        """Draw a group of tools, which have the same rules or were merged."""
        members = [Member(name, first_place(tool)) for name, tool in group]
        first = group[0][1]
        is_uniform = all(rules_key(tool) == rules_key(first) for _name, tool in group)
        rules = plural(len(first.rules), "rule") if is_uniform else "each with its own rules"
        title = f"{_title(members, 'tools')}\n{rules}"
        self.graph.add(key, GraphNode("rule", title, tuple(members)))
        self.graph.connect(parent, key, Step("", "", members[0].place))
        for name, tool in group[:1] if is_uniform else group:
            self._connect_rules(key, "" if is_uniform else f"{name}, ", tool)
            self._connect_defaults(key, "else" if tool.rules else "always", tool, plan)

    def _connect_rules(self, key: str, prefix: str, tool: PlannedTool) -> None:
        for rule in tool.rules:
            for name, suffix in names_of(rule):
                title = f"{prefix}rule {rule.number}"
                step = Step(title, condition_of(rule) + suffix, rule.place)
                target = self._draw_failure() if name is None else self._draw_name(name, rule.place)
                self.graph.connect(key, target, step)

    def _connect_defaults(self, key: str, prefix: str, tool: PlannedTool, plan: Plan) -> None:
        """Draw the destinations of jobs that match no rule."""
        for suffix, value in defaults_of(tool, plan):
            step = Step("", f"{prefix}{suffix}", value.place)
            self.graph.connect(key, self._draw_name(value.data, value.place), step)


def _add_note(node: GraphNode, why: str, place: Span | None) -> None:
    node.details = f"{why}\n\n{node.details}"
    if place is not None:
        node.members = (*node.members, Member("decision", place))


def _first_name(tool: Tool | None, default: object) -> object:
    name = tool.destination.plain() if tool and tool.destination else None
    return default if name is None else name


def _by_destination(
    tools: Iterable[tuple[object, Member]],
) -> Iterator[tuple[object, list[Member]]]:
    groups: dict[str, tuple[object, list[Member]]] = {}
    for name, member in tools:
        groups.setdefault(repr(name), (name, []))[1].append(member)
    yield from groups.values()


def _members(destinations: Iterable[Destination]) -> tuple[Member, ...]:
    return tuple(Member(str(item.id.data), item.place) for item in destinations)


def _title(members: Sequence[Member], noun: str) -> str:
    """Return the title of a group: all names, or the first names and the number of the others."""
    names = [Job(member.name).old_id for member in members[:_MAX_NAMES]]
    if len(members) <= _MAX_NAMES:
        return "\n".join(names)
    return "\n".join([f"{len(members)} {noun}", *names, f"and {len(members) - _MAX_NAMES} more"])


def _details(target: Target) -> str:
    fields = {
        "runner": target.runner,
        "tags": list(target.tags),
        "shell": target.shell,
        "params": target.params,
        "env": [shown_env(env) for env in target.env],
        "resubmit": [
            {name: value for name, value in resubmit.items() if value is not None}
            for resubmit in target.resubmit
        ],
    }
    return _in_yaml(fields)


def _in_yaml(fields: Mapping[str, t.Any]) -> str:
    shown = {name: mask_secrets(name, value) for name, value in fields.items() if value}
    return dump(shown) if shown else ""
