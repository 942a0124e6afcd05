# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents of the job configuration on their way to a host, which is a dictionary here."""

from __future__ import annotations

import typing as t
from pathlib import Path

import pytest
import yaml
from ansible_collections.galaxyhpc.cluster.plugins.action import job_config_lint, job_rules
from ansible_collections.galaxyhpc.cluster.plugins.doc_fragments._job_documents import (
    ModuleDocFragment,
)
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.modules import job_conf as job_conf_docs
from ansible_collections.galaxyhpc.cluster.plugins.modules import (
    job_config_lint as job_config_lint_docs,
)
from ansible_collections.galaxyhpc.cluster.plugins.modules import (
    job_resource_params as job_resource_params_docs,
)
from ansible_collections.galaxyhpc.cluster.plugins.modules import job_rules as job_rules_docs
from ansible_collections.galaxyhpc.cluster.plugins.modules import (
    tool_destinations as tool_destinations_docs,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.deploy import controller, documents
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)

GOOD = """\
<job_conf>
  <plugins>
    <plugin id="pulsar" type="runner" load="galaxy.jobs.runners.pulsar:PulsarRESTJobRunner"/>
  </plugins>
  <destinations>
    <destination id="p" runner="pulsar">
      <param id="url">https://pulsar.example.org</param>
      <param id="private_token">correct-horse</param>
    </destination>
  </destinations>
</job_conf>
"""
BAD = GOOD.replace('runner="pulsar"', 'runner="pulsra"')
WARNED = GOOD.replace("<plugins>", "<nonsense/><plugins>")
OTHER_SECRET = GOOD.replace("correct-horse", "battery-staple")
DEST = "/srv/galaxy/config/job_conf.xml"
OPTIONS: dict[str, t.Any] = {
    **{name: option.get("default") for name, option in documents.DEPLOY_ARGUMENTS.items()},
    "dest": DEST,
}


class Files:
    """The text files of a host, as the module host_files treats them."""

    def __init__(self, **texts: str) -> None:
        self.texts = {f"/srv/galaxy/config/{name}.xml": text for name, text in texts.items()}
        self.requested: list[dict[str, t.Any]] = []

    def deploy(
        self, files: list[dict[str, t.Any]], directories: list[dict[str, t.Any]]
    ) -> dict[str, t.Any]:
        self.requested += files
        before = dict(self.texts)
        self.texts.update({file["path"]: file["content"] for file in files})
        return {
            "changed": before != self.texts,
            "files": [
                {
                    "path": file["path"],
                    "owner": file["owner"] or "root",
                    "group": file["group"] or "root",
                    "mode": file["mode"],
                    **({"backup_file": f"{file['path']}.1~"} if file["backup"] else {}),
                }
                for file in files
            ],
            "diff": [
                {
                    "before": before.get(file["path"], ""),
                    "after": file["content"],
                    "after_header": file["path"],
                }
                for file in files
                if before.get(file["path"]) != file["content"]
            ],
        }


def deploy(files: Files, text: str, **arguments: t.Any) -> dict[str, t.Any]:
    """Return the result of deploying a job_conf."""
    options = {**OPTIONS, **arguments}
    given = controller.SourceFile("content", text.encode())
    document = given.read("job_conf")
    return documents.deploy(
        files,  # type: ignore[arg-type]
        [document],
        Context(),
        options,
        lambda: documents.render_document(document, given, options["dest"]),
    )


def test_written_once() -> None:
    files = Files()
    assert deploy(files, GOOD)["changed"] is True
    assert files.texts == {DEST: GOOD}
    assert deploy(files, GOOD)["changed"] is False


def test_errors_leave_the_host_as_it_is() -> None:
    files = Files(job_conf=GOOD)
    with pytest.raises(documents.LintError) as error:
        deploy(files, BAD)
    first, second, third, *_rest = str(error.value).splitlines()
    assert first == f"{DEST} was not changed, because of these findings:"
    assert second.startswith("content:6:33: error GJ150")
    assert third == '6 |     <destination id="p" runner="pulsra">'
    assert "GJ150" in [finding["code"] for finding in error.value.findings]
    assert files.texts == {DEST: GOOD}


@pytest.mark.parametrize(
    ("text", "arguments", "fails"),
    [
        pytest.param(BAD, {}, True, id="error"),
        pytest.param(BAD, {"fail_on": "never"}, False, id="never"),
        pytest.param(BAD, {"ignore": ["GJ150", "GJ139"]}, False, id="ignored"),
        pytest.param(WARNED, {}, False, id="warning"),
        pytest.param(WARNED, {"fail_on": "warning"}, True, id="warning-fails"),
        pytest.param(f"<!DOCTYPE a [<!ENTITY b 'c'>]>{GOOD}", {}, True, id="not-checked"),
        pytest.param("<job_conf", {}, True, id="not-xml"),
    ],
)
def test_threshold(text: str, arguments: dict[str, t.Any], fails: bool) -> None:
    files = Files()
    if fails:
        with pytest.raises(documents.LintError):
            deploy(files, text, **arguments)
    else:
        deploy(files, text, **arguments)
    assert (DEST not in files.texts) is fails


def test_unknown_code_to_ignore() -> None:
    with pytest.raises(ClusterError, match=r"unknown rule 'GJ1510'. Did you mean 'GJ510'\?"):
        deploy(Files(), GOOD, ignore=["GJ1510"])


def test_no_secret_in_diff() -> None:
    result = deploy(Files(job_conf=""), GOOD)
    assert "correct-horse" not in str(result)
    assert "pulsar.example.org" in str(result["diff"])
    changed = deploy(Files(job_conf=GOOD), OTHER_SECRET)
    [difference] = changed["diff"]
    assert difference == {"prepared": f"{DEST}: only secrets differ, which are not shown.\n"}


def test_backup_and_rights_are_requested() -> None:
    files = Files(job_conf=GOOD)
    result = deploy(files, OTHER_SECRET, backup=True, group="galaxy")
    assert result["backup_file"] == f"{DEST}.1~"
    [file] = files.requested
    assert (file["owner"], file["group"], file["mode"]) == ("", "galaxy", "0640")


@pytest.mark.parametrize(
    ("arguments", "warned"),
    [
        pytest.param({}, True, id="root-only"),
        pytest.param({"group": "galaxy"}, False, id="group"),
        pytest.param({"mode": "0644"}, False, id="mode"),
    ],
)
def test_file_that_galaxy_cannot_read(arguments: dict[str, t.Any], warned: bool) -> None:
    warnings = deploy(Files(), GOOD, **arguments)["warnings"]
    assert any(f"Only root can read {DEST}" in warning for warning in warnings) is warned


@pytest.mark.parametrize(
    ("dest", "sentence"),
    [
        pytest.param("/srv/galaxy/config", "ends in .xml, .yml or .yaml", id="no-suffix"),
        pytest.param("/srv/a.xml.d/job_conf.yml", "Galaxy reads it as XML", id="xml-in-path"),
    ],
)
def test_misleading_destination(dest: str, sentence: str) -> None:
    with pytest.raises(ClusterError, match=sentence):
        deploy(Files(), GOOD, dest=dest)


def test_converted_by_suffix() -> None:
    files = Files()
    deploy(files, GOOD, dest="/srv/job_conf.yml")
    data = yaml.safe_load(files.texts["/srv/job_conf.yml"])
    assert data["execution"]["environments"]["p"]["runner"] == "pulsar"


def test_imports_come_along(tmp_path: Path) -> None:
    (tmp_path / "macros.xml").write_text('<macros><token name="@R@">pulsar</token></macros>')
    text = GOOD.replace(
        "<plugins>", "<macros><import>macros.xml</import></macros><plugins>"
    ).replace('runner="pulsar"', 'runner="@R@"')
    given = controller.SourceFile("job_conf.xml", text.encode(), tmp_path)
    want = documents.render_document(given.read("job_conf"), given, DEST)
    assert [*want.files] == ["/srv/galaxy/config/macros.xml", DEST]
    assert want.files[DEST] == text


def test_findings_of_the_others_alone_do_not_count() -> None:
    others = Context(job_conf=controller.SourceFile("job_conf", BAD.encode()).read("job_conf"))  # type: ignore[arg-type]
    params = controller.as_document("resource_params", [{"name": "n"}], "content")
    found = documents.lint_documents([params.read("resource_params")], others, OPTIONS)
    assert [finding.code for finding in found] == ["GJ511"]


def test_configuration_beside_a_document_holds(tmp_path: Path) -> None:
    path = tmp_path / "job_conf.xml"
    document = controller.SourceFile(str(path), BAD.encode(), tmp_path).read("job_conf")
    with pytest.raises(documents.LintError):
        documents.lint_documents([document], Context(), OPTIONS)
    (tmp_path / ".galaxy-jobs.yml").write_text("ignore: [GJ150]")
    documents.lint_documents([document], Context(), OPTIONS)


DOCUMENTED = [
    pytest.param(job_conf_docs, documents.document_arguments("job_conf"), id="job_conf"),
    pytest.param(
        tool_destinations_docs,
        documents.document_arguments("tool_destinations"),
        id="tool_destinations",
    ),
    pytest.param(
        job_resource_params_docs,
        documents.document_arguments("resource_params"),
        id="job_resource_params",
    ),
    pytest.param(job_rules_docs, job_rules._ARGUMENTS, id="job_rules"),
    pytest.param(job_config_lint_docs, job_config_lint._ARGUMENTS, id="job_config_lint"),
]


@pytest.mark.parametrize(("module", "arguments"), DOCUMENTED)
def test_documentation_is_the_argument_spec(module: t.Any, arguments: dict[str, t.Any]) -> None:
    documentation = yaml.safe_load(module.DOCUMENTATION)
    options = {}
    for name in documentation["extends_documentation_fragment"]:
        text = getattr(ModuleDocFragment, name.rpartition(".")[2].upper(), "options: {}")
        options.update(yaml.safe_load(text)["options"])
    options.update(documentation["options"])
    compared = ("type", "elements", "choices", "default", "required")
    assert {
        name: {key: option[key] for key in compared if key in option}
        for name, option in options.items()
    } == arguments


def test_forbidden_deployment_is_one() -> None:
    assert issubclass(documents.LintError, ClusterError)
