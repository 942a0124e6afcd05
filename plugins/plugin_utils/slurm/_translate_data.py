# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Data of options, plugins and words that Slurm's releases renamed, moved or removed.

translate.py applies it. "cons_res<=23.02" is a word that is valid up to 23.02, "kafka>=23.02" one
that is valid since 23.02. Sources: src/plugins/ (the plugins of a release),
src/common/read_config.c and src/common/slurm_selecttype_info.c (the words that it parses), and the
RELEASE_NOTES.
"""

from __future__ import annotations

YES = ("yes", "up", "true", "1")  # s_p_handle_boolean() of src/common/parse_config.c

# old option: (release that replaced it, new option)
RENAMED = {
    "AcctGatherInfinibandType": ("17.02", "AcctGatherInterconnectType"),
    "CryptoType": ("19.05", "CredType"),
    "SbcastParameters": ("21.08", "BcastParameters"),
    "JobContainerType": ("25.11", "NamespaceType"),
}

# old option: (release, new option, word of it, the values that mean the word). Without values, each
# value means the word. Any other value is the default now and is omitted.
BECAME_WORD = {
    "FastSchedule": ("20.02", "SlurmdParameters", "config_overrides", ("2",)),
    "MemLimitEnforce": ("20.02", "JobAcctGatherParams", "OverMemoryKill", YES),
    "SallocDefaultCommand": ("20.11", "LaunchParameters", "use_interactive_step", ()),
    "AccountingStoreJobComment": ("21.08", "AccountingStoreFlags", "job_comment", YES),
    "KeepAliveTime": ("22.05", "CommunicationParameters", "keepalivetime={value}", ()),
    # 23.11 itself searches for "tree" in the value, and so ignores its own route/topology.
    "RoutePlugin": ("23.11", "TopologyParam", "RouteTree", ("route/topology", "topology")),
}

# (option, word): (release, new option or "" if removed, new word)
MOVED_WORDS = {
    ("CommunicationParameters", "CheckGhalQuiesce"): ("24.05", "", ""),
    ("CommunicationParameters", "NoAddrCache"): ("23.11", "", ""),
    ("DebugFlags", "Task"): ("22.05", "DebugFlags", "CPU_Bind"),
    ("JobCompParams", "connect_timeout"): ("22.05", "", ""),
    ("JobCompParams", "timeout"): ("22.05", "", ""),
    ("LaunchParameters", "mem_sort"): ("25.11", "", ""),
    ("PrivateData", "cloud"): ("23.02", "", ""),
    ("SchedulerParameters", "default_gbytes"): ("20.11", "", ""),
    ("SchedulerParameters", "enable_job_state_cache"): ("26.05", "", ""),
    ("SchedulerParameters", "kill_invalid_depend"): (
        "20.02",
        "DependencyParameters",
        "kill_invalid_depend",
    ),
    ("SchedulerParameters", "max_depend_depth"): (
        "20.02",
        "DependencyParameters",
        "max_depend_depth",
    ),
    ("SchedulerParameters", "no_env_cache"): ("25.05", "", ""),
    ("SchedulerParameters", "preempt_reorder_count"): (
        "23.02",
        "PreemptParameters",
        "reorder_count",
    ),
    ("SchedulerParameters", "preempt_send_user_signal"): (
        "23.02",
        "PreemptParameters",
        "send_user_signal",
    ),
    ("SchedulerParameters", "preempt_strict_order"): ("23.02", "PreemptParameters", "strict_order"),
    ("SchedulerParameters", "preempt_youngest_first"): (
        "23.02",
        "PreemptParameters",
        "youngest_first",
    ),
    ("SchedulerParameters", "requeue_setup_env_fail"): ("25.05", "", ""),
    ("SlurmctldParameters", "cloud_reg_addrs"): ("23.11", "", ""),
    # These configured Instant-on, which switch/hpe_slingshot no longer has.
    ("SwitchParameters", "jlope_auth"): ("24.11", "", ""),
    ("SwitchParameters", "jlope_authdir"): ("24.11", "", ""),
    ("SwitchParameters", "jlope_url"): ("24.11", "", ""),
}

# Options whose words Slurm checks: the daemons do not start with an unknown word.
STRICT_WORDS = {
    "DebugFlags": """
        Accrue Agent AuditRPCs>=24.05 AuditTLS>=25.05 Backfill BackfillMap BurstBuffer
        Cgroup>=21.08 ConMgr>=24.11 CPU_Bind CpuFrequency Data DB_Archive DB_Assoc DB_Event
        DB_Job DB_QOS DB_Query DB_Reservation DB_Resource DB_Step DB_TRES DB_Usage DB_WCKey
        DBD_Agent>=24.05 Dependency Elasticsearch Energy ExtSensors<=23.11 Federation
        Filesystem<=20.11 FrontEnd<=24.11 Gang GLOB_SILENCE>=23.11 Gres Hetjob Interconnect
        JAG>=21.08 JobAccountGather>=21.08 JobComp>=23.02 JobContainer License Metrics>=25.11
        MPI>=22.05 Namespace>=25.11 Net NetRaw Network NetworkRaw NO_CONF_HASH NodeFeatures
        NoRealTime<=20.11 Power PowerSave Priority Profile Protocol Reservation Route Sack>=23.11
        Script>=21.08 SelectType Steps Switch Task Thread>=26.05 Threads>=26.05 TimeCray<=23.11
        TLS>=24.05 TraceJobs TRESNode<=20.11 Trigger Triggers WorkQ WorkQueue
    """,
    "PreemptMode": "CANCEL CLUSTER GANG OFF ON PRIORITY>=25.05 REQUEUE SUSPEND WITHIN>=22.05",
    "PrologFlags": """
        Alloc Contain DeferBatch>=22.05 ForceRequeueOnFail>=23.02 NoHold RunInJob>=24.05 Serial X11
    """,
    "ReconfigFlags": """
        KeepNodeStateFuture>=24.11<=24.11 KeepPartInfo KeepPartState KeepPowerSaveSettings>=23.02
    """,
    "SelectTypeParameters": """
        CR_ALLOCATE_FULL_SOCKET<=22.05 CR_CORE_DEFAULT_DIST_BLOCK CR_Core CR_Core_Memory CR_CPU
        CR_CPU_Memory CR_LLN CR_Memory CR_NO_DIST_TOPO_BLOCK>=26.05 CR_ONE_TASK_PER_CORE
        CR_Pack_Nodes CR_Socket CR_Socket_Memory ENFORCE_BINDING_GRES>=23.11 LL_SHARED_GRES>=23.11
        MULTIPLE_SHARING_GRES_PJ>=23.11 ONE_TASK_PER_SHARING_GRES>=23.11 OTHER_CONS_RES<=23.02
        OTHER_CONS_TRES<=23.11
    """,
    "TaskPluginParam": """
        Autobind Boards<=21.08 Cores Cpusets<=20.02 None OOMKillStep>=24.11 Sched<=20.11
        SlurmdOffSpec SlurmdSpecOverride>=25.05 Sockets Threads Verbose
    """,
}

# option: (kind of plugin, its plugins). Since 23.11, "none" is not a plugin but still a value.
PLUGINS = {
    "AccountingStorageType": ("accounting_storage", "filetxt<=20.02 none slurmdbd"),
    "AcctGatherEnergyType": (
        "acct_gather_energy",
        "cray<=18.08 cray_aries<=20.02 gpu>=22.05 ibmaem ipmi none pm_counters rapl rsmi xcc",
    ),
    "AcctGatherFilesystemType": ("acct_gather_filesystem", "lustre none"),
    "AcctGatherInterconnectType": ("acct_gather_interconnect", "none ofed sysfs>=22.05"),
    "AcctGatherProfileType": ("acct_gather_profile", "hdf5 influxdb none"),
    "AuthAltTypes": ("auth", "jwt munge none slurm>=23.11"),
    "AuthType": ("auth", "munge none slurm>=23.11"),
    "BurstBufferType": ("burst_buffer", "datawarp generic<=20.11 lua>=21.08"),
    "CertgenType": ("certgen", "script"),
    "CertmgrType": ("certmgr", "script"),
    "CoreSpecPlugin": ("core_spec", "cray_aries<=23.11 none"),
    "CredType": ("cred", "munge none slurm>=23.11"),
    "ExtSensorsType": ("ext_sensors", "none rrd<=23.11"),
    "HashPlugin": ("hash", "k12 sha3"),
    "HttpParserType": ("http_parser", "libhttp_parser llhttp_parser>=26.05"),
    "JobAcctGatherType": ("jobacct_gather", "cgroup linux none"),
    "JobCompType": (
        "jobcomp",
        "elasticsearch filetxt kafka>=23.02 lua mysql none script",
    ),
    "JobContainerType": ("job_container", "cncu<=23.11 none tmpfs"),
    "JobSubmitPlugins": (
        "job_submit",
        """all_partitions cnode<=15.08 cray<=18.08 cray_aries<=23.11 defaults logging lua partition
        pbs require_timelimit throttle""",
    ),
    "LaunchType": ("launch", "slurm"),
    "MCSPlugin": ("mcs", "account group label>=24.11 none user"),
    "MetricsType": ("metrics", "openmetrics"),
    "MpiDefault": (
        "mpi",
        """cray_shasta lam<=17.02 mpich1_p4<=17.02 mpich1_shmem<=17.02 mpichgm<=17.02 mpichmx<=17.02
        mvapich<=17.02 none openmpi pmi2 pmix""",
    ),
    "NamespaceType": ("namespace", "linux none tmpfs"),
    "NodeFeaturesPlugins": (
        "node_features",
        "helpers>=21.08 knl_cray<=23.11 knl_generic<=25.05",
    ),
    "PowerPlugin": ("power", "cray_aries<=23.11 none"),
    "PreemptType": ("preempt", "job_prio<=17.11 none partition_prio qos"),
    "PriorityType": ("priority", "basic multifactor"),
    "ProctrackType": (
        "proctrack",
        """aix<=16.05 cgroup cray<=18.08 cray_aries<=23.11 linuxproc lua<=18.08 pgid
        sgi_job<=18.08""",
    ),
    "RoutePlugin": ("route", "default topology"),
    "SchedulerType": ("sched", "backfill builtin hold<=20.11 wiki<=16.05 wiki2<=16.05"),
    "SelectType": (
        "select",
        """alps<=18.08 bluegene<=17.11 cons_res<=23.02 cons_tres cray<=18.08 cray_aries<=23.11
        linear serial<=18.08""",
    ),
    "SwitchType": (
        "switch",
        """cray<=18.08 cray_aries<=23.11 generic<=20.02 hpe_slingshot>=22.05 none nrt<=18.08
        nvidia_imex>=24.05""",
    ),
    "TaskPlugin": ("task", "affinity cgroup cray<=18.08 cray_aries<=23.11 none"),
    "TLSType": ("tls", "none s2n"),
    "TopologyPlugin": (
        "topology",
        """3d_torus<=24.11 block>=23.11 default>=23.11 flat>=25.05 hypercube<=23.02 node_rank<=20.02
        none ring>=26.05 torus3d>=26.05 tree""",
    ),
    "UrlParserType": ("url_parser", "internal>=26.05 libhttp_parser"),
}

# Sites write their own plugins of these kinds: a name that Slurm never shipped is valid.
CUSTOM_PLUGINS = ("jobcomp", "job_submit")

# (kind, plugin): the equivalent plugin, if Slurm itself documents one.
PLUGIN_SUCCESSORS = {
    ("acct_gather_energy", "cray"): "pm_counters",
    ("acct_gather_energy", "cray_aries"): "pm_counters",
    ("select", "cons_res"): "cons_tres",
}

# kind: (its old name, which is still common in values, and the release that renamed it)
OLD_KINDS = {
    "acct_gather_interconnect": ("acct_gather_infiniband", "17.02"),
    "cred": ("crypto", "19.05"),
    "namespace": ("job_container", "25.11"),
}

CGROUP_PLUGINS = "autodetect cgroup/v1 cgroup/v2>=22.05 disabled>=24.05"
