# SPDX-License-Identifier: GPL-3.0-or-later
"""Translation of removed and renamed options."""

from __future__ import annotations

import contextlib

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import options
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.translate import (
    translate,
    translate_cgroup,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("version", "before", "after", "sentences"),
    [
        pytest.param(
            "22.05",
            {"FastSchedule": "2"},
            {"SlurmdParameters": "config_overrides"},
            [
                "slurm_config: Slurm 22.05 no longer knows FastSchedule=2 (since 20.02); written "
                "as SlurmdParameters=config_overrides instead."
            ],
            id="becomes-a-word",
        ),
        pytest.param(
            "22.05",
            {"SlurmdParameters": "shutdown_on_reboot", "FastSchedule": "2"},
            {"SlurmdParameters": "shutdown_on_reboot,config_overrides"},
            [
                "slurm_config: Slurm 22.05 no longer knows FastSchedule=2 (since 20.02); written "
                "as SlurmdParameters=config_overrides instead."
            ],
            id="joins-the-words-there",
        ),
        pytest.param(
            "22.05",
            {"SlurmdParameters": "Config_Overrides", "FastSchedule": "2"},
            {"SlurmdParameters": "Config_Overrides"},
            [
                "slurm_config: Slurm 22.05 no longer knows FastSchedule=2 (since 20.02); "
                "omitted, because SlurmdParameters has config_overrides."
            ],
            id="word-is-there-already",
        ),
        pytest.param(
            "24.11",
            {"ExtSensorsFreq": "0", "ClusterName": "galaxy"},
            {"ClusterName": "galaxy"},
            [
                "slurm_config: Slurm 24.11 ignores ExtSensorsFreq=0 (since 23.11); omitted.",
            ],
            id="ignored",
        ),
        pytest.param(
            "26.05",
            {"JobContainerType": "job_container/tmpfs", "PrologFlags": "Contain"},
            {"NamespaceType": "namespace/tmpfs", "PrologFlags": "Contain"},
            [
                "slurm_config: Slurm 26.05 has replaced "
                "JobContainerType=job_container/tmpfs (since 25.11); written as "
                "NamespaceType=namespace/tmpfs instead."
            ],
            id="renamed-in-place",
        ),
        pytest.param(
            "21.08",
            {"DefaultStoragePass": "s3cret"},
            {"AccountingStoragePass": "s3cret"},
            [
                "slurm_config: Slurm 21.08 no longer knows DefaultStoragePass=******** (since "
                "21.08); written as AccountingStoragePass=******** instead."
            ],
            id="no-password-in-the-warning",
        ),
    ],
)
def test_sentence(
    version: str, before: dict[str, str], after: dict[str, str], sentences: list[str]
) -> None:
    values, translations = translate(before, version)
    assert list(values.items()) == list(after.items())
    assert [translation.sentence for translation in translations] == sentences


HOSTS = {
    "ControlMachine": "ctl1",
    "ControlAddr": "10.0.0.1",
    "BackupController": "ctl2",
    "BackupAddr": "10.0.0.2",
}


@pytest.mark.parametrize(
    ("version", "before", "after"),
    [
        pytest.param("20.11", {"FastSchedule": "1"}, {}, id="fast-schedule-1"),
        pytest.param("26.05", {"FastSchedule": "0"}, {}, id="fast-schedule-0"),
        pytest.param(
            "22.05", {"ControlMachine": "ctl"}, {"SlurmctldHost": "ctl"}, id="control-machine"
        ),
        pytest.param(
            "22.05",
            {"ClusterName": "galaxy", **HOSTS, "SlurmUser": "slurm"},
            {
                "ClusterName": "galaxy",
                "SlurmctldHost": "ctl1(10.0.0.1)\nctl2(10.0.0.2)",
                "SlurmUser": "slurm",
            },
            id="two-controllers-with-addresses",
        ),
        pytest.param(
            "22.05",
            {"ControlMachine": "ctl", "ControlAddr": "ctl"},
            {"SlurmctldHost": "ctl"},
            id="address-is-the-name",
        ),
        pytest.param(
            "22.05",
            {**HOSTS, "SlurmctldHost": "ctl3"},
            {"SlurmctldHost": "ctl3"},
            id="slurmctldhost-wins",
        ),
        pytest.param(
            "23.11",
            {"SelectType": "select/cons_res", "SelectTypeParameters": "CR_CPU_Memory"},
            {"SelectType": "select/cons_tres", "SelectTypeParameters": "CR_CPU_Memory"},
            id="cons-res",
        ),
        pytest.param(
            "24.05",
            {"SelectTypeParameters": "CR_Core,OTHER_CONS_TRES"},
            {"SelectTypeParameters": "CR_Core"},
            id="other-cons-tres",
        ),
        pytest.param(
            "23.02",
            {"SelectTypeParameters": "CR_ALLOCATE_FULL_SOCKET,CR_Socket"},
            {"SelectTypeParameters": "CR_Socket"},
            id="full-socket",
        ),
        pytest.param(
            "20.11", {"CryptoType": "crypto/munge"}, {"CredType": "cred/munge"}, id="crypto"
        ),
        pytest.param(
            "24.11", {"CredType": "crypto/munge"}, {"CredType": "cred/munge"}, id="cred-crypto"
        ),
        pytest.param(
            "20.11",
            {"CryptoType": "crypto/munge", "CredType": "cred/none"},
            {"CredType": "cred/none"},
            id="cred-wins",
        ),
        pytest.param(
            "21.08",
            {
                "CacheGroups": "0",
                "CheckpointType": "checkpoint/none",
                "JobCheckpointDir": "/x",
                "SchedulerPort": "7321",
                "SchedulerRootFilter": "1",
            },
            {},
            id="long-ignored",
        ),
        pytest.param(
            "20.11",
            {"MemLimitEnforce": "yes"},
            {"JobAcctGatherParams": "OverMemoryKill"},
            id="mem-limit",
        ),
        pytest.param("20.11", {"MemLimitEnforce": "no"}, {}, id="mem-limit-no"),
        pytest.param(
            "21.08",
            {
                "DefaultStorageType": "slurmdbd",
                "DefaultStorageHost": "db",
                "DefaultStoragePort": "6819",
                "DefaultStorageUser": "slurm",
                "DefaultStorageLoc": "acct",
            },
            {
                "AccountingStorageType": "accounting_storage/slurmdbd",
                "AccountingStorageHost": "db",
                "AccountingStoragePort": "6819",
            },
            id="default-storage",
        ),
        pytest.param(
            "21.08",
            {"DefaultStorageType": "filetxt", "DefaultStorageLoc": "/var/log/jobs"},
            {"JobCompType": "jobcomp/filetxt", "JobCompLoc": "/var/log/jobs"},
            id="default-storage-of-finished-jobs",
        ),
        pytest.param("23.02", {"SlurmctldPlugstack": "slurmctld/nonstop"}, {}, id="plugstack"),
        pytest.param("20.11", {"AccountingStorageLoc": "acct"}, {}, id="storage-loc"),
        pytest.param("25.11", {"AccountingStorageUser": "slurm"}, {}, id="storage-user"),
        pytest.param(
            "23.11",
            {"JobCredentialPrivateKey": "/k", "JobCredentialPublicCertificate": "/c"},
            {},
            id="job-credential",
        ),
        pytest.param(
            "24.05",
            {"CoreSpecPlugin": "core_spec/none", "PowerPlugin": "power/none"},
            {},
            id="cray-options",
        ),
        pytest.param("25.05", {"GetEnvTimeout": "2"}, {}, id="get-env"),
        pytest.param(
            "21.08",
            {"AccountingStoreJobComment": "YES"},
            {"AccountingStoreFlags": "job_comment"},
            id="job-comment",
        ),
        pytest.param("21.08", {"AccountingStoreJobComment": "no"}, {}, id="no-job-comment"),
        pytest.param("23.02", {"LaunchType": "launch/slurm"}, {}, id="launch"),
        pytest.param(
            "20.11",
            {"AcctGatherInfinibandType": "acct_gather_infiniband/ofed"},
            {"AcctGatherInterconnectType": "acct_gather_interconnect/ofed"},
            id="infiniband",
        ),
        pytest.param(
            "20.11",
            {"AcctGatherEnergyType": "acct_gather_energy/cray_aries"},
            {"AcctGatherEnergyType": "acct_gather_energy/pm_counters"},
            id="energy",
        ),
        pytest.param(
            "21.08",
            {"SbcastParameters": "DestDir=/tmp"},
            {"BcastParameters": "DestDir=/tmp"},
            id="sbcast",
        ),
        pytest.param(
            "22.05",
            {"KeepAliveTime": "60"},
            {"CommunicationParameters": "keepalivetime=60"},
            id="keep-alive",
        ),
        pytest.param(
            "20.11",
            {"SallocDefaultCommand": "srun --pty $SHELL"},
            {"LaunchParameters": "use_interactive_step"},
            id="salloc",
        ),
        pytest.param(
            "23.11",
            {"RoutePlugin": "route/topology"},
            {"TopologyParam": "RouteTree"},
            id="route-topology",
        ),
        pytest.param("23.11", {"RoutePlugin": "route/default"}, {}, id="route-default"),
        pytest.param(
            "23.02",
            {"SchedulerParameters": "preempt_youngest_first,bf_window=60,preempt_reorder_count=3"},
            {
                "SchedulerParameters": "bf_window=60",
                "PreemptParameters": "youngest_first,reorder_count=3",
            },
            id="preempt-words",
        ),
        pytest.param(
            "20.11",
            {"SchedulerParameters": "kill_invalid_depend,max_depend_depth=5,default_gbytes"},
            {"DependencyParameters": "kill_invalid_depend,max_depend_depth=5"},
            id="dependency-words",
        ),
        pytest.param(
            "22.05", {"DebugFlags": "Task,Steps"}, {"DebugFlags": "Steps,CPU_Bind"}, id="debug-task"
        ),
        pytest.param(
            "22.05", {"DebugFlags": "Task,CPU_Bind"}, {"DebugFlags": "CPU_Bind"}, id="debug-both"
        ),
        pytest.param("21.08", {"DebugFlags": "TRESNode"}, {}, id="debug-flag-gone"),
        pytest.param("20.11", {"TaskPluginParam": "cpusets"}, {}, id="cpusets"),
        pytest.param(
            "22.05",
            {"TaskPluginParam": "Boards,autobind=cores"},
            {"TaskPluginParam": "autobind=cores"},
            id="boards",
        ),
        pytest.param("23.02", {"PrivateData": "cloud,jobs"}, {"PrivateData": "jobs"}, id="cloud"),
        pytest.param(
            "23.11",
            {"SlurmctldParameters": "cloud_reg_addrs,enable_configless"},
            {"SlurmctldParameters": "enable_configless"},
            id="cloud-reg-addrs",
        ),
    ],
)
def test_translates(version: str, before: dict[str, str], after: dict[str, str]) -> None:
    values, translations = translate(before, version)
    assert values == after
    assert translations
    assert all(item.version == version and item.since <= version for item in translations)


@pytest.mark.parametrize(
    ("version", "same"),
    [
        pytest.param("23.02", {"SelectType": "select/cons_res"}, id="cons-res-while-it-lasts"),
        pytest.param("20.11", {"SbcastParameters": "DestDir=/tmp"}, id="before-the-renaming"),
        pytest.param("25.05", {"JobContainerType": "job_container/tmpfs"}, id="job-container"),
        pytest.param("20.11", {"DefaultStorageHost": "db"}, id="default-storage"),
        pytest.param("22.05", {"AccountingStorageUser": "slurm"}, id="storage-user"),
        pytest.param("22.05", {"SchedulerParameters": "preempt_youngest_first"}, id="preempt"),
        pytest.param("22.05", {"RoutePlugin": "route/topology"}, id="route"),
        pytest.param("26.05", {"SlurmctldHost": "a(10.0.0.1)\nb"}, id="two-hosts"),
        pytest.param("26.05", {"TaskPlugin": "task/none"}, id="none-is-still-read"),
        pytest.param("26.05", {"JobAcctGatherType": "jobacct_gather/none"}, id="no-gathering"),
        pytest.param("26.05", {"AccountingStorageType": "accounting_storage/none"}, id="no-dbd"),
        pytest.param("26.05", {"SwitchType": "switch/none"}, id="switch-none"),
        pytest.param("26.05", {"TopologyPlugin": "topology/default"}, id="topology-default"),
        pytest.param("20.11", {"TopologyPlugin": "topology/none"}, id="topology-none"),
        pytest.param("22.05", {"TaskPlugin": "affinity,cgroup"}, id="no-kind-in-front"),
        pytest.param("22.05", {"MpiDefault": "pmix_v4"}, id="pmix-version"),
        pytest.param("26.05", {"MpiParams": "ports=12000-12999"}, id="mpi-params"),
        pytest.param("26.05", {"AcctGatherEnergyType": "acct_gather_energy/rsmi"}, id="rsmi"),
        pytest.param("26.05", {"JobSubmitPlugins": "lua,our_site"}, id="own-plugin"),
        pytest.param(
            "26.05",
            {"PluginDir": "/opt/slurm-plugins", "SelectType": "select/ours"},
            id="own-plugin-folder",
        ),
        pytest.param(
            "22.05",
            {"ControlMachine": "a,b", "ControlAddr": "10.0.0.9"},
            id="machines-sharing-an-address",
        ),
        pytest.param("22.05", {"SchedulerParameters": "our_own_word=1"}, id="unchecked-words"),
    ],
)
def test_accepted_options_are_unchanged(version: str, same: dict[str, str]) -> None:
    assert translate(same, version) == (same, [])


def test_names_in_the_spelling_of_slurm() -> None:
    assert translate({"clustername": "galaxy"}, "22.05") == ({"ClusterName": "galaxy"}, [])


@pytest.mark.parametrize(
    ("version", "wrong", "messages"),
    [
        pytest.param(
            "22.05",
            {"SelectTyp": "select/linear"},
            [
                "Slurm 22.05 has no option 'SelectTyp'",
                "'SelectTyp=select/linear'",
                "Did you mean 'SelectType'?",
            ],
            id="misspelt",
        ),
        pytest.param(
            "22.05",
            {"Colour": "blue"},
            ["Slurm 22.05 has no option 'Colour'", "Remove it, or check its spelling."],
            id="unlike-any",
        ),
        pytest.param(
            "22.05",
            {"NamespaceType": "namespace/tmpfs"},
            [
                "NamespaceType=namespace/tmpfs requires Slurm 25.11 or later, but Slurm 22.05 is installed"
            ],
            id="from-the-future",
        ),
        pytest.param(
            "22.05",
            {"ClusterName": "a", "clustername": "b"},
            ["ClusterName is set twice, to ClusterName=b and ClusterName=a"],
            id="twice",
        ),
        pytest.param(
            "22.05",
            {"SelectType": "select/serial"},
            [
                "Slurm 22.05 does not know SelectType=select/serial (Slurm 18.08 was the last with it)",
                "expected one of select/cons_res, select/cons_tres, select/cray_aries, select/linear.",
            ],
            id="select-serial",
        ),
        pytest.param(
            "24.11",
            {"ProctrackType": "proctrack/lua"},
            ["expected one of proctrack/cgroup, proctrack/linuxproc, proctrack/pgid."],
            id="proctrack-lua",
        ),
        pytest.param(
            "20.11",
            {"JobCompType": "jobcomp/kafka"},
            [
                "Slurm 20.11 does not know JobCompType=jobcomp/kafka (Slurm 23.02 is the first with it)"
            ],
            id="plugin-from-the-future",
        ),
        pytest.param(
            "22.05",
            {"ProctrackType": "task/cgroup"},
            ["does not know ProctrackType=task/cgroup; expected one of proctrack/cgroup"],
            id="plugin-of-another-kind",
        ),
        pytest.param(
            "26.05",
            {"AccountingStorageType": "accounting_storage/mysql"},
            ["expected one of accounting_storage/none, accounting_storage/slurmdbd."],
            id="mysql-is-for-slurmdbd",
        ),
        pytest.param(
            "24.05",
            {"TaskPlugin": "task/cgroup,task/cray_aries"},
            ["TaskPlugin=task/cray_aries (Slurm 23.11 was the last with it)"],
            id="one-of-several",
        ),
        pytest.param(
            "22.05",
            {"SelectTypeParameters": "CR_Cores"},
            ["does not know SelectTypeParameters=CR_Cores; expected one of", "CR_Core_Memory"],
            id="word",
        ),
        pytest.param(
            "23.11",
            {"TaskPluginParam": "OOMKillStep"},
            ["TaskPluginParam=OOMKillStep (Slurm 24.11 is the first with it)"],
            id="word-from-the-future",
        ),
        pytest.param(
            "22.05",
            {"BackupController": "ctl2"},
            ["BackupController=ctl2 requires ControlMachine. Use SlurmctldHost instead"],
            id="backup-without-primary",
        ),
        pytest.param(
            "22.05",
            {"ControlMachine": "ctl", "BackupAddr": "10.0.0.2"},
            ["requires BackupController"],
            id="backup-address-without-host",
        ),
        pytest.param(
            "22.05", {"JobCompPas": "s3cret"}, ["JobCompPas=********"], id="no-password-in-errors"
        ),
        pytest.param("19.05", {}, ["Slurm 19.05 is too old"], id="version"),
    ],
)
def test_rejects(version: str, wrong: dict[str, str], messages: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        translate(wrong, version)
    for message in messages:
        assert message in str(raised.value)
    assert "s3cret" not in str(raised.value)


@pytest.mark.parametrize(
    ("version", "before", "after", "sentence"),
    [
        pytest.param(
            "22.05",
            {"TaskAffinity": "yes", "ConstrainCores": "yes"},
            {"ConstrainCores": "yes"},
            "slurm_cgroup_config: Slurm 22.05 no longer knows TaskAffinity=yes (since 21.08); "
            "omitted, because TaskPlugin=task/affinity in slurm.conf replaces it.",
            id="task-affinity",
        ),
        pytest.param(
            "21.08",
            {"TaskAffinity": "no"},
            {},
            "slurm_cgroup_config: Slurm 21.08 no longer knows TaskAffinity=no (since 21.08); "
            "omitted.",
            id="no-task-affinity",
        ),
        pytest.param(
            "24.11",
            {"CgroupAutomount": "yes"},
            {},
            "slurm_cgroup_config: Slurm 24.11 ignores CgroupAutomount=yes (since 23.11); omitted.",
            id="automount",
        ),
        pytest.param(
            "22.05",
            {"CgroupReleaseAgentDir": "/etc/slurm/cgroup"},
            {},
            "slurm_cgroup_config: Slurm 22.05 no longer knows "
            "CgroupReleaseAgentDir=/etc/slurm/cgroup (since 22.05); omitted.",
            id="release-agent",
        ),
        pytest.param(
            "23.11",
            {"MinKmemSpace": "30", "MinRAMSpace": "30"},
            {"MinRAMSpace": "30"},
            "slurm_cgroup_config: Slurm 23.11 no longer knows MinKmemSpace=30 (since 23.11); "
            "omitted.",
            id="kmem",
        ),
        pytest.param(
            "22.05",
            {"AllowedDevicesFile": "/etc/slurm/devices"},
            {},
            "slurm_cgroup_config: Slurm 22.05 ignores AllowedDevicesFile=/etc/slurm/devices (since "
            "22.05); omitted.",
            id="devices-file",
        ),
    ],
)
def test_translates_cgroup(
    version: str, before: dict[str, str], after: dict[str, str], sentence: str
) -> None:
    values, translations = translate_cgroup(before, version)
    assert values == after
    assert [translation.sentence for translation in translations] == [sentence]


@pytest.mark.parametrize(
    ("version", "same"),
    [
        pytest.param("20.11", {"TaskAffinity": "yes", "CgroupAutomount": "yes"}, id="old"),
        pytest.param("23.02", {"ConstrainKmemSpace": "no"}, id="kmem"),
        pytest.param("22.05", {"CgroupPlugin": "cgroup/v2"}, id="plugin"),
    ],
)
def test_accepted_cgroup_options_are_unchanged(version: str, same: dict[str, str]) -> None:
    assert translate_cgroup(same, version) == (same, [])


@pytest.mark.parametrize(
    ("version", "wrong", "message"),
    [
        pytest.param(
            "22.05",
            {"CgroupPlugin": "disabled"},
            "slurm_cgroup_config: Slurm 22.05 does not know CgroupPlugin=disabled; expected one of "
            "autodetect, cgroup/v1, cgroup/v2.",
            id="value",
        ),
        pytest.param(
            "20.11", {"CgroupPlugin": "autodetect"}, "requires Slurm 21.08 or later", id="too-new"
        ),
        pytest.param(
            "22.05", {"ConstrainCore": "yes"}, "Did you mean 'ConstrainCores'?", id="misspelt"
        ),
    ],
)
def test_rejects_cgroup(version: str, wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ClusterError) as raised:
        translate_cgroup(wrong, version)
    assert message in str(raised.value)


VALUES = st.sampled_from(
    ["0", "2", "yes", "no", "select/cons_res", "crypto/munge", "task/none", "Task,TRESNode,Sched"]
)
CONFIGURATIONS = st.dictionaries(
    st.sampled_from([option.name for option in options.SLURM_CONF.values()]), VALUES, max_size=12
)


@given(CONFIGURATIONS, st.sampled_from(options.VERSIONS))
def test_translation_is_idempotent(before: dict[str, str], version: str) -> None:
    with contextlib.suppress(ClusterError):
        values, _translations = translate(before, version)
        assert translate(values, version) == (values, [])
        for name in values:
            assert options.is_known(options.SLURM_CONF[name.lower()], version)


@pytest.mark.parametrize("version", options.VERSIONS)
def test_every_option_is_accepted_translated_or_rejected(version: str) -> None:
    for option in options.SLURM_CONF.values():
        before = {option.name: "1"}
        try:
            values, translations = translate(before, version)
        except ClusterError as error:
            refusal = str(error)
        else:
            refusal = ""
            assert bool(translations) == (values != before), option.name
        assert not refusal or f"{option.name}=" in refusal
