# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ123: A parameter beside the mapping of parameters."""

from __future__ import annotations

from ....text import Unread
from ...rule import UnreadRule


class BesideParams(UnreadRule):
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

    def takes(self, unread: Unread) -> bool:
        """Return whether it is written there: what 'dynamic_tpv' stands for is not."""
        return super().takes(unread) and unread.place.text.strip("\"'") == unread.name

    def message(self, unread: Unread) -> str:
        """Return what is dropped."""
        nested = unread.kind[len("beside-") :]
        return f"'{unread.name}' stands beside '{nested}' and is not read. Move it into '{nested}'."
