# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ409: A rules module that is a single file."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, Params
from ....rule_modules.model import RuleModule
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from .base import folder_of, python_destinations


class RulesModuleIsAFile(Rule):
    """A rules module that is a single file.

    ## What it does
    Compares the rules modules that a job_conf names with the modules of rules: the last part of
    the name is to be the folder, not a file in it.

    ## Why is this bad
    Galaxy looks for rules in the modules below a package, and a file has none: every job of the
    destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: by_size
      environments:
        main: {runner: local}
        big: {runner: local}
        by_size: {runner: dynamic, function: by_size, rules_module: site.rules.by_size}
    ```
    ```python rules/by_size.py
    def by_size(job):
        return "big" if job.input_datasets else "main"
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
        by_size: {runner: dynamic, function: by_size, rules_module: site.rules}
    ```
    ```python rules/by_size.py
    def by_size(job):
        return "big" if job.input_datasets else "main"
    ```

    ## References
    - galaxy/util/submodules.py
    - galaxy/jobs/mapper.py, JobRunnerMapper
    """

    code = "GJ409"
    name = "rules-module-is-a-file"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the names that lead to a file."""
        conf, modules = context.job_conf, context.rules or ()
        files = {module.name for module in modules if not _is_package(module)}
        folder = folder_of(modules)
        for params in _all_params(conf) if conf is not None else ():
            name = text_of(params.get("rules_module")) or ""
            package, _dot, last = name.rpartition(".")
            if last in files and package.rpartition(".")[2] == folder:
                message = f"'{name}' is a file: expected the package with it, '{package}'."
                yield self.finding(params["rules_module"].value.place, message)


def _is_package(module: RuleModule) -> bool:
    return module.source.path.endswith("__init__.py")


def _all_params(conf: JobConf) -> Iterator[Params]:
    yield from (destination.params for destination in python_destinations(conf))
    if conf.dynamic is not None:
        yield conf.dynamic
