# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents recognised by their content, and read."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterable
from dataclasses import replace

from ..job_conf.macros import Load
from ..job_conf.model import JobConf
from ..job_conf.read_ini import is_universe, read_ini
from ..job_conf.read_xml import read_xml
from ..job_conf.read_yaml import read_galaxy_yaml, read_yaml
from ..pulsar.read import App
from ..resource_params.model import ResourceParams
from ..resource_params.read import read as read_resource_params
from ..tool_destinations.model import ToolDestinations
from ..tool_destinations.read import read as read_tool_destinations
from .context import Context, Document

Kind = t.Literal["job_conf", "tool_destinations", "resource_params"]

_XML = re.compile(r"\s*<")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*)")
_JOB_CONF_PARTS = re.compile(r"<(?:plugins|destinations|handlers)\b")
_KEY = re.compile(r"""^(?![ \t])(?:---\s*)?\{?\s*["']?(\w+)["']?\s*:""", re.MULTILINE)
_INLINE = re.compile(r"^\s+job_config\s*:", re.MULTILINE)
_RULE_TYPE = re.compile(r"\brule_type\s*:")
_JINJA = re.compile(r"\{%[-+]?\s*\w|\{\{[-+]?\s*\w")


def is_template(text: str) -> bool:
    """Return whether this is a Jinja template, which nobody can read before it is rendered."""
    return _JINJA.search(text) is not None


def recognised(text: str) -> Kind | None:
    """Return what kind of document a text is, None when it is none of ours."""
    if _XML.match(text.lstrip("\ufeff")):
        return _recognised_xml(_COMMENTS.sub("", text))
    if is_universe(text):
        return "job_conf"
    keys = {found[1] for found in _KEY.finditer(text)}
    if keys & {"runners", "execution"} or ("galaxy" in keys and _INLINE.search(text)):
        return "job_conf"
    if "tools" in keys and _RULE_TYPE.search(text):
        return "tool_destinations"
    if "default_destination" in keys and keys & {"tools", "verbose", "users", "default_priority"}:
        return "tool_destinations"
    return None


def _recognised_xml(text: str) -> Kind | None:
    root = _ROOT.search(text)
    if root is None:
        return None
    if root[1] == "job_conf" or _JOB_CONF_PARTS.search(text):
        return "job_conf"
    return "resource_params" if root[1] == "parameters" else None


def read(kind: Kind, data: bytes | str, path: str, load: Load) -> Document | None:
    """Return a document; None for a galaxy.yml without job_config."""
    if kind == "tool_destinations":
        return read_tool_destinations(data, path)
    if kind == "resource_params":
        return read_resource_params(data, path)
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    if _XML.match(text.lstrip("\ufeff")):
        return read_xml(data, path, load)
    if is_universe(text):
        return read_ini(data, path)
    if re.search(r"^galaxy\s*:", text, re.MULTILINE):
        return read_galaxy_yaml(data, path)
    return read_yaml(data, path)


def together(documents: Iterable[Document]) -> Context:
    """Return the context of documents of one Galaxy.

    There is one of each kind, but any number of rules and of Pulsars.
    """
    context = Context()
    for document in documents:
        if isinstance(document, JobConf):
            context = replace(context, job_conf=document)
        elif isinstance(document, ToolDestinations):
            context = replace(context, tool_destinations=document)
        elif isinstance(document, ResourceParams):
            context = replace(context, resource_params=document)
        elif isinstance(document, App):
            context = replace(context, pulsars=(*(context.pulsars or ()), document))
        else:
            context = replace(context, rules=(*(context.rules or ()), document))
    return context
