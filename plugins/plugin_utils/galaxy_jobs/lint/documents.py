# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Recognize documents by their content, and read them."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ..decode import source_of
from ..diagnostic import UnreadableError
from ..job_conf.macros import Load
from ..job_conf.model import JobConf
from ..job_conf.read_ini import is_universe, read_ini
from ..job_conf.read_xml import read_xml
from ..job_conf.read_yaml import read_galaxy_yaml, read_yaml
from ..pulsar.read import App
from ..resource_params.model import ResourceParams
from ..resource_params.read import read as read_resource_params
from ..text import LARGEST
from ..tool_destinations.model import ToolDestinations
from ..tool_destinations.read import read as read_tool_destinations
from ..xml import declared_encoding
from .context import Context, Document

DocumentKind = t.Literal["job_conf", "tool_destinations", "resource_params"]
# A kind, and of a job_conf the format it is written in.
DocumentFormat = t.Literal[
    "job_conf.xml",
    "job_conf.yml",
    "galaxy.yml",
    "universe_wsgi.ini",
    "tool_destinations",
    "resource_params",
]

_XML = re.compile(r"\s*<")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]*)")
_JOB_CONF_PARTS = re.compile(r"<(?:plugins|destinations|handlers)\b")
_KEY = re.compile(r"""^(?![ \t])(?:---\s*)?\{?\s*["']?(\w+)["']?\s*:""", re.MULTILINE)
_GALAXY = re.compile(r"^galaxy\s*:", re.MULTILINE)
_INLINE = re.compile(r"^\s+job_config\s*:", re.MULTILINE)
_RULE_TYPE = re.compile(r"\brule_type\s*:")
_JINJA = re.compile(r"\{%[-+]?\s*\w|\{\{[-+]?\s*\w")

_READERS: Mapping[DocumentFormat, Callable[[bytes | str, str], Document | None]] = {
    "job_conf.yml": read_yaml,
    "galaxy.yml": read_galaxy_yaml,
    "universe_wsgi.ini": read_ini,
    "tool_destinations": read_tool_destinations,
    "resource_params": read_resource_params,
}


def decode(data: bytes) -> tuple[str, bytes | str]:
    """Return the text that tells the format, and the content to read.

    The content is the same text. Where it cannot be decoded as its reader expects, the content is
    the bytes, and the reader reports why.
    """
    encoding = declared_encoding(data)
    try:
        text = source_of(data, "", encoding).text
    except UnreadableError:
        known = encoding if encoding.startswith("utf-16") else "utf-8"
        return data[:LARGEST].decode(known, "replace"), data
    return text, text if encoding == "utf-8" or _XML.match(text) else data


def is_template(text: str) -> bool:
    """Return whether a text is a Jinja template, unreadable until it is rendered."""
    return _JINJA.search(text) is not None


def recognize(text: str) -> DocumentFormat | None:
    """Return the format of a document; None when it is no document of the job configuration."""
    kind = _kind(text)
    return None if kind is None else format_of(kind, text)


def format_of(kind: DocumentKind, text: str) -> DocumentFormat:
    """Return the format of a document of a known kind."""
    if kind != "job_conf":
        return kind
    if _XML.match(text.lstrip("\ufeff")):
        return "job_conf.xml"
    if is_universe(text):
        return "universe_wsgi.ini"
    return "galaxy.yml" if _GALAXY.search(text) else "job_conf.yml"


def _kind(text: str) -> DocumentKind | None:
    if _XML.match(text.lstrip("\ufeff")):
        return _xml_kind(_COMMENTS.sub("", text))
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


def _xml_kind(text: str) -> DocumentKind | None:
    root = _ROOT.search(text)
    if root is None:
        return None
    if root[1] == "job_conf" or _JOB_CONF_PARTS.search(text):
        return "job_conf"
    return "resource_params" if root[1] == "parameters" else None


def read(format_: DocumentFormat, data: bytes | str, path: str, load: Load) -> Document | None:
    """Return a document; None for a galaxy.yml without job_config.

    load returns the content of a macro file that a job_conf.xml imports, None when it is missing.
    """
    if format_ == "job_conf.xml":
        return read_xml(data, path, load)
    return _READERS[format_](data, path)


def together(documents: Iterable[Document]) -> Context:
    """Return the context of the documents of one Galaxy.

    There is one of each kind, but any number of rule modules and Pulsars.
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
