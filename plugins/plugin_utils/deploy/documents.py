# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents of Galaxy's job configuration: linted on the controller, written on a host."""

from __future__ import annotations

import posixpath
import typing as t
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ansible.plugins.action import ActionBase

from ...module_utils._errors import ClusterError
from ..galaxy_jobs.io import tpv
from ..galaxy_jobs.io.files import Files
from ..galaxy_jobs.io.ignore_files import suppressions
from ..galaxy_jobs.job_conf.convert import convert
from ..galaxy_jobs.job_conf.model import JobConf, Syntax
from ..galaxy_jobs.lint.context import Context, Document
from ..galaxy_jobs.lint.documents import DocumentKind, together
from ..galaxy_jobs.lint.engine import lint
from ..galaxy_jobs.lint.finding import FAILING, Finding
from ..galaxy_jobs.lint.report import as_data, as_line, as_text
from ..galaxy_jobs.lint.rules import RULES
from ..galaxy_jobs.lint.rules.reading.gj002_skipped_document import SkippedDocument
from ..galaxy_jobs.secrets import mask_document
from ..spelling import did_you_mean
from .controller import SOURCES, Controller, SourceFile, read_modules
from .host_files import HostFiles, Variables

Result = dict[str, t.Any]

# Options that name the documents to lint with.
CONTEXT = (
    "job_conf",
    "tool_destinations",
    "resource_params",
    "rules",
    "slurm_conf",
    "pulsar_configs",
)
LINT_ARGUMENTS: dict[str, t.Any] = {
    "fail_on": {"type": "str", "choices": [*FAILING], "default": "error"},
    "ignore": {"type": "list", "elements": "str", "default": []},
}
DEPLOY_ARGUMENTS: dict[str, t.Any] = {
    **LINT_ARGUMENTS,
    "dest": {"type": "path", "required": True},
    "content": {"type": "raw"},
    "src": {"type": "path"},
    "owner": {"type": "str"},
    "group": {"type": "str"},
    "mode": {"type": "raw", "default": "0640"},
    "backup": {"type": "bool", "default": False},
}
_TYPES = {"slurm_conf": "path", "pulsar_configs": "dict"}
CONTEXT_ARGUMENTS: dict[str, t.Any] = {name: {"type": _TYPES.get(name, "raw")} for name in CONTEXT}
_SYNTAX: dict[str, Syntax] = {".xml": "xml", ".yml": "yaml", ".yaml": "yaml"}


class LintError(ClusterError):
    """Documents whose findings forbid deployment; carries all findings."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = [as_data(finding) for finding in findings]


@dataclass(frozen=True)
class Rendering:
    """Files for the host.

    files are contents by path in the order of writing (None: remove the file), directories are
    those to create first, as the module host_files takes them; notes are shown to the user.
    """

    files: Mapping[str, str | None]
    notes: tuple[str, ...] = ()
    directories: tuple[Result, ...] = ()

    def entries(self, rights: Mapping[str, t.Any]) -> list[Result]:
        """Return the files as the module host_files takes them, all with the same rights."""
        common = {key: rights.get(key) or "" for key in ("owner", "group", "mode")}
        return [
            {
                "path": path,
                "content": text,
                "backup": rights["backup"] and text is not None,
                **common,
            }
            for path, text in self.files.items()
        ]


def render_document(document: Document, source: SourceFile, dest: str) -> Rendering:
    """Return a document in the format of its path on the host. Raises ClusterError."""
    if not isinstance(document, JobConf):
        return Rendering({dest: source.text()})
    if _syntax(dest) != document.syntax:
        converted = convert(document, _syntax(dest))
        notes = tuple(f"{note.place.position}: {note.message}" for note in converted.notes)
        return Rendering({dest: converted.text}, notes)
    folder = posixpath.dirname(dest)
    imports = {
        posixpath.join(folder, path): replace(source, name=path, data=data).text()
        for path in (imported.path.data for imported in document.imports)
        if (data := source.load(path)) is not None
    }
    return Rendering({**imports, dest: source.text()})  # imports first: the job_conf needs them


def _syntax(dest: str) -> Syntax:
    """Return the format in which Galaxy reads a job_conf. Raises ClusterError if it is ambiguous.

    Galaxy 26.1.2, galaxy/jobs/__init__.py, JobConfiguration.__init__: '.xml' anywhere in the path
    makes it XML.
    """
    syntax = _SYNTAX.get(posixpath.splitext(dest)[1])
    if syntax is None:
        expected = "a path that ends in .xml, .yml or .yaml"
        raise ClusterError(f"dest is '{dest}'; expected {expected}, which is also its format.")
    if syntax == "yaml" and ".xml" in dest:
        raise ClusterError(f"dest is '{dest}': Galaxy reads it as XML, because it contains '.xml'.")
    return syntax


def lint_documents(
    documents: Iterable[Document], context: Context, arguments: Mapping[str, t.Any]
) -> list[Finding]:
    """Return the findings in documents and between them and their context.

    Findings in the context alone are left out. Raises LintError if a finding forbids deployment,
    ClusterError for unknown codes to ignore.
    """
    everything = [*context.documents(), *documents]
    ignored = suppressions(None, [Path(document.source.path) for document in everything])
    known = {*lint(context, ignored=ignored)}
    whole = replace(together(everything), slurm_conf=context.slurm_conf)
    found = lint(whole, ignored=ignored)
    return filter_findings([finding for finding in found if finding not in known], arguments)


def lint_files(files: Files, arguments: Mapping[str, t.Any]) -> list[Finding]:
    """Return the findings in all files, TPV's included; notices are added to the files.

    Raises LintError if a finding forbids deployment, ClusterError for unknown codes to ignore.
    """
    from_tpv = tpv.check(files)
    found = lint(*files.contexts(), from_tpv, ignored=suppressions(None, files.paths()))
    return filter_findings(found, arguments)


def filter_findings(findings: Iterable[Finding], arguments: Mapping[str, t.Any]) -> list[Finding]:
    """Return the findings without the ignored ones.

    Raises LintError if one reaches the severity of fail_on, ClusterError for unknown codes to
    ignore.
    """
    codes = [rule.code for rule in RULES]
    for code in arguments["ignore"]:
        if code not in codes:
            raise ClusterError(f"ignore: unknown rule '{code}'.{did_you_mean(code, codes)}")
    kept = [finding for finding in findings if finding.code not in arguments["ignore"]]
    severities = FAILING[arguments["fail_on"]]
    failing = [
        finding
        for finding in kept
        if finding.severity in severities or (severities and finding.code == SkippedDocument.code)
    ]
    if failing:
        raise LintError(as_text(failing), kept)
    return kept


def describe_findings(findings: Sequence[Finding]) -> Result:
    """Return the part of a task's result that lists the findings and warns of the severe ones."""
    warnings = [as_line(finding) for finding in findings if finding.severity != "info"]
    return {"findings": [as_data(finding) for finding in findings], "warnings": warnings}


def deploy(
    files: HostFiles,
    documents: Iterable[Document],
    context: Context,
    arguments: Mapping[str, t.Any],
    render: Callable[[], Rendering],
) -> Result:
    """Lint documents, write their rendering and return the task's result.

    Raises LintError if a finding forbids deployment: then nothing is rendered or written. Raises
    ClusterError.
    """
    dest = arguments["dest"]
    try:
        findings = lint_documents(documents, context, arguments)
    except LintError as error:
        error.args = (f"{dest} was not changed, because of these findings:\n{error}",)
        raise
    rendering = render()
    written = write_entries(files, rendering.entries(arguments), rendering.directories)
    described = describe_findings(findings)
    described["warnings"] += [*rendering.notes, *unreadable(written["files"], dest)]
    return {
        "changed": written["changed"],
        "dest": dest,
        "diff": written["diff"],
        **described,
        **backup_of(written["files"], dest),
    }


def write_entries(
    files: HostFiles, entries: Sequence[Result], directories: Sequence[Result] = ()
) -> Result:
    """Write files and return the result of the module host_files, its diff without secrets.

    Raises ClusterError.
    """
    written = files.deploy(directories=[*directories], files=[*entries])
    return {**written, "diff": [_masked(difference) for difference in written["diff"]]}


def _masked(difference: Result) -> Result:
    """Return a diff without secrets, or a sentence if only secrets differ."""
    masked = {
        key: mask_document(text) if key in ("before", "after") else text
        for key, text in difference.items()
    }
    if masked["before"] != masked["after"] or masked == difference:
        return masked
    return {"prepared": f"{masked['after_header']}: only secrets differ, which are not shown.\n"}


def unreadable(written: Iterable[Result], dest: str) -> list[str]:
    """Return a warning if only root can read the file: Galaxy would ignore it."""
    return [
        f"Only root can read {dest}; set 'group' to the group of the user Galaxy runs as."
        for file in written
        if file["path"] == dest
        and (file["owner"], file["group"]) == ("root", "root")
        and file["mode"][-1] < "4"
    ]


def backup_of(written: Iterable[Result], dest: str) -> Result:
    """Return the part of a task's result that names the backup of the file, if there is one."""
    backups = (file for file in written if file["path"] == dest and "backup_file" in file)
    return next(({"backup_file": file["backup_file"]} for file in backups), {})


def document_arguments(kind: DocumentKind) -> dict[str, t.Any]:
    """Return the argument spec of the action that deploys documents of a kind."""
    context = {name: option for name, option in CONTEXT_ARGUMENTS.items() if name != kind}
    return {**DEPLOY_ARGUMENTS, "template": {"type": "path"}, **context}


class DocumentAction(ActionBase):
    """Lints and deploys a document of one kind."""

    kind: DocumentKind

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return the written files and the findings."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=document_arguments(self.kind),
            mutually_exclusive=[SOURCES],
            required_one_of=[SOURCES],
        )
        return run_action(result, lambda: self._deploy(task_vars, arguments))

    def _deploy(self, task_vars: Variables, arguments: Mapping[str, t.Any]) -> Result:
        controller = Controller(self, task_vars)
        source = controller.source(self.kind, arguments)
        document = source.read(self.kind)
        return deploy(
            HostFiles(self, task_vars),
            [document],
            linted_with(controller, arguments),
            arguments,
            lambda: render_document(document, source, arguments["dest"]),
        )


def linted_with(controller: Controller, arguments: Mapping[str, t.Any]) -> Context:
    """Return the documents to lint with, from the options named in CONTEXT. Raises ClusterError."""
    options = {name: arguments[name] for name in CONTEXT if arguments.get(name) not in (None, "")}
    rules, slurm_conf = options.pop("rules", None), options.pop("slurm_conf", None)
    pulsars = options.pop("pulsar_configs", {})
    documents: list[Document] = [
        controller.context(t.cast(DocumentKind, name), value).read(t.cast(DocumentKind, name))
        for name, value in options.items()
    ]
    if rules is not None:
        documents += read_modules(controller.modules(rules, "rules"))
    documents += [controller.pulsar(app, str(pattern)) for pattern, app in pulsars.items()]
    context = together(documents)
    return replace(context, slurm_conf=slurm_conf and controller.partitions(slurm_conf))


def run_action(result: Result, work: Callable[[], Result]) -> Result:
    """Return the result extended by that of the work, or by the reason why it failed."""
    try:
        return {**result, **work()}
    except LintError as error:
        return {**result, "failed": True, "msg": str(error), "findings": error.findings}
    except ClusterError as error:
        return {**result, "failed": True, "msg": str(error)}
