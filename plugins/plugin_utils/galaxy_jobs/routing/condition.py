# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Evaluates conditions and delays of resubmission without executing them.

Galaxy 26.1.2: galaxy/jobs/runners/state_handlers/resubmit.py, _ExpressionContext.
"""

from __future__ import annotations

import ast
import operator
import typing as t
from collections.abc import Callable, Mapping

from ..lint.expressions import refusal

# The failures that a runner reports, by their names in conditions.
FAILURES = (
    "walltime_reached",
    "memory_limit_reached",
    "unknown_error",
    "tool_detected_failure",
    "tool_timelimit_reached",
)
_OPERATORS: Mapping[type, Callable[[t.Any, t.Any], t.Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}
_FUNCTIONS: Mapping[str, Callable[..., t.Any]] = {
    "abs": abs,
    "float": float,
    "int": int,
    "max": max,
    "min": min,
    "round": round,
}


class UnknownError(Exception):
    """The result depends on unknown facts, such as how long the job ran."""


class RefusedError(Exception):
    """Galaxy cannot evaluate the expression; the job fails."""


def evaluate(text: object, failure: str, attempt: int) -> t.Any:
    """Return the value of an expression after the given attempt failed in the given way.

    Raises UnknownError and RefusedError.
    """
    if not isinstance(text, str):
        raise RefusedError(f"'{text}' is not a string")
    if text.isdigit():
        return int(text)
    reason = refusal(text)
    if reason:
        raise RefusedError(reason)
    values: dict[str, t.Any] = {name: name == failure for name in FAILURES}
    values.update(any_failure=True, any_potential_job_failure=True, attempt=attempt)
    try:
        return _value(ast.parse(text, mode="eval").body, values)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise RefusedError(str(error)) from None


def _value(node: ast.expr, values: Mapping[str, t.Any]) -> t.Any:
    if isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in values:
        return values[node.id]
    if isinstance(node, ast.BoolOp):
        return _bool_op(node, values)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _value(node.operand, values)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.Compare):
        return _compare(node, values)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _call(node, node.func.id, values)
    raise UnknownError(ast.dump(node))


def _bool_op(node: ast.BoolOp, values: Mapping[str, t.Any]) -> t.Any:
    """Return the value of 'and' or 'or'; one deciding operand is enough if others are unknown."""
    deciding = isinstance(node.op, ast.Or)
    result: t.Any = None
    unknown = None
    for operand in node.values:
        try:
            result = _value(operand, values)
        except UnknownError as error:
            unknown = error
            continue
        if bool(result) is deciding:
            return result
    if unknown:
        raise unknown
    return result


def _compare(node: ast.Compare, values: Mapping[str, t.Any]) -> bool:
    left = _value(node.left, values)
    for kind, operand in zip(node.ops, node.comparators):
        right = _value(operand, values)
        if type(kind) not in _OPERATORS:
            raise UnknownError(ast.dump(node))
        if not _OPERATORS[type(kind)](left, right):
            return False
        left = right
    return True


def _call(node: ast.Call, name: str, values: Mapping[str, t.Any]) -> t.Any:
    if name not in _FUNCTIONS or node.keywords:
        raise UnknownError(name)
    return _FUNCTIONS[name](*(_value(argument, values) for argument in node.args))
