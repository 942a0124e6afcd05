# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ115: A job_conf whose name says the other format."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class MisleadingSuffix(JobConfRule):
    """A job_conf whose name says the other format.

    ## What it does
    Compares the format of the document with its file name: Galaxy reads XML when '.xml' is
    anywhere in the path, else YAML.

    ## Why is this bad
    Galaxy reads the file as the other format and refuses to start.

    ## Example
    ```yaml job_conf.xml.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      local: {load: galaxy.jobs.runners.local:LocalJobRunner}
    execution:
      default: main
      environments:
        main: {runner: local}
    ```

    ## References
    - galaxy/jobs/__init__.py, JobConfiguration.__init__
    """

    code = "GJ115"
    name = "misleading-suffix"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding when the name misleads."""
        name = conf.source.path.replace("\\", "/").rpartition("/")[2]
        start = conf.source.place(0, 0)
        if conf.syntax == "yaml" and ".xml" in name:
            message = f"This is YAML, and Galaxy reads '{name}' as XML: the name contains '.xml'."
            yield self.finding(start, message)
        if conf.syntax == "xml" and name.endswith((".yml", ".yaml")) and ".xml" not in name:
            yield self.finding(start, f"This is XML, and Galaxy reads '{name}' as YAML.")
