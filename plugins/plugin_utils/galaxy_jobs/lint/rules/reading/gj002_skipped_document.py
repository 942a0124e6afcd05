# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ002: Document skipped by this linter."""

from __future__ import annotations

from collections.abc import Iterator

from ...context import Context
from ...finding import Finding
from ...rule import Rule


class SkippedDocument(Rule):
    """Document skipped by this linter.

    ## What it does
    Reports documents with features that Galaxy may accept but this linter does not: XML
    entities, more than 8 MiB, deep nesting, aliases that expand to a huge document, rare YAML
    types, an encoding other than UTF-8.

    ## Why is this bad
    Problems in the document remain unnoticed.

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
    name = "skipped-document"
    effect = "silent"
    reads_diagnostics = True

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the reasons why documents were skipped."""
        for document in context.documents():
            for problem in document.problems:
                if problem.consequence == "unreadable":
                    yield self.finding(problem.place, f"Document skipped. {problem.message}")
