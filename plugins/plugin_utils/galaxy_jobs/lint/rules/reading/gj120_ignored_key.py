# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ120: Ignored key, attribute or element."""

from __future__ import annotations

from .....spelling import did_you_mean
from ....diagnostic import Diagnostic
from ....job_conf import read_xml, read_yaml
from ....words import split_names
from ...edits import did_you_mean_fix, replacement
from ...finding import Fix
from ...rule import IgnoredRule

# The names in YAML of what XML calls differently.
_YAML_NAMES = {
    "assign_with": "assign",
    "destination": "environment",
    "destinations": "execution",
    "exec": "execute",
    "handlers": "handling",
    "id": "name",
    "plugins": "runners",
}
# The values of these are written in the same way in XML and YAML.
_SAME_VALUES = ("assign", "environment", "execute", "name")
_ALL_NAMES = split_names(
    """assign condition default delay destination environments env execute field file from_config
    from_environ group handler id limit load max_grab metrics name param plugin processes raw
    ready_window_size resubmit tags tool type value window workers"""
).union(read_yaml.SECTIONS, read_xml.SECTIONS)


class IgnoredKey(IgnoredRule):
    """Ignored key, attribute or element.

    ## What it does
    Finds keys, attributes and elements of a job_conf that Galaxy does not read at this place.
    In YAML, these are often the names that XML uses.

    ## Why is this bad
    Galaxy silently ignores them.

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
    name = "ignored-key"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"attribute", "element", "key"})

    def message(self, ignored: Diagnostic) -> str:
        """Return what is ignored, and what was expected."""
        where = f" in <{ignored.inside}>" if ignored.inside else ""
        return f"{_quote(ignored.name, ignored)}{where} is ignored.{_suggest(ignored)}"

    def fix(self, ignored: Diagnostic) -> Fix | None:
        """Return a fix to the likely name, among those that Galaxy reads at this place."""
        name = _yaml_name(ignored)
        if name in _SAME_VALUES and name in ignored.known and ignored.value is not None:
            return Fix(f"Write '{name}'.", replacement(ignored.value, name), safe=True)
        return did_you_mean_fix(ignored.value, ignored.known, one_letter=True)


def _yaml_name(ignored: Diagnostic) -> str | None:
    """Return the name in YAML of a key that has the name of XML."""
    return _YAML_NAMES.get(ignored.name) if ignored.kind == "key" else None


def _suggest(ignored: Diagnostic) -> str:
    """Return what to write instead, as a sentence."""
    if ignored.kind == "element" and ignored.name in read_xml.SECTIONS:
        return " Move it directly into <job_conf>."
    name = _yaml_name(ignored)
    hint = f" In YAML, use '{name}'." if name else did_you_mean(ignored.name, _ALL_NAMES)
    if hint or not ignored.known:
        return hint
    return f" Allowed: {', '.join(_quote(known, ignored) for known in ignored.known)}."


def _quote(name: str, ignored: Diagnostic) -> str:
    return f"<{name}>" if ignored.kind == "element" else f"'{name}'"
