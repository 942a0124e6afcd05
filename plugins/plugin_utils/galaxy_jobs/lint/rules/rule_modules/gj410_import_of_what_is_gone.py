# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ410: An import of a module that is not there any more."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class ImportOfWhatIsGone(Rule):
    """An import of a module that is not there any more.

    ## What it does
    Looks for modules of Python 2, and for those that Galaxy 26.1 has no longer, among the
    imports at the top of modules of rules. One in a 'try' is left alone.

    ## Why is this bad
    Galaxy cannot load the module and skips it with a line in its log. Jobs that want one of its
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
    name = "import-of-what-is-gone"
    effect = "job"
    needs = ("rules",)

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the imports that fail."""
        for module in context.rules or ():
            for imported in module.imports:
                name = str(imported.data)
                gone = next((each for each in _GONE if f"{name}.".startswith(f"{each}.")), None)
                if gone is not None:
                    instead = f" It is '{_GONE[gone]}' now." if _GONE[gone] else ""
                    message = f"There is no module '{name}' any more: this one is not loaded."
                    yield self.finding(imported.place, message + instead)


# What is there instead. Python 3.10; Galaxy 26.1.2.
_GONE = {
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
