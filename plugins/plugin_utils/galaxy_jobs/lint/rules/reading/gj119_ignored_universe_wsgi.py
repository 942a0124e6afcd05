# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ119: Ignored universe_wsgi.ini."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class IgnoredUniverseWsgi(JobConfRule):
    """Ignored universe_wsgi.ini.

    ## What it does
    Finds the job configuration that Galaxy used before job_conf.xml: `start_job_runners` in
    `[app:main]`, and URLs of runners in `[galaxy:tool_runners]`.

    ## Why is this bad
    Galaxy no longer reads it. All jobs follow another configuration, or run on Galaxy's own
    host.

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
    name = "ignored-universe-wsgi"
    effect = "silent"
    reads_diagnostics = True

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding if the document is such a file."""
        if conf.syntax == "ini":
            message = (
                "Galaxy 26.1 no longer reads job configuration from this file."
                " Convert it to a job_conf with 'galaxy-jobs convert'."
            )
            yield self.finding(conf.place, message)
