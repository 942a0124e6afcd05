# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Write a job_resource_params_conf.xml from plain data.

Galaxy 26.1.2: galaxy/util/__init__.py, parse_resource_parameters. A <param> is the same as in the
<inputs> of a tool, with options and validators as children.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ....module_utils._errors import ClusterError
from ..xml import UNWRITABLE, Tag, dump

_CHILDREN = {"options": "option", "validators": "validator"}
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def write(params: object, path: str) -> str:
    """Return the XML document of a list of parameters.

    Each parameter maps the attributes of <param> to texts, numbers or booleans. The keys options
    and validators are lists of such mappings; their key text is the text of the element. An option
    may also be a plain value. Values of None are left out. Raises ClusterError; path names the list
    in its message.
    """
    root = Tag("parameters")
    for number, param in enumerate(_list(params, path), 1):
        where = f"{path}: parameter {number}"
        options = _mapping(param, where)
        if not options.get("name"):
            raise ClusterError(f"{where} has no name. Add one, such as 'name: cores'.")
        root.children.append(_tag("param", options, f"{path}: parameter '{options['name']}'"))
    return dump(root)


def _tag(name: str, options: Mapping[object, object], where: str) -> Tag:
    """Return an element with its attributes, text and children."""
    tag = Tag(name)
    for key, value in options.items():
        here = f"{where}, {key}"
        if not (isinstance(key, str) and _NAME.fullmatch(key)):
            raise ClusterError(f"{where}: '{key}' is not an attribute name.")
        if value is None:
            continue
        if name == "param" and key in _CHILDREN:
            children = (_child(child, here) for child in _list(value, here))
            tag.children += [_tag(_CHILDREN[key], child, here) for child in children]
        elif name != "param" and key == "text":
            tag.text = _text(value, here)
        else:
            tag.attributes[key] = _text(value, here)
    return tag


def _child(data: object, where: str) -> Mapping[object, object]:
    if isinstance(data, (str, int, float)):
        return {"value": data, "text": data}
    return _mapping(data, where)


def _list(data: object, where: str) -> list[object]:
    if not isinstance(data, list):
        raise ClusterError(f"{where}: expected a list, got '{data}'.")
    return data


def _mapping(data: object, where: str) -> Mapping[object, object]:
    if not isinstance(data, Mapping):
        raise ClusterError(f"{where}: expected a mapping, got '{data}'.")
    return data


def _text(value: object, where: str) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, (str, int, float)):
        raise ClusterError(f"{where}: expected a string, a number or a boolean, got '{value}'.")
    text = str(value)
    if UNWRITABLE.search(text):
        raise ClusterError(f"{where}: {text!r} has a character that XML cannot represent.")
    return text
