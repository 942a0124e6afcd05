# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ123: Parameter ignored because of `params` or `kwds`."""

from __future__ import annotations

from ....diagnostic import Diagnostic
from ...rule import IgnoredRule


class IgnoredFlatParameter(IgnoredRule):
    """Parameter ignored because of `params` or `kwds`.

    ## What it does
    Finds parameters of an environment next to `params`, and of a runner next to `kwds`.

    ## Why is this bad
    Galaxy then reads only the parameters in `params` or `kwds`. Others, such as
    `docker_enabled`, are silently ignored.

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
    name = "ignored-flat-parameter"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"beside-kwds", "beside-params"})

    def covers(self, ignored: Diagnostic) -> bool:
        """Skip the parameters that 'dynamic_tpv' implies: they are not written in the document."""
        return super().covers(ignored) and ignored.place.text.strip("\"'") == ignored.name

    def message(self, ignored: Diagnostic) -> str:
        """Return what is ignored."""
        nested = ignored.kind[len("beside-") :]
        return f"'{ignored.name}' next to '{nested}' is ignored. Move it into '{nested}'."
