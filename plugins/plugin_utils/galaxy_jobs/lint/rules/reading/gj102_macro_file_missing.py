# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ102: A macro file that is not there."""

from __future__ import annotations

from ...rule import ProblemRule


class MacroFileMissing(ProblemRule):
    """A macro file that is not there.

    ## What it does
    Reports an `<import>` whose file does not exist in the folder of the job_conf.

    ## Why is this bad
    Galaxy logs a warning and starts with its default job configuration: every job runs on
    Galaxy's own host, whatever the job_conf says.

    ## Example
    ```xml job_conf.xml
    <job_conf>
      <macros><import>macros.xml</import></macros>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
    </job_conf>
    ```

    ## Use instead
    ```xml job_conf.xml
    <job_conf>
      <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
      </plugins>
      <destinations>
        <destination id="main" runner="local"/>
      </destinations>
    </job_conf>
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.__init__: any OSError counts as a missing job_conf
    """

    code = "GJ102"
    name = "macro-file-missing"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"import-missing"})
    consequences = frozenset({"silent"})
