# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The runner classes of Galaxy 26.1 and their parameters, as data.

Galaxy 26.1.2: galaxy/jobs/runners/*.py (runner_param_specs and uses of
job_destination.params), galaxy/jobs/mapper.py (dynamic); pulsar 0.15.16: pulsar/client.
A handler refuses to start with an unknown plugin parameter; an unknown destination parameter is
silently ignored, unless the class accepts any.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# How Galaxy converts the value. bool: 'true' or 'false', else an error; lenient: 'true', others
# are false; truthy: any non-empty text is true, even 'false'; count: an int from 0; priority: a
# number from 0 to 9; user, group: a number, or '$uid' and '$gid'; any: not converted.
ParamKind = t.Literal[
    "text", "int", "count", "float", "bool", "lenient", "truthy", "priority", "user", "group", "any"
]


# eq=False: compared by identity, so lru_cache is cheap.
@dataclass(frozen=True, eq=False)
class RunnerParam:
    """A parameter. A name that ends in * matches all names with that prefix.

    A nullable parameter can be unset: by null if it has choices, else by the text None.
    """

    name: str
    kind: ParamKind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    secret: bool = False
    ignored: bool = False
    nullable: bool = False

    def matches(self, name: str) -> bool:
        """Return whether this is the parameter of a name."""
        if self.name.endswith("*"):
            return name.startswith(self.name[:-1])
        return name == self.name


@dataclass(frozen=True)
class RunnerClass:
    """A class that runs jobs.

    plugin are the parameters of <plugin> or runners, destination those of a destination besides
    COMMON and CONTAINER. any_destination: the class also uses all other parameters.
    """

    load: str
    plugin: tuple[RunnerParam, ...] = ()
    destination: tuple[RunnerParam, ...] = ()
    any_destination: bool = False

    def plugin_param(self, name: str) -> RunnerParam | None:
        """Return the plugin parameter of a name."""
        return _find_param(name, self.plugin)

    def destination_param(self, name: str) -> RunnerParam | None:
        """Return the destination parameter of a name, including those common to all runners."""
        return _find_param(name, self.destination_params)

    @cached_property
    def destination_params(self) -> tuple[RunnerParam, ...]:
        """Return the destination parameters, including those common to all runners."""
        return (*self.destination, *COMMON, *CONTAINER)


@lru_cache(maxsize=1024)
def find(load: str) -> RunnerClass | None:
    """Return the class that Galaxy loads by a name, None for a class outside Galaxy.

    galaxy/jobs/__init__.py, get_job_runner_plugins: without ':', Galaxy creates all classes of the
    module and keeps the last one.
    """
    path = load if "." in load or ":" in load else f"{_PACKAGE}{load}"
    if ":" in path:
        return next((runner for runner in RUNNERS if runner.load == path), None)
    in_module = [runner for runner in RUNNERS if runner.load.startswith(f"{path}:")]
    exported = [runner for runner in in_module if runner.load not in NOT_EXPORTED]
    return exported[-1] if exported else None


def secret_names() -> Iterator[str]:
    """Yield the names of all secret parameters."""
    for runner in RUNNERS:
        for param in (*runner.plugin, *runner.destination):
            if param.secret:
                yield param.name


@lru_cache(maxsize=1024)
def _find_param(name: str, params: tuple[RunnerParam, ...]) -> RunnerParam | None:
    return next((param for param in params if param.matches(name)), None)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _params(kind: ParamKind, names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, kind) for name in names.split())


def _required(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, required=True) for name in names.split())


def _secret(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, secret=True) for name in names.split())


def _ignored(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, ignored=True) for name in names.split())


_PACKAGE = "galaxy.jobs.runners."

# Read by all runners: galaxy/jobs/__init__.py, get_destination_configuration.
COMMON = (
    RunnerParam("tool_evaluation_strategy", choices=("local", "remote")),
    RunnerParam("cleanup_job", choices=("always", "onsuccess", "never")),
    RunnerParam("container_monitor_result", choices=("file", "callback")),
    *_params(
        "any",
        """metadata_strategy outputs_to_working_directory require_container use_metadata_binary
        galaxy_infrastructure_url object_store_id retry_metadata_internally
        retry_interactivetool_metadata_internally tmp_dir shared_home_dir container_monitor
        container_monitor_command container_monitor_get_ip_method drmaa_external_runjob_script
        drmaa_external_killjob_script external_chown_script real_system_username""",
    ),
    *_params("bool", "enabled embed_metadata_in_job"),
    # Not a parameter, but passed as one by an environment in YAML without params.
    *_params("any", "metrics"),
)

# galaxy/tool_util/deps/containers.py and container_classes.py.
CONTAINER = (
    *_params("bool", "docker_enabled docker_sudo docker_auto_rm"),
    *_params("bool", "singularity_enabled singularity_sudo singularity_cleanenv singularity_ipc"),
    *_params("bool", "singularity_pid singularity_contain"),
    *_params("any", "singularity_no_mount container container_override container_resolvers"),
    *_params(
        "text",
        """docker_cmd docker_sudo_cmd docker_host docker_net docker_set_user
        docker_run_extra_arguments docker_volumes docker_volumes_from docker_host_port_cmd
        docker_memory docker_env_* singularity_cmd singularity_sudo_cmd singularity_volumes
        singularity_run_extra_arguments singularity_env_* container_image_cache_path
        docker_container_image_cache_path singularity_container_image_cache_path
        container_resolvers_config_file""",
    ),
    *_params(
        "text",
        " ".join(
            f"{kind}_{name}"
            for kind in ("docker", "singularity")
            for name in _words("""container_id_override default_container_id image repo owner tag
            repo_override owner_override image_override tag_override image_default repo_default
            owner_default tag_default""")
        ),
    ),
)

_BASE = _params("count", "recheck_missing_job_retries")

_DRMAA = (
    *_BASE,
    RunnerParam("drmaa_library_path"),
    RunnerParam("invalidjobexception_state", choices=("ok", "error")),
    RunnerParam("internalexception_state", choices=("ok", "error")),
    *_params("count", "invalidjobexception_retries internalexception_retries"),
)
_NATIVE = _params("text", "nativeSpecification native_specification allow_guests")

# Also the long arguments of the cli plugins for Torque and PBS.
PBS_ARGUMENTS = _words(
    """destination Execution_Time Account_Name Checkpoint Error_Path Group_List Hold_Types
    Join_Paths Keep_Files Resource_List Mail_Points Mail_Users Job_Name Output_Path Priority
    Rerunable Shell_Path_List job_array_request User_List Variable_List"""
)
CLI_SHELLS = ("LocalShell", "RemoteShell", "SecureShell", "GlobusSecureShell", "ParamikoShell")
CLI_JOBS = {
    "Slurm": ("time", "ncpus", "partition"),
    "Torque": PBS_ARGUMENTS,
    "SlurmTorque": PBS_ARGUMENTS,
    "OpenPBS": PBS_ARGUMENTS,
    "LSF": ("memory", "cores", "queue", "working_dir", "project", "excluded_hosts"),
}
_CLI = (
    RunnerParam("shell_plugin", choices=CLI_SHELLS),
    RunnerParam("shell_password", secret=True),
    *_params("text", "shell_hostname shell_username shell_rsh shell_rcp shell_options"),
    *_params("text", "shell_private_key shell_port shell_timeout shell_strict_host_key_checking"),
    RunnerParam("job_plugin", required=True, choices=tuple(CLI_JOBS)),
    RunnerParam("job_*"),
    RunnerParam("embed_metadata_in_job", "bool"),
)

_PULSAR = (
    *_BASE,
    RunnerParam("transport", choices=("urllib", "curl"), nullable=True),
    RunnerParam("transport_timeout", "int", nullable=True),
    RunnerParam("amqp_ack_republish_time", "int", nullable=True),
    RunnerParam("amqp_consumer_timeout", "float", nullable=True),
    *_params("lenient", "cache amqp_acknowledge"),
    *_params("bool", "remote_container_handling amqp_publish_retry"),
    *_secret("amqp_url secret relay_password"),
    *_params(
        "text",
        """amqp_key_prefix galaxy_url pulsar_config manager persistence_directory
        amqp_connect_ssl_ca_certs amqp_connect_ssl_keyfile amqp_connect_ssl_certfile
        amqp_connect_ssl_cert_reqs relay_url relay_username relay_topic_prefix""",
    ),
    *_params("any", "pulsar_app_config"),
    *_params("priority", "amqp_publish_priority"),
    *_params("int", "amqp_publish_retry_max_retries"),
    *_params("int", "amqp_publish_retry_interval_start amqp_publish_retry_interval_step"),
    *_params("int", "amqp_publish_retry_interval_max"),
    RunnerParam("amqp_publish_delivery_mode", choices=("transient", "persistent")),
)
_PULSAR_DESTINATION = (
    RunnerParam(
        "default_file_action",
        choices=_words("""none rewrite transfer copy remote_copy remote_transfer remote_transfer_tus
            remote_object_store_copy remote_rsync_transfer remote_scp_transfer message"""),
    ),
    RunnerParam("dependency_resolution", choices=("none", "local", "remote")),
    *_params("lenient", "remote_metadata use_remote_datatypes rewrite_parameters"),
    *_params("lenient", "remote_container_handling"),
    *_params("text", "manager remote_sep file_action_config ssh_key ssh_user ssh_host ssh_port"),
    *_params("text", "job_secret_base amqp_key_prefix pulsar_app_config_path"),
    *_params("any", "file_actions pulsar_app_config cvmfsexec env submit_* remote_property_*"),
)
_PULSAR_DIRECTORY = _params("text", "jobs_directory")
_PULSAR_POD = (
    *_PULSAR_DIRECTORY,
    *_PULSAR_DESTINATION,
    *_ignored("url private_token"),
    *_params("text", "pulsar_container_image galaxy_instance_id"),
)
_RESOURCES = "requests_cpu limits_cpu requests_memory limits_memory"

_KUBERNETES = (
    *_BASE,
    *_params("truthy", "k8s_use_service_account k8s_interactivetools_use_ssl"),
    *_params(
        "text",
        """k8s_config_path k8s_persistent_volume_claims k8s_working_volume_claim
        k8s_data_volume_claim k8s_namespace k8s_pod_priority_class k8s_affinity k8s_node_selector
        k8s_extra_job_envs k8s_tolerations k8s_galaxy_instance_id k8s_job_api_version
        k8s_job_metadata k8s_interactivetools_ingress_annotations
        k8s_interactivetools_ingress_class k8s_interactivetools_tls_secret
        k8s_ingress_api_version k8s_pull_policy""",
    ),
    *_params("user", "k8s_run_as_user_id"),
    *_params("group", "k8s_run_as_group_id k8s_supplemental_group_id k8s_fs_group_id"),
    RunnerParam("k8s_cleanup_job", choices=("always", "onsuccess", "never")),
    *_params("int", "k8s_timeout_seconds_job_deletion"),
    *_params(
        "count", "k8s_job_ttl_secs_after_finished k8s_pod_retries k8s_job_spec_back_off_limit"
    ),
    *_params("count", "k8s_walltime_limit k8s_unschedulable_walltime_limit"),
)
_GCP = (
    *_params(
        "text",
        """project_id region zone service_account_file service_account_email machine_type
        boot_disk_type max_run_duration gcp_batch_volumes docker_extra_volumes network subnet
        requests_cpu requests_memory limits_cpu limits_memory custom_vm_image job_id_prefix
        object_store_path""",
    ),
    *_params("int", "boot_disk_size_gb max_retry_count polling_interval memory_mib"),
    *_params("float", "vcpu"),
    *_params("user", "galaxy_user_id"),
    *_params("group", "galaxy_group_id"),
    *_params("truthy", "use_container delete_completed_jobs use_object_store"),
)

RUNNERS = (
    RunnerClass(f"{_PACKAGE}local:LocalJobRunner", _BASE, _params("int", "local_slots")),
    RunnerClass(f"{_PACKAGE}drmaa:DRMAAJobRunner", _DRMAA, _NATIVE),
    RunnerClass(f"{_PACKAGE}slurm:SlurmJobRunner", _DRMAA, _NATIVE),
    RunnerClass(f"{_PACKAGE}univa:UnivaJobRunner", _DRMAA, _NATIVE),
    RunnerClass(
        f"{_PACKAGE}pbs:PBSJobRunner",
        (),
        (*_params("text", " ".join(PBS_ARGUMENTS)), RunnerParam("-*")),
    ),
    RunnerClass(f"{_PACKAGE}condor:CondorJobRunner", _BASE, (), any_destination=True),
    RunnerClass(
        f"{_PACKAGE}htcondor:HTCondorJobRunner",
        (*_BASE, *_params("text", "htcondor_collector htcondor_schedd htcondor_config")),
        (
            *_params("text", "htcondor_collector htcondor_schedd htcondor_config request_walltime"),
            *_params("int", "max_held_count"),
        ),
        any_destination=True,
    ),
    RunnerClass(f"{_PACKAGE}cli:ShellJobRunner", (), _CLI),
    RunnerClass(
        f"{_PACKAGE}kubernetes:KubernetesJobRunner",
        _KUBERNETES,
        (
            *_params("text", _RESOURCES),
            *_params("int", "max_pod_retries"),
            *_params(
                "text", "k8s_affinity k8s_node_selector k8s_extra_job_envs k8s_run_as_user_id"
            ),
            *_params("text", "k8s_run_as_group_id k8s_supplemental_group_id k8s_fs_group_id"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarLegacyJobRunner",
        _PULSAR,
        (
            *_params("text", "url"),
            *_secret("private_token"),
            *_PULSAR_DIRECTORY,
            *_PULSAR_DESTINATION,
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarRESTJobRunner",
        _PULSAR,
        (*_required("url"), *_secret("private_token"), *_PULSAR_DIRECTORY, *_PULSAR_DESTINATION),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarMQJobRunner",
        _PULSAR,
        (*_required("jobs_directory"), *_ignored("url private_token"), *_PULSAR_DESTINATION),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarEmbeddedJobRunner",
        _PULSAR,
        (*_PULSAR_DIRECTORY, *_PULSAR_DESTINATION),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarEmbeddedMQJobRunner",
        _PULSAR,
        (*_required("jobs_directory"), *_ignored("url private_token"), *_PULSAR_DESTINATION),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarKubernetesJobRunner",
        _PULSAR,
        (
            *_PULSAR_POD,
            *_params("bool", "k8s_enabled"),
            *_params("any", "k8s_*"),
            *_params(
                "text",
                " ".join(
                    f"{prefix}{name}"
                    for prefix in ("", "tool_", "pulsar_")
                    for name in _RESOURCES.split()
                ),
            ),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarTesJobRunner",
        _PULSAR,
        (
            *_required("tes_url"),
            *_PULSAR_POD,
            RunnerParam("authorization", choices=("none", "basic")),
            RunnerParam("basic_auth", "any", secret=True),
            *_params("int", "cpu_cores"),
            *_params("float", "ram_gb disk_gb"),
            *_params("any", "preemptible zones backend_parameters backend_parameters_strict tes_*"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarGcpBatchJobRunner",
        _PULSAR,
        (
            *_required("project_id"),
            *_PULSAR_POD,
            *_params("text", "credentials_file region walltime_limit ssd_name machine_type"),
            *_params("text", f"custom_vm_image docker_extra_volumes {_RESOURCES}"),
            *_params("int", "retry_count disk_size boot_disk_size_gb"),
            *_params("float", "cores mem"),
            *_params("any", "labels"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}gcp_batch:GoogleCloudBatchJobRunner",
        (*_BASE, *_GCP),
        (*_GCP, *_params("float", "cores mem")),
    ),
    RunnerClass(
        f"{_PACKAGE}aws:AWSBatchJobRunner",
        (*_BASE, *_secret("aws_access_key_id aws_secret_access_key"), RunnerParam("region")),
        (
            *_required("job_queue job_role_arn efs_filesystem_id efs_mount_point"),
            RunnerParam("docker_enabled", "bool", required=True),
            *_params("float", "vcpu"),
            *_params("int", "memory gpu retry_attempts"),
            *_params("lenient", "auto_platform privileged"),
            *_params("text", "execute_role_arn fargate_version ec2_host_volumes"),
            *_params("text", "retry_on_exit_statusReason retry_on_exit_reason"),
            *_params("text", "retry_on_exit_exitCode retry_on_exit_action"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}chronos:ChronosJobRunner",
        (
            *_BASE,
            *_params("text", "chronos username owner"),
            *_params("lenient", "insecure"),
            *_secret("password"),
        ),
        (
            RunnerParam("docker_enabled", "bool", required=True),
            *_params("float", "docker_cpu"),
            *_params("int", "docker_memory docker_disk max_retries"),
            RunnerParam("volumes"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}godocker:GodockerJobRunner",
        (*_BASE, *_params("text", "godocker_master user godocker_project"), *_secret("key")),
        (
            *_params("int", "docker_cpu docker_memory"),
            *_params("text", "godocker_volumes virtualenv"),
        ),
    ),
    RunnerClass(f"{_PACKAGE}tasks:TaskedJobRunner", _BASE),
)

# Not in the module's __all__: only available as module:Class.
NOT_EXPORTED = tuple(
    f"{_PACKAGE}pulsar:{name}"
    for name in ("PulsarKubernetesJobRunner", "PulsarTesJobRunner", "PulsarGcpBatchJobRunner")
)

# Modules of earlier versions, with which handlers refuse to start.
REMOVED = (f"{_PACKAGE}lwr", f"{_PACKAGE}sge")

# The parameters of each type of dynamic destination: galaxy/jobs/mapper.py. Any other parameter
# is passed to the rule's argument of the same name.
DYNAMIC = {
    "python": _params("text", "function rules_module"),
    "dtd": _params("text", "path job_conf_path rules_module"),
    "choose_one": (
        RunnerParam("destination_ids", "any", required=True),
        RunnerParam("hash_by", choices=("job", "user", "history", "workflow_invocation")),
    ),
    "burst": (
        RunnerParam("from_destination_ids", "any", required=True),
        RunnerParam("to_destination_id", required=True),
        RunnerParam("num_jobs", "int", required=True),
        RunnerParam("job_states"),
    ),
    "docker_dispatch": _required("docker_destination_id default_destination_id"),
}
