# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Data of the names of Slurm's options; options.py builds tables from it.

Read from the option arrays of Slurm 20.11.9 to 26.05.3: src/common/read_config.c (slurm.conf),
src/common/xcgroup_read_config.c and src/interfaces/cgroup.c (cgroup.conf), src/common/gres.c and
src/interfaces/gres.c (gres.conf). Each name is listed once under its kind; SINCE, UNTIL and
IGNORED_SINCE are the exceptions, by version. UNTIL is the last version whose daemons start with the
option: an option that is still parsed, but causes fatal(), counts as removed.
"""

from __future__ import annotations

SLURM_CONF = {
    "string": """
        AccountingStorageBackupHost AccountingStorageEnforce AccountingStorageExternalHost
        AccountingStorageHost AccountingStorageLoc AccountingStorageParameters
        AccountingStoragePass AccountingStorageTRES AccountingStorageType AccountingStorageUser
        AccountingStoreFlags AcctGatherEnergyType AcctGatherFilesystemType
        AcctGatherInfinibandType AcctGatherInterconnectType AcctGatherProfileType
        AuthAltParameters AuthAltTypes AuthInfo AuthType
        BackupAddr BackupController BcastExclude BcastParameters BurstBufferParameters
        BurstBufferType
        CertgenParameters CertgenType CertmgrParameters CertmgrType CheckpointType ChosLoc
        CliFilterParameters CliFilterPlugins ClusterName CommunicationParameters ControlAddr
        ControlMachine CoreSpecPlugin CpuFreqDef CpuFreqGovernors CredType CryptoType
        DataParserParameters DebugFlags DefaultStorageHost DefaultStorageLoc DefaultStoragePass
        DefaultStorageType DefaultStorageUser DependencyParameters
        EnforcePartLimits Epilog EpilogSlurmctld ExtSensorsType
        FederationParameters GpuFreqDef GresTypes
        HashPlugin HealthCheckNodeState HealthCheckProgram HttpParserType
        InteractiveStepOptions
        JobAcctGatherFrequency JobAcctGatherParams JobAcctGatherType JobCheckpointDir JobCompHost
        JobCompLoc JobCompParams JobCompPass JobCompPassScript JobCompType JobCompUser
        JobContainerType JobCredentialPrivateKey JobCredentialPublicCertificate JobSubmitPlugins
        LaunchParameters LaunchType Layouts LicenseParameters Licenses LogTimeFormat
        MailDomain MailProg MCSParameters MCSPlugin MemLimitEnforce MetricsAuthUsers
        MetricsParameters MetricsType MpiDefault MpiParams MsgAggregationParams
        NamespaceType NodeFeaturesPlugins
        PluginDir PlugStackConfig PowerParameters PowerPlugin PreemptExemptTime PreemptMode
        PreemptParameters PreemptType PrEpParameters PrEpPlugins PriorityCalcPeriod
        PriorityDecayHalfLife PriorityFlags PriorityMaxAge PriorityParameters
        PrioritySiteFactorParameters PrioritySiteFactorPlugin PriorityType
        PriorityUsageResetPeriod PriorityWeightTRES PrivateData ProctrackType Prolog PrologFlags
        PrologSlurmctld PropagateResourceLimits PropagateResourceLimitsExcept
        RebootProgram ReconfigFlags RequeueExit RequeueExitHold ResumeFailProgram ResumeProgram
        ResvEpilog ResvProlog RoutePlugin
        SallocDefaultCommand SbcastParameters SchedulerAuth SchedulerParameters SchedulerType
        ScronParameters SelectType SelectTypeParameters SlurmctldAddr SlurmctldDebug
        SlurmctldHttpAuthParameters SlurmctldLogFile SlurmctldParameters SlurmctldPidFile
        SlurmctldPlugstack SlurmctldPort SlurmctldPrimaryOffProg SlurmctldPrimaryOnProg
        SlurmctldSyslogDebug SlurmdDebug SlurmdHttpAuthParameters SlurmdLogFile SlurmdParameters
        SlurmdPidFile SlurmdSpoolDir SlurmdSyslogDebug SlurmdUser SlurmSchedLogFile SlurmUser
        SrunEpilog SrunPortRange SrunProlog StateSaveLocation SuspendExcNodes SuspendExcParts
        SuspendExcStates SuspendProgram SuspendTime SwitchParameters SwitchType
        TaskEpilog TaskPlugin TaskPluginParam TaskProlog TLSParameters TLSType TmpFS
        TopologyParam TopologyPlugin UnkillableStepProgram UrlParserType X11Parameters
    """,
    "int": """
        AccountingStoragePort AcctGatherNodeFreq BatchStartTimeout CacheGroups CompleteWait
        DefaultStoragePort DefCPUPerGPU EioTimeout EpilogMsgTime EpilogTimeout ExtSensorsFreq
        FairShareDampeningFactor FastSchedule FirstJobId GetEnvTimeout GroupUpdateForce
        GroupUpdateTime HealthCheckInterval HealthCheckTimeout InactiveLimit JobCompPort
        JobFileAppend JobRequeue KeepAliveTime KillOnBadExit KillWait MaxArraySize
        MaxBatchRequeue MaxDBDMsgs MaxJobCount MaxJobId MaxNodeCount MaxStepCount MaxTasksPerNode
        MessageTimeout MinJobAge OverTimeLimit PriorityWeightAge PriorityWeightAssoc
        PriorityWeightFairshare PriorityWeightJobSize PriorityWeightPartition PriorityWeightQOS
        PrologEpilogTimeout PrologTimeout PropagatePrioProcess ResumeRate ResumeTimeout
        ResvOverRun ReturnToService SchedulerPort SchedulerRootFilter SchedulerTimeSlice
        SlurmctldTimeout SlurmdPort SlurmdTimeout SlurmSchedLogLevel SuspendRate SuspendTimeout
        TCPTimeout TreeWidth UnkillableStepTimeout VSizeFactor WaitTime
    """,
    "size": "DefMemPerCPU DefMemPerGPU DefMemPerNode MaxMemPerCPU MaxMemPerNode",
    "bool": """
        AccountingStoreJobComment AllowSpecResourcesUsage DisableRootJobs PriorityFavorSmall
        TrackWCKey UsePAM
    """,
    "line": "DownNodes FrontendName NodeName NodeSet PartitionName PowerAction SlurmctldHost",
}
SLURM_CONF_SINCE = {
    "21.08": "AccountingStoreFlags BcastExclude BcastParameters SwitchParameters",
    "22.05": "MaxNodeCount",
    "23.02": "MaxBatchRequeue PreemptParameters SuspendExcStates",
    "24.05": "HashPlugin TLSParameters TLSType",
    "24.11": "CertmgrParameters CertmgrType DataParserParameters",
    "25.05": "CertgenParameters CertgenType EpilogTimeout PrologTimeout",
    "25.11": """
        CliFilterParameters HttpParserType JobCompPassScript MetricsType NamespaceType
        UrlParserType
    """,
    "26.05": """
        HealthCheckTimeout LicenseParameters MetricsAuthUsers MetricsParameters PowerAction
        SlurmctldHttpAuthParameters SlurmdHttpAuthParameters
    """,
}
SLURM_CONF_UNTIL = {
    "19.05": "FastSchedule MemLimitEnforce",
    "20.02": "AccountingStorageLoc ChosLoc Layouts MsgAggregationParams SallocDefaultCommand",
    "20.11": """
        AccountingStoreJobComment CacheGroups CheckpointType DefaultStorageHost DefaultStorageLoc
        DefaultStoragePass DefaultStoragePort DefaultStorageType DefaultStorageUser
        JobCheckpointDir SchedulerPort SchedulerRootFilter
    """,
    "22.05": "SlurmctldPlugstack",
    "23.11": "SchedulerAuth",
    "24.11": "FrontendName",
}
# Marked _defunct_option, announced as ignored, or parsed but never read.
SLURM_CONF_IGNORED_SINCE = {
    "20.11": """
        BurstBufferParameters CacheGroups CheckpointType JobCheckpointDir SchedulerAuth
        SchedulerPort SchedulerRootFilter
    """,
    "23.02": "LaunchType",
    "23.11": "ExtSensorsFreq ExtSensorsType JobCredentialPrivateKey JobCredentialPublicCertificate",
    "24.05": "CoreSpecPlugin PowerParameters PowerPlugin",
    "25.05": "GetEnvTimeout",
    "25.11": "AccountingStorageUser",
}
# Each line adds an entry (S_P_ARRAY); all other options have a single value.
SLURM_CONF_REPEATS_SINCE = {"24.05": "Epilog EpilogSlurmctld Prolog PrologSlurmctld"}

NODE = {
    "string": """
        NodeName BcastAddr CpuBind CPUSpecList Feature Features Gres GresConf NodeAddr
        NodeHostname Parameters Port Reason State SuspendTime Topology TRESWeights
    """,
    "int": """
        Boards CoreSpecCount CoresPerSocket CPUs Procs RestrictedCoresPerGPU Sockets
        SocketsPerBoard ThreadsPerCore Weight
    """,
    "size": "MemSpecLimit RealMemory TmpDisk",
}
NODE_SINCE = {
    "24.05": "RestrictedCoresPerGPU",
    "25.05": "Topology",
    "25.11": "GresConf Parameters",
    "26.05": "SuspendTime",
}

PARTITION = {
    "string": """
        PartitionName AllocNodes AllowAccounts AllowGroups AllowQos Alternate CpuBind DefaultTime
        DenyAccounts DenyQos Exclusive MaxTime Nodes OverSubscribe OverTimeLimit PreemptMode QOS
        SelectTypeParameters Shared State SuspendTime Topology TRESBillingWeights
    """,
    "int": """
        DefCPUPerGPU GraceTime MaxCPUsPerNode MaxCPUsPerSocket MaxNodes MinNodes Priority
        PriorityJobFactor PriorityTier ResumeTimeout SuspendTimeout
    """,
    "size": "DefMemPerCPU DefMemPerGPU DefMemPerNode MaxMemPerCPU MaxMemPerNode",
    "bool": """
        Default DisableRootJobs ExclusiveTopo ExclusiveUser Hidden LLN PowerDownOnIdle ReqResv
        RootOnly
    """,
}
PARTITION_SINCE = {
    "21.08": "ResumeTimeout SuspendTime SuspendTimeout",
    "23.02": "MaxCPUsPerSocket PowerDownOnIdle",
    "24.05": "ExclusiveTopo",
    "25.05": "Topology",
    "26.05": "Exclusive",
}

NODE_SET = {"string": "NodeSet Feature Nodes"}
DOWN_NODES = {"string": "DownNodes Reason State"}

CGROUP_CONF = {
    "string": """
        AllowedDevicesFile CgroupMountpoint CgroupPlugin CgroupReleaseAgentDir CgroupSlice
        EnableExtraControllers
    """,
    "int": "MemorySwappiness SystemdTimeout",
    "size": "MinKmemSpace MinRAMSpace",
    "float": """
        AllowedKmemSpace AllowedRAMSpace AllowedSwapSpace MaxKmemPercent MaxRAMPercent
        MaxSwapPercent MemoryLimitThreshold
    """,
    "bool": """
        CgroupAutomount CgroupJobIdPaths ConstrainCores ConstrainDevices ConstrainKmemSpace
        ConstrainRAMSpace ConstrainSwapSpace EnableControllers IgnoreSystemd
        IgnoreSystemdOnFailure MemoryLimitEnforcement RootOwnedCgroups SignalChildrenProcesses
        TaskAffinity
    """,
}
CGROUP_CONF_SINCE = {
    "21.08": "CgroupPlugin",
    "22.05": "IgnoreSystemd IgnoreSystemdOnFailure",
    "23.02": "EnableControllers RootOwnedCgroups",
    "23.11": "SignalChildrenProcesses",
    "24.05": "SystemdTimeout",
    "25.05": "EnableExtraControllers",
    "25.11": "CgroupSlice",
    "26.05": "CgroupJobIdPaths",
}
CGROUP_CONF_UNTIL = {
    # 21.08 still parses TaskAffinity, but TaskAffinity=yes is fatal there.
    "20.11": "TaskAffinity",
    "21.08": "CgroupReleaseAgentDir",
    "23.02": "AllowedKmemSpace ConstrainKmemSpace MaxKmemPercent MinKmemSpace RootOwnedCgroups",
}
CGROUP_CONF_IGNORED_SINCE = {
    "20.11": "CgroupReleaseAgentDir MemoryLimitEnforcement MemoryLimitThreshold",
    "22.05": "AllowedDevicesFile",
    "23.11": "CgroupAutomount",
}

GRES_CONF = {
    "string": """
        NodeName Name AutoDetect Cores Count CPUs File Files Flags Link Links MultipleFiles Type
    """,
}
