# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Conditions and delays of resubmission that Galaxy accepts. Nothing is executed.

Galaxy 26.1.2: galaxy/jobs/runners/state_handlers/resubmit.py and _safe_eval.py.
"""

from __future__ import annotations

import ast
import warnings

from ..words import quoted, split_names

NAMES = split_names(
    """walltime_reached memory_limit_reached unknown_error tool_detected_failure
    tool_timelimit_reached any_failure any_potential_job_failure attempt seconds_running
    seconds_since_queued"""
)
_FUNCTIONS = split_names(
    """abs all any bin chr cmp complex divmod float hex int len long max min oct ord pow range
    reversed round sorted str sum type unichr unicode log exp sqrt ceil floor"""
)
_METHODS = frozenset(name for name in (*dir(""), *dir([])) if not name.startswith("_"))
# Galaxy writes RShift as GShift, so '>>' is rejected. Str, Num and Index are old node names.
_SYNTAX = split_names(
    """Expr Load Str Num BoolOp Compare And Eq NotEq Or GtE LtE Lt Gt BinOp Add Div Sub Mult Mod
    Pow LShift BitAnd BitOr BitXor UnaryOp Invert Not NotIn In Is IsNot List Index Subscript
    Constant Name Call Attribute"""
)
_WRITTEN = {
    "FloorDiv": "'//'",
    "IfExp": "'if'",
    "Lambda": "'lambda'",
    "RShift": "'>>'",
    "Tuple": "a tuple",
    "USub": "a minus sign before a value",
}


def refusal(text: str) -> str | None:
    """Return why Galaxy rejects an expression, None if it accepts it."""
    if text in NAMES or text.isdigit():
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        leading = " because of its leading whitespace" if text[:1].isspace() else ""
        return f"it is not a Python expression{leading}"
    if len(body) != 1 or not isinstance(body[0], ast.Expr):
        return "it is not a single expression"
    reasons = (_node_refusal(node) for node in ast.walk(body[0]))
    return next((reason for reason in reasons if reason), None)


def _node_refusal(node: ast.AST) -> str | None:
    kind = type(node).__name__
    if kind not in _SYNTAX:
        return f"{_WRITTEN.get(kind, kind)} is not allowed"
    if isinstance(node, ast.Name) and node.id not in _FUNCTIONS | _METHODS | NAMES:
        return f"unknown name '{node.id}'; expected one of {quoted(sorted(NAMES))}"
    if isinstance(node, ast.Attribute) and node.attr not in _METHODS:
        return f"'.{node.attr}' is not allowed"
    if isinstance(node, ast.Call) and not _may_be_called(node.func):
        return "this function is not allowed"
    return None


def _may_be_called(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id in _FUNCTIONS
    return isinstance(function, ast.Attribute)
