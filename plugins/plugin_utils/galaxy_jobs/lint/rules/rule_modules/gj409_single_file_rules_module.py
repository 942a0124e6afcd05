# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ409: Rules module that is a single file."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf, Params
from ....rule_modules.model import RuleModule
from ...context import Context
from ...finding import Finding
from ...rule import Rule
from ...usage import text_of
from .base import folder_name, python_destinations


class SingleFileRulesModule(Rule):
    """Rules module that is a single file.

    ## What it does
    Compares each `rules_module` in the job_conf with the rule modules: it must name the package
    that contains them, not a file in it.

    ## Why is this bad
    Galaxy searches for rules in the modules below a package. A file has none, so every job of the
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
    name = "single-file-rules-module"
    effect = "job"
    needs = ("job_conf", "rules")

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rules modules that are files."""
        conf, modules = context.job_conf, context.rules or ()
        files = {module.name for module in modules if not _is_package(module)}
        folder = folder_name(modules)
        for params in _all_params(conf) if conf is not None else ():
            name = text_of(params.get("rules_module")) or ""
            package, _dot, last = name.rpartition(".")
            if last in files and package.rpartition(".")[2] == folder:
                message = f"'{name}' is a single file. Expected its package, '{package}'."
                yield self.finding(params["rules_module"].value.place, message)


def _is_package(module: RuleModule) -> bool:
    return module.source.path.endswith("__init__.py")


def _all_params(conf: JobConf) -> Iterator[Params]:
    yield from (destination.params for destination in python_destinations(conf))
    if conf.dynamic is not None:
        yield conf.dynamic
