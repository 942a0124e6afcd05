# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Galaxy's whole job configuration: planned and linted once, then written in one step.

Galaxy may start at any moment, so the files are written in the order in which they need each other:
rules first, then resource parameters, tool destinations, the job_conf and galaxy.yml.
"""

from __future__ import annotations

import json
import posixpath
import typing as t
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ...module_utils._errors import ClusterError
from ..galaxy_jobs.batch.destinations import with_destinations
from ..galaxy_jobs.galaxy_yml import with_options
from ..galaxy_jobs.io.files import Files
from ..galaxy_jobs.lint.context import Document
from ..galaxy_jobs.lint.documents import DocumentKind
from ..galaxy_jobs.lint.finding import Finding
from ..galaxy_jobs.pulsar.endpoint import Endpoint, read_endpoints
from ..galaxy_jobs.pulsar.job_conf import add_pulsars, compose_job_conf
from .controller import SOURCES, Controller, SourceFile, plain
from .documents import (
    LINT_ARGUMENTS,
    LintError,
    Rendering,
    Result,
    describe_findings,
    lint_files,
    render_document,
    unreadable,
    write_entries,
)
from .host_files import HostFiles
from .rule_package import RulePackage, plan_package

Arguments = Mapping[str, t.Any]


def _document_argument() -> dict[str, t.Any]:
    """Return a new argument: validation fills in the default, so two arguments cannot share it."""
    return {
        "type": "dict",
        "default": {},
        "mutually_exclusive": [SOURCES],
        "options": {
            "content": {"type": "raw"},
            "src": {"type": "path"},
            "template": {"type": "path"},
            "dest": {"type": "path"},
        },
    }


_LIST_OF_DICTS = {"type": "list", "elements": "dict", "default": []}
ARGUMENTS: dict[str, t.Any] = {
    **LINT_ARGUMENTS,
    "config_dir": {"type": "path", "required": True},
    "job_conf": _document_argument(),
    "destinations": _LIST_OF_DICTS,
    "pulsars": _LIST_OF_DICTS,
    "tool_destinations": _document_argument(),
    "resource_params": _document_argument(),
    "rules": {
        "type": "dict",
        "default": {},
        "mutually_exclusive": [("content", "src")],
        "options": {
            "content": {"type": "dict"},
            "src": {"type": "path"},
            "dest": {"type": "path"},
            "purge": {"type": "bool", "default": False},
        },
    },
    "galaxy_root": {"type": "path", "default": "/srv/galaxy"},
    "job_config_file": {"type": "path"},
    "tool_destinations_config_file": {"type": "path"},
    "job_resource_params_file": {"type": "path"},
    "dynamic_job_rules": {"type": "list", "elements": "str", "default": []},
    "dynamic_job_rules_src_dir": {"type": "path", "default": "files/galaxy/dynamic_job_rules"},
    "dynamic_job_rules_dir": {"type": "path"},
    "galaxy_yml": {"type": "path"},
    "new_file_path": {"type": "path"},
    "slurm_conf": {"type": "path"},
    "owner": {"type": "str"},
    "group": {"type": "str"},
    "backup": {"type": "bool", "default": False},
}

# In the order of writing, with the option of galaxy.yml that has the path and Galaxy's file name.
_KINDS: tuple[tuple[DocumentKind, str, str], ...] = (
    ("resource_params", "job_resource_params_file", "job_resource_params_conf.xml"),
    ("tool_destinations", "tool_destinations_config_file", "tool_destinations.yml"),
    ("job_conf", "job_config_file", "job_conf.yml"),
)
# Galaxy reads these again for each job; it needs no restart for them.
_READ_FOR_EACH_JOB = ("tool_destinations",)
# Galaxy's own package of rules is importable without a PYTHONPATH.
_OWN_RULES = "/galaxy/jobs/rules"
_MODE = {"mode": "0640"}


@dataclass(frozen=True)
class PlannedDocument:
    """A document and its path on the host."""

    kind: DocumentKind
    option: str
    dest: str
    source: SourceFile
    document: Document


@dataclass(frozen=True)
class Plan:
    """All that belongs to the job configuration, read and not yet linted."""

    documents: tuple[PlannedDocument, ...]
    rules: RulePackage | None
    files: Files

    def renderings(self) -> Iterator[tuple[str, Rendering]]:
        """Yield the files of each kind in the order of writing. Raises ClusterError."""
        if self.rules:
            yield "rules", self.rules.rendering()
        for planned in self.documents:
            rendering = render_document(planned.document, planned.source, planned.dest)
            yield planned.kind, rendering


def deploy_configuration(controller: Controller, files: HostFiles, arguments: Arguments) -> Result:
    """Plan, lint and write the job configuration and return the task's result.

    Raises LintError if a finding forbids deployment, ClusterError; then nothing was written.
    """
    _require_directory(files, arguments["config_dir"])
    plan = _plan(controller, files, arguments)
    findings = _lint(plan, arguments)
    renderings = [*plan.renderings()]
    options = _galaxy_options(plan, arguments)
    entries = [
        entry
        for _kind, rendering in renderings
        for entry in rendering.entries({**arguments, **_MODE})
    ]
    entries += _galaxy_yml(files, options, arguments)
    directories = [
        directory for _kind, rendering in renderings for directory in rendering.directories
    ]
    written = write_entries(files, entries, directories)
    return {
        "changed": written["changed"],
        "diff": written["diff"],
        **_described(plan, findings, renderings, written),
        **_restart(plan, renderings, written, arguments),
        "galaxy_options": options,
        "manual_steps": [*_manual_steps(plan, options, arguments)],
    }


def _require_directory(files: HostFiles, config_dir: str) -> None:
    if not files.is_directory(config_dir):
        raise ClusterError(
            f"The directory {config_dir} does not exist. Install Galaxy first, or set config_dir "
            "(galaxy_jobs_config_dir in the role) to the directory of its configuration."
        )


def _plan(controller: Controller, files: HostFiles, arguments: Arguments) -> Plan:
    endpoints = read_endpoints(plain(arguments["pulsars"]))
    options = {
        **arguments,
        "job_conf": _with_additions(arguments["job_conf"], endpoints, arguments["destinations"]),
    }
    documents = tuple(
        _planned(controller, kind, option, file_name, options)
        for kind, option, file_name in _KINDS
        if _is_given(options[kind])
    )
    rules = _rules(controller, files, arguments)
    linted = Files()
    if arguments["slurm_conf"]:
        linted.slurm_conf = controller.partitions(arguments["slurm_conf"])
    for document in [
        *(planned.document for planned in documents),
        *(rules.documents() if rules else ()),
        *(
            controller.pulsar(endpoint.app, runner)
            for endpoint in endpoints
            for runner in compose_job_conf(endpoint)["runners"]
        ),
    ]:
        linted.add_document(document)
    return Plan(documents, rules, linted)


def _is_given(options: Arguments) -> bool:
    return any(value is not None and value is not False for value in options.values())


def _with_additions(
    options: Arguments, endpoints: list[Endpoint], destinations: t.Any
) -> Arguments:
    """Return the option job_conf, its content with runners and destinations of the other options.

    Raises ClusterError.
    """
    if not endpoints and not destinations:
        return options
    content = plain(options.get("content"))
    if not isinstance(content, dict):
        raise ClusterError(
            "destinations and pulsars (galaxy_jobs_destinations and galaxy_jobs_pulsars in the "
            "role) extend a job_conf that is a variable; expected job_conf.content as a mapping. "
            "If the job_conf is a file, define the destinations in that file."
        )
    return {
        **options,
        "content": with_destinations(add_pulsars(content, endpoints), plain(destinations)),
    }


def _planned(
    controller: Controller, kind: DocumentKind, option: str, file_name: str, arguments: Arguments
) -> PlannedDocument:
    options = arguments[kind]
    if all(options.get(source) is None for source in SOURCES):
        raise ClusterError(f"{kind} has no document; expected one of content, src and template.")
    if kind == "job_conf" and ".xml" in (options.get("src") or options.get("template") or ""):
        file_name = "job_conf.xml"
    source = controller.source(kind, options, kind)
    default = posixpath.join(arguments["config_dir"], file_name)
    return PlannedDocument(
        kind=kind,
        option=option,
        dest=options.get("dest") or arguments[option] or default,
        source=source,
        document=source.read(kind),
    )


def _rules(controller: Controller, files: HostFiles, arguments: Arguments) -> RulePackage | None:
    """Return the package of rules, None if there is none. Raises ClusterError."""
    options = arguments["rules"]
    legacy = arguments["dynamic_job_rules"]
    content, src = options.get("content"), options.get("src")
    if not _is_given(options) and not legacy:
        return None
    if content is None and src is None:
        modules = _legacy_rules(controller, arguments)
    else:
        modules = controller.modules(src if content is None else content, "rules")
    default = f"{arguments['galaxy_root']}/rules/{PurePosixPath(src or 'rules').name}"
    return plan_package(
        files,
        modules,
        {
            "dest": options.get("dest") or arguments["dynamic_job_rules_dir"] or default,
            "purge": options.get("purge", False),
            "directory_mode": "0750",
            "owner": arguments["owner"],
            "group": arguments["group"],
        },
    )


def _legacy_rules(controller: Controller, arguments: Arguments) -> dict[str, SourceFile]:
    """Return the files of galaxy_dynamic_job_rules by name. Raises ClusterError."""
    names = arguments["dynamic_job_rules"]
    if not names:
        raise ClusterError("rules has no modules; expected one of content and src.")
    template = next((name for name in names if name.endswith(".j2")), None)
    if template:
        raise ClusterError(
            f"galaxy_dynamic_job_rules has the template '{template}', which is not rendered; "
            "expected the rendered text in rules.content (galaxy_jobs_rules.content in the role), "
            "for example from lookup('ansible.builtin.template', …)."
        )
    folder = arguments["dynamic_job_rules_src_dir"]
    return {name: controller.file(f"{folder}/{name}") for name in names}


def _lint(plan: Plan, arguments: Arguments) -> list[Finding]:
    try:
        return lint_files(plan.files, arguments)
    except LintError as error:
        error.args = (f"Nothing was changed, because of these findings:\n{error}",)
        raise


def _galaxy_options(plan: Plan, arguments: Arguments) -> dict[str, str]:
    """Return the options of galaxy.yml that go with the documents."""
    options = {planned.option: planned.dest for planned in reversed(plan.documents)}
    if arguments["new_file_path"]:
        options["new_file_path"] = arguments["new_file_path"]
    return options


def _galaxy_yml(files: HostFiles, options: dict[str, str], arguments: Arguments) -> list[Result]:
    """Return galaxy.yml with the options, with the rights it has. Raises ClusterError."""
    path = arguments["galaxy_yml"]
    if not path or not options:
        return []
    return Rendering({path: galaxy_yml_with(files, path, options)}).entries(
        {"backup": arguments["backup"]}
    )


def galaxy_yml_with(files: HostFiles, path: str, options: Mapping[str, t.Any]) -> str:
    """Return the text of a galaxy.yml on the host with other options. Raises ClusterError."""
    text = files.read(path)
    if text is None:
        raise ClusterError(f"'{path}' does not exist; expected the galaxy.yml of a Galaxy.")
    return with_options(text, options, path)


def _described(
    plan: Plan, findings: list[Finding], renderings: list[tuple[str, Rendering]], written: Result
) -> Result:
    """Return the findings, and as warnings what the user should know."""
    described = describe_findings(findings)
    notes = [note for _kind, rendering in renderings for note in rendering.notes]
    paths = [planned.dest for planned in plan.documents]
    hidden = [warning for path in paths for warning in unreadable(written["files"], path)]
    described["warnings"] += [*plan.files.notices, *notes, *hidden]
    return described


def _restart(
    plan: Plan,
    renderings: list[tuple[str, Rendering]],
    written: Result,
    arguments: Arguments,
) -> Result:
    """Return the files that Galaxy reads when it starts, and whether one of them has changed."""
    rules = plan.rules.paths() if plan.rules else []
    paths = [
        path
        for kind, rendering in renderings
        for path in rendering.files
        if kind not in ("rules", *_READ_FOR_EACH_JOB)
    ]
    removed = plan.rules.removed if plan.rules else ()
    changed = {*written["paths"]} & {*rules, *removed, *paths, arguments["galaxy_yml"]}
    return {"restart_files": [*rules, *paths], "restart_needed": bool(changed)}


def _manual_steps(plan: Plan, options: dict[str, str], arguments: Arguments) -> Iterator[str]:
    """Yield the settings of Galaxy that have to be made elsewhere."""
    if options and not arguments["galaxy_yml"]:
        yield f"Set in galaxy.yml, section galaxy: {json.dumps(options)}"
    if plan.rules and not plan.rules.dest.endswith(_OWN_RULES):
        folder = posixpath.dirname(plan.rules.dest)
        where = "PYTHONPATH of Galaxy and its handlers (environment in section gravity)"
        yield f"Add to {where}: {folder}"
