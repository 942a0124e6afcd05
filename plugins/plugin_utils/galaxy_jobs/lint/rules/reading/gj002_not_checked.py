# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ002: A document that this linter does not read."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class NotChecked(Rule):
    """A document that this linter does not read.

    ## What it does
    Says that a document has something Galaxy may take and this linter does not: XML entities,
    more than 8 MiB, deep nesting, aliases that make a huge document, rare types of YAML, an
    encoding other than UTF-8.

    ## Why is this bad
    What is wrong with the document stays unseen.

    ## Example
    ```xml job_conf.xml
    <!DOCTYPE job_conf [<!ENTITY runner "local">]>
    <job_conf>
      <destinations><destination id="main" runner="&runner;"/></destinations>
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
    - the limits of this collection
    """

    code = "GJ002"
    name = "not-checked"
    effect = "silent"
    of_reading = True

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield why a document was not read."""
        for document in context.documents():
            for problem in document.problems:
                if problem.consequence == "unreadable":
                    yield self.finding(problem.place, f"Not checked. {problem.message}")
