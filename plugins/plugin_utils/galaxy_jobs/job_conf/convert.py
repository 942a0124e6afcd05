# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""A job configuration in another format, or the same one written anew."""

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
    """A document's text, and what is different in it, or was left out, in the order it stood."""

    text: str
    notes: tuple[Note, ...] = ()


def convert(conf: JobConf, syntax: Syntax) -> Converted:
    """Return a job configuration as XML or YAML with which Galaxy does the same.

    Comments are kept. What Galaxy passes over is left out, with a note.
    Raises ClusterError with all reasons and their places, when Galaxy trips over the document or
    the other format cannot say what it says.
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
    """Refuse what is broken; note what Galaxy accepts but reads otherwise than it stands there."""
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
        return f"'{ignored.name}' stands more than once; Galaxy does not read this one: left out."
    return f"Galaxy does not read '{ignored.name}' here: left out."
