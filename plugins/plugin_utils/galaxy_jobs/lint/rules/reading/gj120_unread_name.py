# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ120: Something in a job_conf that Galaxy does not read."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ....job_conf import read_xml, read_yaml
from ....words import did_you_mean, names_in
from ...edits import instead, respelt
from ...finding import Fix
from ...rule import IgnoredRule

# What XML calls otherwise.
_MEANT = {
    "assign_with": "assign",
    "destination": "environment",
    "destinations": "execution",
    "exec": "execute",
    "handlers": "handling",
    "id": "name",
    "plugins": "runners",
}
# What these mean in XML is written in the same way in YAML.
_SAME_VALUE = ("assign", "environment", "execute", "name")
_KNOWN = names_in(
    """assign condition default delay destination environments env execute field file from_config
    from_environ group handler id limit load max_grab metrics name param plugin processes raw
    ready_window_size resubmit tags tool type value window workers"""
).union(read_yaml.SECTIONS, read_xml.SECTIONS)


class UnreadName(IgnoredRule):
    """Something in a job_conf that Galaxy does not read.

    ## What it does
    Finds keys, attributes and elements that have no meaning where they stand; in YAML often the
    words of XML.

    ## Why is this bad
    Galaxy passes over them without a word: what they say does not happen.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    tools: []
    handlers: {assign: [db-self]}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    handling: {assign: [db-self]}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    - galaxy/jobs/__init__.py, job_config_xml_to_dict
    """

    code = "GJ120"
    name = "unread-name"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"attribute", "element", "key"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is not read where, and what may be meant or is read there."""
        what = f"<{ignored.name}>" if ignored.kind == "element" else f"'{ignored.name}'"
        if ignored.kind == "element" and ignored.name in read_xml.SECTIONS:
            return f"{what} stands in <{ignored.inside}>; Galaxy reads it directly in <job_conf>."
        where = f"in <{ignored.inside}>" if ignored.inside else "here"
        meant = _MEANT.get(ignored.name) if ignored.kind == "key" else None
        hint = f" In YAML it is called '{meant}'." if meant else did_you_mean(ignored.name, _KNOWN)
        if not hint and ignored.known:
            marks = ("<", ">") if ignored.kind == "element" else ("'", "'")
            names = ", ".join(f"{marks[0]}{name}{marks[1]}" for name in ignored.known)
            hint = f" Expected {names}, or nothing."
        return f"Galaxy does not read {what} {where}.{hint}"

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return the name that is meant, of those that Galaxy reads there."""
        meant = _MEANT.get(ignored.name) if ignored.kind == "key" else None
        if meant in _SAME_VALUE and meant in ignored.known and ignored.value is not None:
            return Fix(f"Write '{meant}'.", instead(ignored.value, meant), safe=True)
        return respelt(ignored.value, ignored.known, one_letter=True)
