# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Read a rule module from its syntax tree. No code is run."""

from __future__ import annotations

import ast
import re
import typing as t
import warnings
from collections.abc import Iterator
from dataclasses import replace

from ..decode import source_of
from ..diagnostic import Diagnostic, UnreadableError
from ..text import Source, Value
from .model import Argument, Function, RuleModule

# A syntax tree takes about 100 times the memory of its source.
LARGEST = 1024 * 1024

_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)", re.MULTILINE)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_SCOPES = (*_FUNCTIONS, ast.ClassDef, ast.Lambda)
_NAME_IN_DEFINITION = re.compile(r"(?:def|async\s+def)\s+(\w+)")


def read(data: bytes | str, path: str) -> RuleModule:
    """Parse a rule module.

    Galaxy skips a module that Python cannot parse with a log message, so its rules are not found:
    galaxy/util/submodules.py.
    """
    try:
        source = source_of(data, path, _encoding(data))
        tree = _parse(source)
    except UnreadableError as error:
        problem = error.diagnostic
        if problem.consequence == "startup":
            problem = replace(problem, consequence="job")
        return RuleModule(problem.place.source, problems=(problem,))
    functions = tuple(
        _function(node, source) for node in _statements(tree) if isinstance(node, _FUNCTIONS)
    )
    return RuleModule(
        source=source,
        functions=functions,
        names=frozenset(_names(tree)),
        imports=tuple(_imports(tree, source)),
        used=frozenset(_used(tree)),
    )


def _encoding(data: bytes | str) -> str:
    """Return the encoding declared in the first two lines, else utf-8."""
    head = b"\n".join(data.split(b"\n", 2)[:2]) if isinstance(data, bytes) else b""
    declared = _CODING.search(head)
    return declared.group(1).decode("ascii", "replace") if declared else "utf-8"


def _parse(source: Source) -> ast.Module:
    start = source.span(0, 0)
    if len(source.text) > LARGEST:
        message = f"{len(source.text)} characters are too many. Expected at most {LARGEST}."
        raise UnreadableError(
            Diagnostic(kind="too-large", place=start, message=message, consequence="unreadable")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        offset = source.offset(error.lineno or 1, (error.offset or 1) - 1)
        message = f"Invalid Python ({error.msg})."
        place = source.span(offset, offset)
        raise UnreadableError(
            Diagnostic(kind="not-python", place=place, message=message, consequence="job")
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        message = f"Invalid Python ({type(error).__name__})."
        raise UnreadableError(
            Diagnostic(kind="not-python", place=start, message=message, consequence="job")
        ) from None


def _statements(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the statements at the top level, including those inside if, try, for and with."""
    waiting: list[ast.AST] = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, _SCOPES):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _names(tree: ast.Module) -> Iterator[str]:
    """Yield the names that a module defines or imports."""
    for node in _statements(tree):
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield node.asname or node.name.partition(".")[0]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _imports(tree: ast.Module, source: Source) -> Iterator[Value]:
    """Yield the modules, and names in modules, imported unconditionally at the top level."""
    for node in tree.body:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield _value(alias.name, node, source)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield _value(f"{node.module}.{alias.name}", node, source)


def _used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


def _function(node: t.Any, source: Source) -> Function:
    place = _value(None, node, source).place
    name = t.cast("re.Match[str]", _NAME_IN_DEFINITION.search(source.text, place.start))
    body = list(_body(node))
    returned = (item.value for item in body if isinstance(item, ast.Return))
    raised = (item.exc for item in body if isinstance(item, ast.Raise))
    return Function(
        name=Value(node.name, source.span(*name.span(1))),
        place=place,
        arguments=tuple(_arguments(node.args, source)),
        returns=tuple(value for item in returned for value in _texts(item, source)),
        raises=tuple(value for item in raised for value in _exceptions(item, source)),
        is_decorated=bool(node.decorator_list),
        resources=tuple(value for item in body for value in _resources(item, source)),
    )


def _body(function: t.Any) -> Iterator[ast.AST]:
    """Yield the nodes of a function, without those of nested functions and classes."""
    waiting: list[ast.AST] = list(reversed(function.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, _SCOPES):
            continue
        yield node
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))


def _arguments(arguments: ast.arguments, source: Source) -> Iterator[Argument]:
    """Yield the arguments. Galaxy passes those in inspect.getfullargspec(f).args, by name."""
    positional = [*arguments.posonlyargs, *arguments.args]
    first_default = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        is_passable = index >= len(arguments.posonlyargs)
        yield Argument(_value(argument.arg, argument, source), index < first_default, is_passable)
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield Argument(_value(argument.arg, argument, source), default is None, is_passable=False)


def _texts(returned: ast.expr | None, source: Source) -> Iterator[Value]:
    """Yield the literal strings of an expression, in both branches of 'x if y else z'."""
    waiting = [returned]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.IfExp):
            waiting += [node.orelse, node.body]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield _value(node.value, node, source)


def _exceptions(raised: ast.expr | None, source: Source) -> Iterator[Value]:
    called = raised.func if isinstance(raised, ast.Call) else raised
    if isinstance(called, ast.Attribute):
        yield _value(called.attr, called, source)
    elif isinstance(called, ast.Name):
        yield _value(called.id, called, source)


def _resources(node: ast.AST, source: Source) -> Iterator[Value]:
    """Yield 'name' from resource_params["name"] and resource_params.get("name")."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
        mapping, key = node.value, t.cast(ast.AST, node.slice)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        mapping, key = node.func.value, node.args[0]
        if node.func.attr != "get":
            return
    else:
        return
    is_argument = isinstance(mapping, ast.Name) and mapping.id == "resource_params"
    if is_argument and isinstance(key, ast.Constant) and isinstance(key.value, str):
        yield _value(key.value, key, source)


def _value(data: object, node: t.Any, source: Source) -> Value:
    start = source.offset_of_bytes(node.lineno, node.col_offset)
    return Value(
        data, source.span(start, source.offset_of_bytes(node.end_lineno, node.end_col_offset))
    )
