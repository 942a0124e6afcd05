# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ119: A universe_wsgi.ini, which Galaxy reads no more."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class NoLongerRead(JobConfRule):
    """A universe_wsgi.ini, which Galaxy reads no more.

    ## What it does
    Finds the job configuration of Galaxy before job_conf.xml: start_job_runners in [app:main],
    URLs of runners in [galaxy:tool_runners].

    ## Why is this bad
    Galaxy does not look at it: all jobs go where another configuration says, or run locally.

    ## Example
    ```ini universe_wsgi.ini
    [app:main]
    start_job_runners = drmaa
    default_cluster_job_runner = drmaa://-q small/
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      drmaa: {load: galaxy.jobs.runners.drmaa:DRMAAJobRunner}
    execution:
      default: small
      environments:
        small: {runner: drmaa, nativeSpecification: -q small}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.__init__
    """

    code = "GJ119"
    name = "no-longer-read"
    effect = "silent"
    of_reading = True

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding when the document is such a file."""
        if conf.syntax == "ini":
            message = (
                "Galaxy 26.1 does not read jobs from this file. 'galaxy-jobs convert' makes a"
                " job_conf of it."
            )
            yield self.finding(conf.place, message)
