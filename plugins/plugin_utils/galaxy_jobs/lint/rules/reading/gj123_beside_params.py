# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ123: A parameter beside the mapping of parameters."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class BesideParams(IgnoredRule):
    """A parameter beside the mapping of parameters.

    ## What it does
    Finds keys of an environment beside `params`, and of a runner beside `kwds`.

    ## Why is this bad
    With `params` or `kwds` Galaxy reads the parameters there alone; what stands beside them, such
    as `docker_enabled`, is dropped without a word.

    ## Example
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, docker_enabled: true, params: {local_slots: 2}}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local, params: {docker_enabled: true, local_slots: 2}}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration._configure_from_dict
    """

    code = "GJ123"
    name = "beside-params"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"beside-kwds", "beside-params"})

    def takes(self, ignored: Diagnostic) -> bool:
        """Return whether it is written there: what 'dynamic_tpv' stands for is not."""
        return super().takes(ignored) and ignored.place.text.strip("\"'") == ignored.name

    def message(self, ignored: Diagnostic) -> str:
        """Return what is dropped."""
        nested = ignored.kind[len("beside-") :]
        return (
            f"'{ignored.name}' stands beside '{nested}' and is not read. Move it into '{nested}'."
        )
