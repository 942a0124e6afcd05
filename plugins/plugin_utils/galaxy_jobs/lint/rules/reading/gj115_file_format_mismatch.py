# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ115: Mismatch of file name and format."""

from __future__ import annotations

from collections.abc import Iterator

from ....job_conf.model import JobConf
from ...finding import Finding
from ...rule import JobConfRule


class FileFormatMismatch(JobConfRule):
    """Mismatch of file name and format.

    ## What it does
    Compares the format of the document with its file name. Galaxy parses the file as XML if its
    path contains '.xml' anywhere, and as YAML otherwise.

    ## Why is this bad
    Galaxy parses the file in the wrong format and refuses to start.

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
    name = "file-format-mismatch"
    effect = "startup"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield a finding if Galaxy would parse the file in the wrong format."""
        name = conf.source.path.replace("\\", "/").rpartition("/")[2]
        start = conf.source.span(0, 0)
        if conf.syntax == "yaml" and ".xml" in name:
            message = (
                f"The content is YAML, but Galaxy parses '{name}' as XML, because the name"
                " contains '.xml'. Rename the file."
            )
            yield self.finding(start, message)
        if conf.syntax == "xml" and name.endswith((".yml", ".yaml")) and ".xml" not in name:
            message = (
                f"The content is XML, but Galaxy parses '{name}' as YAML. Use a name with '.xml'."
            )
            yield self.finding(start, message)
