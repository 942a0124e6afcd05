# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ102: Missing macro file."""

from __future__ import annotations

from ...rule import ProblemRule


class MissingMacroFile(ProblemRule):
    """Missing macro file.

    ## What it does
    Reports each `<import>` of a file that does not exist in the folder of the job_conf.

    ## Why is this bad
    Galaxy logs a warning and starts with its default job configuration: every job runs on
    Galaxy's own host, and the job_conf is ignored.

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
    name = "missing-macro-file"
    effect = "silent"
    needs = ("job_conf",)
    kinds = frozenset({"import-missing"})
    consequences = frozenset({"silent"})
