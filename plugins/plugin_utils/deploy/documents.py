# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Documents of Galaxy's job configuration: taken from the controller, linted, written on a host."""

from __future__ import annotations

import posixpath
import typing as t
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ansible.plugins.action import ActionBase

from ...module_utils._errors import ClusterError
from ..galaxy_jobs.io.files import (
    read_import,
)
from ..galaxy_jobs.io.ignore_files import (
    suppressions,
)
from ..galaxy_jobs.io.slurm_conf import (
    read as read_slurm_conf,
)
from ..galaxy_jobs.job_conf.convert import convert
from ..galaxy_jobs.job_conf.model import (
    JobConf,
    Syntax,
)
from ..galaxy_jobs.lint.context import (
    Context,
    Document,
)
from ..galaxy_jobs.lint.documents import (
    Kind,
    read,
    together,
)
from ..galaxy_jobs.lint.engine import lint
from ..galaxy_jobs.lint.finding import (
    FAILING,
    Finding,
)
from ..galaxy_jobs.lint.report import (
    as_data,
    as_line,
    as_text,
)
from ..galaxy_jobs.lint.rules import RULES
from ..galaxy_jobs.lint.rules.reading.gj002_not_checked import (  # noqa: E501
    NotChecked,
)
from ..galaxy_jobs.pulsar.read import App
from ..galaxy_jobs.pulsar.read import read as read_app
from ..galaxy_jobs.resource_params.write import (
    write as write_resource_params,
)
from ..galaxy_jobs.rule_modules.read import (
    read as read_rule_module,
)
from ..galaxy_jobs.secrets import shown
from ..galaxy_jobs.words import did_you_mean
from ..galaxy_jobs.yaml import dump
from ..slurm.cluster import Partition
from .host_files import (
    HostFiles,
    Variables,
)

Result = dict[str, t.Any]

# The arguments that give what belongs together.
TOGETHER = (
    "job_conf",
    "tool_destinations",
    "resource_params",
    "rules",
    "slurm_conf",
    "pulsar_configs",
)
SOURCES = ("content", "src", "template")
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
TOGETHER_ARGUMENTS: dict[str, t.Any] = {
    name: {"type": _TYPES.get(name, "raw")} for name in TOGETHER
}
_SYNTAX: dict[str, Syntax] = {".xml": "xml", ".yml": "yaml", ".yaml": "yaml"}
_ENCODING = "utf-8-sig"


class LintError(ClusterError):
    """Documents with findings that are not to be deployed; it carries all findings."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = [as_data(finding) for finding in findings]


@dataclass(frozen=True)
class Given:
    """A file as it was given: its name in messages, its content, and where its imports are."""

    name: str
    data: bytes
    folder: Path | None = None

    def text(self) -> str:
        """Return the text. Raises ClusterError when it is not UTF-8."""
        try:
            return self.data.decode(_ENCODING)
        except UnicodeDecodeError as error:
            raise ClusterError(
                f"{self.name}: byte {error.start + 1} is not UTF-8. Save the file as UTF-8."
            ) from None

    def load(self, name: str) -> bytes | None:
        """Return a macro file that it imports."""
        return read_import(self.folder, name) if self.folder else None

    def read(self, kind: Kind) -> Document:
        """Return it as a document. Raises ClusterError when there is none in it."""
        document = read(kind, self.data, self.name, self.load)
        if document is None:
            raise ClusterError(f"{self.name} holds no {kind}.")
        return document


@dataclass(frozen=True)
class Wanted:
    """The expected state of the host.

    files are contents by path in the order of writing (None: no such file), directories are those
    to create first, as the module host_files takes them; notes are shown to the user.
    """

    files: Mapping[str, str | None]
    notes: tuple[str, ...] = ()
    directories: tuple[Result, ...] = ()


class Controller:
    """The files of the controller, found where copy and template find theirs."""

    def __init__(self, action: ActionBase, task_vars: Variables) -> None:
        self._action = action
        self._task_vars = task_vars or {}

    def source(self, kind: Kind, arguments: Mapping[str, t.Any]) -> Given:
        """Return the document that one of SOURCES gives. Raises ClusterError."""
        if arguments["src"] is not None:
            return self.file(arguments["src"])
        if arguments["template"] is not None:
            return self._rendered(kind, arguments["template"])
        return rendered(kind, arguments["content"], "content")

    def context(self, kind: Kind, given: object) -> Given:
        """Return a document that is given by its path, as text of several lines, or as data.

        Raises ClusterError.
        """
        if isinstance(given, str) and "\n" not in given:
            return self.file(given)
        return rendered(kind, given, kind)

    def file(self, path: str) -> Given:
        """Return a file, decrypted if Ansible Vault encrypted it. Raises ClusterError."""
        found = self._action._find_needle("files", path)
        real = self._action._loader.get_real_file(found)
        try:
            return Given(found, Path(real).read_bytes(), Path(found).parent)
        except OSError as error:
            raise ClusterError(f"{found}: {error.strerror}.") from None
        finally:
            self._action._loader.cleanup_tmp_file(real)

    def pulsar(self, given: object, pattern: str) -> App:
        """Return the app.yml of a Pulsar, given as a document is. Raises ClusterError."""
        if isinstance(given, str) and "\n" not in given:
            file = self.file(given)
            return read_app(file.data, file.name, pattern)
        content = plain(given)
        text = content if isinstance(content, str) else dump(content)
        return read_app(text, f"pulsar_configs: {pattern}", pattern)

    def partitions(self, path: str) -> Mapping[str, Partition]:
        """Return the partitions of a slurm.conf and what it includes. Raises ClusterError."""
        return read_slurm_conf(Path(self._action._find_needle("files", path)))

    def modules(self, given: object, name: str) -> dict[str, Given]:
        """Return files by their paths below a folder, given by its path or as their texts.

        Raises ClusterError.
        """
        if isinstance(given, str):
            return self._below(Path(self._action._find_needle("files", given)))
        texts = plain(given)
        if not isinstance(texts, dict) or not all(isinstance(v, str) for v in texts.values()):
            raise ClusterError(f"{name}: expected a folder, or the texts of modules by file name.")
        return {path: Given(f"{name}: {path}", text.encode()) for path, text in texts.items()}

    def _below(self, folder: Path) -> dict[str, Given]:
        if not folder.is_dir():
            raise ClusterError(f"{folder}: expected a folder of modules.")
        paths = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
        return {
            path.as_posix(): self.file(str(folder / path))
            for path in paths
            if not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
        }

    def _rendered(self, kind: Kind, path: str) -> Given:
        found = self._action._find_needle("templates", path)
        lookup = self._action._shared_loader_obj.lookup_loader.get(
            "ansible.builtin.template",
            loader=self._action._loader,
            templar=self._action._templar,
        )
        search_path = self._action._task.get_search_path()
        variables = {**self._task_vars, "ansible_search_path": search_path}
        [text] = lookup.run([found], variables=variables)
        return replace(rendered(kind, text, f"{found} (rendered)"), folder=Path(found).parent)


def rendered(kind: Kind, content: object, name: str) -> Given:
    """Return structured data, or a text, as a document. Raises ClusterError."""
    data = plain(content)
    if isinstance(data, str):
        text = data
    elif kind == "resource_params":
        text = write_resource_params(data, name)
    else:
        text = dump(data)
    return Given(name, text.encode())


def plain(data: object) -> t.Any:
    """Return data of variables without the types that Ansible gives it."""
    if isinstance(data, Mapping):
        return {plain(key): plain(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [plain(item) for item in data]
    if isinstance(data, str):
        return str.__str__(data)
    if data is None or isinstance(data, bool):
        return data
    for number in (int, float):
        if isinstance(data, number):
            return number(data)
    return str(data)  # what ansible-core 2.18 and older make of !vault, and dates


def read_modules(modules: Mapping[str, Given]) -> tuple[Document, ...]:
    """Return what Galaxy looks for rules in: the modules right below their folder."""
    return tuple(
        read_rule_module(given.data, given.name)
        for path, given in modules.items()
        if path.endswith(".py") and "/" not in path and path != "__init__.py"
    )


def wanted(document: Document, given: Given, dest: str) -> Wanted:
    """Return a document as it is to be on the host. Raises ClusterError."""
    if not isinstance(document, JobConf):
        return Wanted({dest: given.text()})
    if _syntax(dest) != document.syntax:
        converted = convert(document, _syntax(dest))
        notes = tuple(f"{note.place.position}: {note.message}" for note in converted.notes)
        return Wanted({dest: converted.text}, notes)
    folder = posixpath.dirname(dest)
    imports = {
        posixpath.join(folder, path): replace(given, name=path, data=data).text()
        for path in (imported.path.data for imported in document.imports)
        if (data := given.load(path)) is not None
    }
    return Wanted({**imports, dest: given.text()})  # last what needs the others


def _syntax(dest: str) -> Syntax:
    """Return what Galaxy reads a job_conf as. Raises ClusterError for a misleading path.

    Galaxy 26.1.2, galaxy/jobs/__init__.py, JobConfiguration.__init__: '.xml' anywhere in the path
    makes it XML.
    """
    syntax = _SYNTAX.get(posixpath.splitext(dest)[1])
    if syntax is None:
        expected = "a path that ends in .xml, .yml or .yaml"
        raise ClusterError(f"dest is '{dest}'; expected {expected}, which is also its format.")
    if syntax == "yaml" and ".xml" in dest:
        raise ClusterError(f"dest is '{dest}': Galaxy reads it as XML, since '.xml' is in it.")
    return syntax


def judged(
    documents: Iterable[Document], others: Context, arguments: Mapping[str, t.Any]
) -> list[Finding]:
    """Return what is wrong with documents, alone or beside others; not what is with those alone.

    Raises LintError when it is too severe, ClusterError for unknown codes to ignore.
    """
    everything = [*others.documents(), *documents]
    ignored = suppressions(None, [Path(document.source.path) for document in everything])
    known = {*lint(others, ignored=ignored)}
    whole = replace(together(everything), slurm_conf=others.slurm_conf)
    found = lint(whole, ignored=ignored)
    return accepted([finding for finding in found if finding not in known], arguments)


def accepted(findings: Iterable[Finding], arguments: Mapping[str, t.Any]) -> list[Finding]:
    """Return the findings that are not to be ignored.

    Raises LintError when one is too severe, ClusterError for unknown codes to ignore.
    """
    codes = [rule.code for rule in RULES]
    for code in arguments["ignore"]:
        if code not in codes:
            raise ClusterError(f"ignore: there is no rule '{code}'.{did_you_mean(code, codes)}")
    left = [finding for finding in findings if finding.code not in arguments["ignore"]]
    severities = FAILING[arguments["fail_on"]]
    failing = [
        finding
        for finding in left
        if finding.severity in severities or (severities and finding.code == NotChecked.code)
    ]
    if failing:
        raise LintError(as_text(failing), left)
    return left


def deploy(
    files: HostFiles,
    documents: Iterable[Document],
    others: Context,
    arguments: Mapping[str, t.Any],
    make: Callable[[], Wanted],
) -> Result:
    """Write what is made of documents with which nothing is wrong; return the task's result.

    Raises LintError for what is too severe, and then nothing was made; ClusterError.
    """
    dest = arguments["dest"]
    try:
        findings = judged(documents, others, arguments)
    except LintError as error:
        error.args = (f"{dest} is left as it is, because of what is wrong:\n{error}",)
        raise
    want = make()
    written = deploy_files(files, want.files, arguments, directories=want.directories)
    warnings = [as_line(finding) for finding in findings if finding.severity != "info"]
    return {
        "changed": written["changed"],
        "dest": dest,
        "diff": written["diff"],
        "findings": [as_data(finding) for finding in findings],
        "warnings": [*warnings, *want.notes, *unreadable(written["files"], dest)],
        **backup_of(written["files"], dest),
    }


def deploy_files(
    files: HostFiles,
    contents: Mapping[str, str | None],
    arguments: Mapping[str, t.Any],
    directories: Sequence[Result] = (),
) -> Result:
    """Write the contents by path, remove where the content is None; return host_files' result.

    The diff is a list without secrets. Raises ClusterError.
    """
    rights = {key: arguments.get(key) or "" for key in ("owner", "group", "mode")}
    written = files.deploy(
        directories=[*directories],
        files=[
            {
                "path": path,
                "content": text,
                "backup": arguments["backup"] and text is not None,
                **rights,
            }
            for path, text in contents.items()
        ],
    )
    return {**written, "diff": [_masked(difference) for difference in written["diff"]]}


def _masked(difference: Result) -> Result:
    """Return a diff without secrets, or a sentence if only secrets differ."""
    masked = {
        key: shown(text) if key in ("before", "after") else text for key, text in difference.items()
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


def document_arguments(kind: Kind) -> dict[str, t.Any]:
    """Return the argument spec of the action that deploys documents of a kind."""
    beside = {name: option for name, option in TOGETHER_ARGUMENTS.items() if name != kind}
    return {**DEPLOY_ARGUMENTS, "template": {"type": "path"}, **beside}


class DocumentAction(ActionBase):
    """Deploys a document of one kind, linted beside those that belong to it."""

    kind: Kind

    _supports_check_mode = True
    _supports_diff = True
    _requires_connection = True

    def run(self, tmp: str | None = None, task_vars: Variables = None) -> Result:
        """Return what was written and what was found."""
        result: Result = super().run(tmp, task_vars)
        _result, arguments = self.validate_argument_spec(
            argument_spec=document_arguments(self.kind),
            mutually_exclusive=[SOURCES],
            required_one_of=[SOURCES],
        )
        return finished(result, lambda: self._deploy(task_vars, arguments))

    def _deploy(self, task_vars: Variables, arguments: Mapping[str, t.Any]) -> Result:
        controller = Controller(self, task_vars)
        given = controller.source(self.kind, arguments)
        document = given.read(self.kind)
        return deploy(
            HostFiles(self, task_vars),
            [document],
            others(controller, arguments),
            arguments,
            lambda: wanted(document, given, arguments["dest"]),
        )


def others(controller: Controller, arguments: Mapping[str, t.Any]) -> Context:
    """Return the documents that the arguments give to lint with. Raises ClusterError."""
    given = {name: arguments[name] for name in TOGETHER if arguments.get(name) not in (None, "")}
    rules, slurm_conf = given.pop("rules", None), given.pop("slurm_conf", None)
    pulsars = given.pop("pulsar_configs", {})
    documents: list[Document] = [
        controller.context(t.cast(Kind, name), value).read(t.cast(Kind, name))
        for name, value in given.items()
    ]
    if rules is not None:
        documents += read_modules(controller.modules(rules, "rules"))
    documents += [controller.pulsar(app, str(pattern)) for pattern, app in pulsars.items()]
    context = together(documents)
    return replace(context, slurm_conf=slurm_conf and controller.partitions(slurm_conf))


def finished(result: Result, work: Callable[[], Result]) -> Result:
    """Return the result with that of the work, or with why it was not done."""
    try:
        return {**result, **work()}
    except LintError as error:
        return {**result, "failed": True, "msg": str(error), "findings": error.findings}
    except ClusterError as error:
        return {**result, "failed": True, "msg": str(error)}
