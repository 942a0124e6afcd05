# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job configuration rewritten in the other format, or reformatted in its own."""

from __future__ import annotations

from dataclasses import dataclass

from ....module_utils._errors import ClusterError
from ..diagnostic import Diagnostic
from .differences import Differences, Note
from .for_xml import for_xml
from .for_yaml import for_yaml
from .model import JobConf, Syntax
from .write_xml import write_xml
from .write_yaml import write_yaml


@dataclass(frozen=True)
class Converted:
    """The text of a document, and notes on differences and omissions, in document order."""

    text: str
    notes: tuple[Note, ...] = ()


def convert(conf: JobConf, syntax: Syntax) -> Converted:
    """Return a job configuration as XML or YAML without changing what Galaxy does.

    Comments are kept. Items that Galaxy ignores are left out, with a note.
    Raises ClusterError with all reasons and their places if Galaxy rejects the document or the
    other format cannot hold it.
    """
    differences = Differences()
    _refuse_broken(conf, differences)
    _raise_for(differences)
    for ignored in conf.ignored:
        differences.note(_left_out(ignored), ignored.place)
    written = conf
    if syntax == "yaml" and conf.syntax == "xml":
        written = for_yaml(conf, differences)
    elif syntax == "xml" and conf.syntax != "xml":
        written = for_xml(conf, differences)
    _raise_for(differences)
    text = write_xml(written) if syntax == "xml" else write_yaml(written)
    notes = sorted(differences.notes, key=lambda note: (note.place.source.path, note.place.start))
    return Converted(text, tuple(notes))


def _refuse_broken(conf: JobConf, differences: Differences) -> None:
    """Refuse a broken document; note the values that Galaxy misreads silently."""
    for problem in conf.problems:
        if problem.consequence == "silent" and problem.kind != "import-missing":
            differences.note(problem.message, problem.place)
        else:
            differences.refuse(problem.message, problem.place)


def _raise_for(differences: Differences) -> None:
    if differences.reasons:
        raise ClusterError("\n".join(str(reason) for reason in differences.reasons))


def _left_out(ignored: Diagnostic) -> str:
    if ignored.kind in ("duplicate", "second-section"):
        return f"Left out: '{ignored.name}' is a duplicate that Galaxy ignores."
    return f"Left out: Galaxy ignores '{ignored.name}' here."
