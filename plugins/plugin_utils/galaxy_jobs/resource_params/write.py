# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""job_resource_params_conf.xml written from plain data.

Galaxy 26.1.2: galaxy/util/__init__.py, parse_resource_parameters: each <param> is one as in a
tool's <inputs>, with options and validators below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ....module_utils._errors import ClusterError
from ..xml import UNWRITABLE, Tag, dump

_BELOW = {"options": "option", "validators": "validator"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def write(params: object, path: str) -> str:
    """Return the document of a list of parameters.

    Each is a mapping from the attributes of <param> to texts, numbers or booleans; options and
    validators are lists of such mappings, whose key text is what stands between the tags. An
    option may be a plain value. What is None is left out. Raises ClusterError, which calls the
    list by the path.
    """
    root = Tag("parameters")
    for number, param in enumerate(_list(params, path), 1):
        where = f"{path}: parameter {number}"
        given = _mapping(param, where)
        if not given.get("name"):
            raise ClusterError(f"{where} has no name; expected one, such as 'name: cores'.")
        root.children.append(_tag("param", given, f"{path}: parameter '{given['name']}'"))
    return dump(root)


def _tag(name: str, given: Mapping[object, object], where: str) -> Tag:
    """Return an element with what is given of it."""
    tag = Tag(name)
    for key, value in given.items():
        here = f"{where}, {key}"
        if not (isinstance(key, str) and _NAME.fullmatch(key)):
            raise ClusterError(f"{where}: '{key}' is no name of an attribute.")
        if value is None:
            continue
        if name == "param" and key in _BELOW:
            below = (_below(one, here) for one in _list(value, here))
            tag.children += [_tag(_BELOW[key], one, here) for one in below]
        elif name != "param" and key == "text":
            tag.text = _text(value, here)
        else:
            tag.attributes[key] = _text(value, here)
    return tag


def _below(given: object, where: str) -> Mapping[object, object]:
    if isinstance(given, (str, int, float)):
        return {"value": given, "text": given}
    return _mapping(given, where)


def _list(given: object, where: str) -> list[object]:
    if not isinstance(given, list):
        raise ClusterError(f"{where}: expected a list, got '{given}'.")
    return given


def _mapping(given: object, where: str) -> Mapping[object, object]:
    if not isinstance(given, Mapping):
        raise ClusterError(f"{where}: expected a mapping, got '{given}'.")
    return given


def _text(value: object, where: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, (str, int, float)):
        raise ClusterError(f"{where}: expected a text, a number or a boolean, got '{value}'.")
    text = str(value)
    if UNWRITABLE.search(text):
        raise ClusterError(f"{where}: {text!r} has a character that XML cannot hold.")
    return text
