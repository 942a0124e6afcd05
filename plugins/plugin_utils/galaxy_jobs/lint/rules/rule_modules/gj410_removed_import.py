# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ410: Import of a removed module."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class RemovedImport(Rule):
    """Import of a removed module.

    ## What it does
    Finds imports of modules of Python 2, and of modules that Galaxy 26.1 no longer has, at the top
    level of rule modules. An import inside 'try' is not reported.

    ## Why is this bad
    Galaxy cannot load the rule module and skips it with a log message. Jobs that need one of its
    rules fail.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size}
    ```
    ```python rules/by_size.py
    import ConfigParser


    def by_size(job):
        return ConfigParser.__name__
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size}
    ```
    ```python rules/by_size.py
    import configparser


    def by_size(job):
        return configparser.__name__
    ```

    ## References
    - galaxy/util/submodules.py
    - docs.python.org/3, whatsnew/3.0
    """

    code = "GJ410"
    name = "removed-import"
    effect = "job"
    needs = ("rules",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the imports of removed modules."""
        for module in context.rules or ():
            for imported in module.imports:
                name = str(imported.data)
                removed = next((old for old in _REMOVED if f"{name}.".startswith(f"{old}.")), None)
                if removed is not None:
                    hint = f" Use '{_REMOVED[removed]}'." if _REMOVED[removed] else ""
                    message = f"Removed module '{removed}': Galaxy cannot load this file.{hint}"
                    yield self.finding(imported.place, message)


# Removed modules and their replacements. Python 3.10; Galaxy 26.1.2.
_REMOVED = {
    "ConfigParser": "configparser",
    "Queue": "queue",
    "StringIO": "io",
    "cPickle": "pickle",
    "cStringIO": "io",
    "commands": "subprocess",
    "httplib": "http.client",
    "urllib2": "urllib.request",
    "urlparse": "urllib.parse",
    "galaxy.eggs": "",
    "galaxy.jobs.deferred": "",
    "galaxy.jobs.metrics": "galaxy.job_metrics",
    "galaxy.jobs.runners.lwr": "galaxy.jobs.runners.pulsar",
    "galaxy.tools.deps": "galaxy.tool_util.deps",
}
