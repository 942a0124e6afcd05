# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules about what destinations ask batch systems for."""

from __future__ import annotations

import json

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_xml import (
    read_xml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.job_conf.read_yaml import (
    read_yaml,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.context import (
    Context,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Finding,
)

CLASSES = {
    "slurm": "slurm:SlurmJobRunner",
    "drmaa": "drmaa:DRMAAJobRunner",
    "univa": "univa:UnivaJobRunner",
    "cli": "cli:ShellJobRunner",
    "pbs": "pbs:PBSJobRunner",
    "pulsar": "pulsar:PulsarEmbeddedJobRunner",
    "condor": "htcondor:HTCondorJobRunner",
    "k8s": "kubernetes:KubernetesJobRunner",
}


def found(runner: str, params: dict[str, object]) -> list[Finding]:
    """Return what is found in a job_conf with one destination."""
    document = {
        "runners": {runner: {"load": f"galaxy.jobs.runners.{CLASSES[runner]}"}},
        "execution": {"default": "main", "environments": {"main": {"runner": runner, **params}}},
    }
    return lint(Context(job_conf=read_yaml(json.dumps(document), "job_conf.yml")))


def codes(runner: str, params: dict[str, object]) -> list[str]:
    """Return the codes of what is found."""
    return [finding.code for finding in found(runner, params)]


@pytest.mark.parametrize(
    ("runner", "params", "message", "written"),
    [
        (
            "slurm",
            {"nativeSpecification": "-n 1 --partiton=main"},
            "slurm-drmaa has no option '--partiton'. Did you mean '--partition'?",
            "--partiton=main",
        ),
        (
            "slurm",
            {"nativeSpecification": "-n 1 --export=NONE"},
            "sbatch takes '--export', but slurm-drmaa does not: the jobs fail. Leave it out.",
            "--export=NONE",
        ),
        (
            "drmaa",
            {"native_specification": "--job-name=x"},
            "sbatch takes '--job-name', but slurm-drmaa does not: the jobs fail. Write '-J x'.",
            "--job-name=x",
        ),
        (
            "pulsar",
            {"submit_native_specification": "-p main -n4"},
            "'-n' has no value for slurm-drmaa: expected a blank before it. Write '-n 4'.",
            "-n4",
        ),
        (
            "slurm",
            {"nativeSpecification": "--mem 4000 -n 1"},
            "'--mem' has no value for slurm-drmaa: expected '=' before it. Write '--mem=4000'.",
            "--mem 4000",
        ),
        (
            "slurm",
            {"nativeSpecification": "-n 1 -p"},
            "'-p' has no value: the jobs fail.",
            "-p",
        ),
        (
            "slurm",
            {"nativeSpecification": "--mem=4GB"},
            "slurm-drmaa does not take '4GB' for '--mem': expected a number of MB, without a unit. "
            "Write '--mem=4096'.",
            "--mem=4GB",
        ),
        (
            "slurm",
            {"nativeSpecification": "-t 90"},
            "slurm-drmaa does not take '90' for '-t': expected hours:minutes:seconds. "
            "Write '-t 1:30:00'.",
            "-t 90",
        ),
        (
            "cli",
            {"job_plugin": "Slurm", "job_time": "24h"},
            "sbatch does not take '24h' for '-t': expected minutes, hours:minutes:seconds or "
            "days-hours:minutes:seconds.",
            "24h",
        ),
        (
            "pbs",
            {"Resource_List": "nodes=1:ppn=2,walltime=1-00:00:00"},
            "PBS does not take '1-00:00:00' for 'walltime': expected hours:minutes:seconds.",
            "walltime=1-00:00:00",
        ),
        (
            "k8s",
            {"docker_enabled": True, "requests_memory": "4 GB"},
            "Kubernetes does not take '4 GB' for 'requests_memory': expected an amount such as "
            "4Gi.",
            "4 GB",
        ),
        (
            "drmaa",
            {"nativeSpecification": "-pe smp 2 -l h_vmem=1536M"},
            "'1536M' is right for Grid Engine, but GALAXY_MEMORY_MB becomes another amount: "
            "Galaxy knows G alone. Write 'h_vmem=1.5G'.",
            "h_vmem=1536M",
        ),
        (
            "pulsar",
            {"nativeSpecification": "-n 1"},
            "The runner of 'main' does not read 'nativeSpecification'. Did you mean "
            "'submit_native_specification'?",
            '"nativeSpecification"',
        ),
    ],
)
def test_found(runner: str, params: dict[str, object], message: str, written: str) -> None:
    [finding] = found(runner, params)
    assert (finding.message, finding.place.text) == (message, written)


@pytest.mark.parametrize(
    ("runner", "params"),
    [
        ("slurm", {"nativeSpecification": "--nodes=1 --ntasks=9 --ntasks-per-node=9 --mem=34920"}),
        ("slurm", {"native_specification": "-p work -n 2 -N 1 --time=24:00:00"}),
        ("slurm", {"nativeSpecification": "--mem=${mem}G --gpus={gpus}"}),
        ("slurm", {}),
        (
            "slurm",
            {
                "params": {"nativeSpecification": "-c 4"},
                "env": [{"name": "GALAXY_SLOTS", "value": "4"}],
            },
        ),
        ("pulsar", {"env": [{"name": "GALAXY_SLOTS", "value": "4"}]}),
        ("drmaa", {"nativeSpecification": "-q all.q -l docker=1 -l h_vmem=8G"}),
        ("drmaa", {"nativeSpecification": "-q long -V -b y whatever"}),
        ("univa", {"nativeSpecification": "-l rt=24:00:00,mem=4G"}),
        ("univa", {"native_specification": "-q long"}),
        ("cli", {"job_plugin": "Slurm", "job_--mem": "4G", "job_time": "1-0", "job_-N": "1"}),
        ("cli", {"job_plugin": "Torque", "job_Resource_List": "walltime=24:00:00,ncpus=1,mem=4gb"}),
        ("condor", {"request_cpus": "TotalCpus", "request_memory": "4 GB + 1"}),
        ("k8s", {"docker_enabled": True, "requests_memory": "129e6"}),
        ("pulsar", {"submit_native_specification": "-q long"}),
    ],
    ids=str,
)
def test_nothing_found(runner: str, params: dict[str, object]) -> None:
    assert codes(runner, params) == []


def test_each_fix_mends_what_was_found() -> None:
    text = "--ntask=1 -n 1 --mem 4G -t 1-00:00:00 --gpus=1"
    [_unknown, *others] = found("slurm", {"nativeSpecification": text})
    assert [finding.fix and finding.fix.edits[0].text for finding in others] == [
        "--mem=4G",
        "-t 24:00:00",
        "--gres=gpu:1",
    ]
    assert [finding.place.text for finding in others] == ["--mem 4G", "-t 1-00:00:00", "--gpus=1"]


def test_a_line_break_of_xml_is_no_blank() -> None:
    document = read_xml(
        """<job_conf><plugins>
        <plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/>
        </plugins><destinations><destination id="main" runner="slurm">
        <param id="nativeSpecification">
            --ntasks=1
        </param></destination></destinations></job_conf>""",
        "job_conf.xml",
        lambda _path: None,
    )
    [finding] = lint(Context(job_conf=document))
    assert (finding.code, finding.place.text) == ("GJ604", "\n")
    assert "on one line" in finding.message
