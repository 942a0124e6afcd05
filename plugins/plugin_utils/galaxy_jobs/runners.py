# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The runner classes of Galaxy 26.1 and the parameters each reads, as data.

Galaxy 26.1.2: galaxy/jobs/runners/*.py (runner_param_specs and what is read of
job_destination.params), galaxy/jobs/mapper.py (dynamic); pulsar 0.15.16: pulsar/client.
A handler refuses to start with a plugin parameter that is not here; a destination parameter that
is not here is passed over without a word, unless the class takes any.
"""

from __future__ import annotations

import typing as t
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

# How Galaxy reads the value. bool: 'true' or 'false', else it refuses; lenient: what is not 'true'
# is false; truthy: any text that is not empty is true, 'false' too; count: an int from 0 up;
# priority: a number from 0 to 9; user, group: a number, or '$uid' and '$gid'; any: as it is.
Kind = t.Literal[
    "text", "int", "count", "float", "bool", "lenient", "truthy", "priority", "user", "group", "any"
]


# eq=False: each is itself alone, so that what is found among them is remembered at no cost.
@dataclass(frozen=True, eq=False)
class RunnerParam:
    """A parameter. A name that ends in * stands for all that begin so.

    nullable: it can be set to nothing, by null where there are choices, by the text None elsewhere.
    """

    name: str
    kind: Kind = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    secret: bool = False
    ignored: bool = False
    nullable: bool = False

    def is_called(self, name: str) -> bool:
        """Return whether this is the parameter of that name."""
        if self.name.endswith("*"):
            return name.startswith(self.name[:-1])
        return name == self.name


@dataclass(frozen=True)
class RunnerClass:
    """A class that runs jobs.

    plugin is what it takes in <plugin> or runners, destination what it reads of a destination
    besides COMMON and CONTAINER. any_destination: all else is used as well.
    """

    load: str
    plugin: tuple[RunnerParam, ...] = ()
    destination: tuple[RunnerParam, ...] = ()
    any_destination: bool = False

    def plugin_param(self, name: str) -> RunnerParam | None:
        """Return the plugin parameter of a name."""
        return _called(name, self.plugin)

    def destination_param(self, name: str) -> RunnerParam | None:
        """Return the destination parameter of a name, among those of every runner as well."""
        return _called(name, self.destination_params)

    @cached_property
    def destination_params(self) -> tuple[RunnerParam, ...]:
        """Return what it reads of a destination, among that what every runner does."""
        return (*self.destination, *COMMON, *CONTAINER)


@lru_cache(maxsize=1024)
def find(load: str) -> RunnerClass | None:
    """Return the class that Galaxy loads by this name, None when it is none of Galaxy's own.

    galaxy/jobs/__init__.py, get_job_runner_plugins: without ':' all classes of the module are
    made, and the last is kept.
    """
    path = load if "." in load or ":" in load else f"{_PACKAGE}{load}"
    if ":" in path:
        return next((runner for runner in RUNNERS if runner.load == path), None)
    of_module = [runner for runner in RUNNERS if runner.load.startswith(f"{path}:")]
    exported = [runner for runner in of_module if runner.load not in NOT_EXPORTED]
    return exported[-1] if exported else None


def secret_names() -> Iterator[str]:
    """Yield the names of all parameters whose values must not be shown."""
    for runner in RUNNERS:
        for param in (*runner.plugin, *runner.destination):
            if param.secret:
                yield param.name


@lru_cache(maxsize=1024)
def _called(name: str, params: tuple[RunnerParam, ...]) -> RunnerParam | None:
    return next((param for param in params if param.is_called(name)), None)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _of(kind: Kind, names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, kind) for name in names.split())


def _required(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, required=True) for name in names.split())


def _secret(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, secret=True) for name in names.split())


def _ignored(names: str) -> tuple[RunnerParam, ...]:
    return tuple(RunnerParam(name, ignored=True) for name in names.split())


_PACKAGE = "galaxy.jobs.runners."

# Read for every runner: galaxy/jobs/__init__.py, get_destination_configuration.
COMMON = (
    RunnerParam("tool_evaluation_strategy", choices=("local", "remote")),
    RunnerParam("cleanup_job", choices=("always", "onsuccess", "never")),
    RunnerParam("container_monitor_result", choices=("file", "callback")),
    *_of(
        "any",
        """metadata_strategy outputs_to_working_directory require_container use_metadata_binary
        galaxy_infrastructure_url object_store_id retry_metadata_internally
        retry_interactivetool_metadata_internally tmp_dir shared_home_dir container_monitor
        container_monitor_command container_monitor_get_ip_method drmaa_external_runjob_script
        drmaa_external_killjob_script external_chown_script real_system_username""",
    ),
    *_of("bool", "enabled embed_metadata_in_job"),
    # No parameter, but among those of an environment in YAML that has no params.
    *_of("any", "metrics"),
)

# galaxy/tool_util/deps/containers.py and container_classes.py.
CONTAINER = (
    *_of("bool", "docker_enabled docker_sudo docker_auto_rm"),
    *_of("bool", "singularity_enabled singularity_sudo singularity_cleanenv singularity_ipc"),
    *_of("bool", "singularity_pid singularity_contain"),
    *_of("any", "singularity_no_mount container container_override container_resolvers"),
    *_of(
        "text",
        """docker_cmd docker_sudo_cmd docker_host docker_net docker_set_user
        docker_run_extra_arguments docker_volumes docker_volumes_from docker_host_port_cmd
        docker_memory docker_env_* singularity_cmd singularity_sudo_cmd singularity_volumes
        singularity_run_extra_arguments singularity_env_* container_image_cache_path
        docker_container_image_cache_path singularity_container_image_cache_path
        container_resolvers_config_file""",
    ),
    *_of(
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

_BASE = _of("count", "recheck_missing_job_retries")

_DRMAA = (
    *_BASE,
    RunnerParam("drmaa_library_path"),
    RunnerParam("invalidjobexception_state", choices=("ok", "error")),
    RunnerParam("internalexception_state", choices=("ok", "error")),
    *_of("count", "invalidjobexception_retries internalexception_retries"),
)
_NATIVE = _of("text", "nativeSpecification native_specification allow_guests")

# Also the long arguments of the command line plugins for Torque and PBS.
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
    *_of("text", "shell_hostname shell_username shell_rsh shell_rcp shell_options"),
    *_of("text", "shell_private_key shell_port shell_timeout shell_strict_host_key_checking"),
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
    *_of("lenient", "cache amqp_acknowledge"),
    *_of("bool", "remote_container_handling amqp_publish_retry"),
    *_secret("amqp_url secret relay_password"),
    *_of(
        "text",
        """amqp_key_prefix galaxy_url pulsar_config manager persistence_directory
        amqp_connect_ssl_ca_certs amqp_connect_ssl_keyfile amqp_connect_ssl_certfile
        amqp_connect_ssl_cert_reqs relay_url relay_username relay_topic_prefix""",
    ),
    *_of("any", "pulsar_app_config"),
    *_of("priority", "amqp_publish_priority"),
    *_of("int", "amqp_publish_retry_max_retries"),
    *_of("int", "amqp_publish_retry_interval_start amqp_publish_retry_interval_step"),
    *_of("int", "amqp_publish_retry_interval_max"),
    RunnerParam("amqp_publish_delivery_mode", choices=("transient", "persistent")),
)
_PULSAR_DESTINATION = (
    RunnerParam(
        "default_file_action",
        choices=_words("""none rewrite transfer copy remote_copy remote_transfer remote_transfer_tus
            remote_object_store_copy remote_rsync_transfer remote_scp_transfer message"""),
    ),
    RunnerParam("dependency_resolution", choices=("none", "local", "remote")),
    *_of("lenient", "remote_metadata use_remote_datatypes rewrite_parameters"),
    *_of("lenient", "remote_container_handling"),
    *_of("text", "manager remote_sep file_action_config ssh_key ssh_user ssh_host ssh_port"),
    *_of("text", "job_secret_base amqp_key_prefix pulsar_app_config_path"),
    *_of("any", "file_actions pulsar_app_config cvmfsexec env submit_* remote_property_*"),
)
_PULSAR_DIRECTORY = _of("text", "jobs_directory")
_PULSAR_POD = (
    *_PULSAR_DIRECTORY,
    *_PULSAR_DESTINATION,
    *_ignored("url private_token"),
    *_of("text", "pulsar_container_image galaxy_instance_id"),
)
_RESOURCES = "requests_cpu limits_cpu requests_memory limits_memory"

_KUBERNETES = (
    *_BASE,
    *_of("truthy", "k8s_use_service_account k8s_interactivetools_use_ssl"),
    *_of(
        "text",
        """k8s_config_path k8s_persistent_volume_claims k8s_working_volume_claim
        k8s_data_volume_claim k8s_namespace k8s_pod_priority_class k8s_affinity k8s_node_selector
        k8s_extra_job_envs k8s_tolerations k8s_galaxy_instance_id k8s_job_api_version
        k8s_job_metadata k8s_interactivetools_ingress_annotations
        k8s_interactivetools_ingress_class k8s_interactivetools_tls_secret
        k8s_ingress_api_version k8s_pull_policy""",
    ),
    *_of("user", "k8s_run_as_user_id"),
    *_of("group", "k8s_run_as_group_id k8s_supplemental_group_id k8s_fs_group_id"),
    RunnerParam("k8s_cleanup_job", choices=("always", "onsuccess", "never")),
    *_of("int", "k8s_timeout_seconds_job_deletion"),
    *_of("count", "k8s_job_ttl_secs_after_finished k8s_pod_retries k8s_job_spec_back_off_limit"),
    *_of("count", "k8s_walltime_limit k8s_unschedulable_walltime_limit"),
)
_GCP = (
    *_of(
        "text",
        """project_id region zone service_account_file service_account_email machine_type
        boot_disk_type max_run_duration gcp_batch_volumes docker_extra_volumes network subnet
        requests_cpu requests_memory limits_cpu limits_memory custom_vm_image job_id_prefix
        object_store_path""",
    ),
    *_of("int", "boot_disk_size_gb max_retry_count polling_interval memory_mib"),
    *_of("float", "vcpu"),
    *_of("user", "galaxy_user_id"),
    *_of("group", "galaxy_group_id"),
    *_of("truthy", "use_container delete_completed_jobs use_object_store"),
)

RUNNERS = (
    RunnerClass(f"{_PACKAGE}local:LocalJobRunner", _BASE, _of("int", "local_slots")),
    RunnerClass(f"{_PACKAGE}drmaa:DRMAAJobRunner", _DRMAA, _NATIVE),
    RunnerClass(f"{_PACKAGE}slurm:SlurmJobRunner", _DRMAA, _NATIVE),
    RunnerClass(f"{_PACKAGE}univa:UnivaJobRunner", _DRMAA, _NATIVE),
    RunnerClass(
        f"{_PACKAGE}pbs:PBSJobRunner",
        (),
        (*_of("text", " ".join(PBS_ARGUMENTS)), RunnerParam("-*")),
    ),
    RunnerClass(f"{_PACKAGE}condor:CondorJobRunner", _BASE, (), any_destination=True),
    RunnerClass(
        f"{_PACKAGE}htcondor:HTCondorJobRunner",
        (*_BASE, *_of("text", "htcondor_collector htcondor_schedd htcondor_config")),
        (
            *_of("text", "htcondor_collector htcondor_schedd htcondor_config request_walltime"),
            *_of("int", "max_held_count"),
        ),
        any_destination=True,
    ),
    RunnerClass(f"{_PACKAGE}cli:ShellJobRunner", (), _CLI),
    RunnerClass(
        f"{_PACKAGE}kubernetes:KubernetesJobRunner",
        _KUBERNETES,
        (
            *_of("text", _RESOURCES),
            *_of("int", "max_pod_retries"),
            *_of("text", "k8s_affinity k8s_node_selector k8s_extra_job_envs k8s_run_as_user_id"),
            *_of("text", "k8s_run_as_group_id k8s_supplemental_group_id k8s_fs_group_id"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarLegacyJobRunner",
        _PULSAR,
        (*_of("text", "url"), *_secret("private_token"), *_PULSAR_DIRECTORY, *_PULSAR_DESTINATION),
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
            *_of("bool", "k8s_enabled"),
            *_of("any", "k8s_*"),
            *_of(
                "text",
                " ".join(
                    f"{who}{name}"
                    for who in ("", "tool_", "pulsar_")
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
            *_of("int", "cpu_cores"),
            *_of("float", "ram_gb disk_gb"),
            *_of("any", "preemptible zones backend_parameters backend_parameters_strict tes_*"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}pulsar:PulsarGcpBatchJobRunner",
        _PULSAR,
        (
            *_required("project_id"),
            *_PULSAR_POD,
            *_of("text", "credentials_file region walltime_limit ssd_name machine_type"),
            *_of("text", f"custom_vm_image docker_extra_volumes {_RESOURCES}"),
            *_of("int", "retry_count disk_size boot_disk_size_gb"),
            *_of("float", "cores mem"),
            *_of("any", "labels"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}gcp_batch:GoogleCloudBatchJobRunner",
        (*_BASE, *_GCP),
        (*_GCP, *_of("float", "cores mem")),
    ),
    RunnerClass(
        f"{_PACKAGE}aws:AWSBatchJobRunner",
        (*_BASE, *_secret("aws_access_key_id aws_secret_access_key"), RunnerParam("region")),
        (
            *_required("job_queue job_role_arn efs_filesystem_id efs_mount_point"),
            RunnerParam("docker_enabled", "bool", required=True),
            *_of("float", "vcpu"),
            *_of("int", "memory gpu retry_attempts"),
            *_of("lenient", "auto_platform privileged"),
            *_of("text", "execute_role_arn fargate_version ec2_host_volumes"),
            *_of("text", "retry_on_exit_statusReason retry_on_exit_reason"),
            *_of("text", "retry_on_exit_exitCode retry_on_exit_action"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}chronos:ChronosJobRunner",
        (
            *_BASE,
            *_of("text", "chronos username owner"),
            *_of("lenient", "insecure"),
            *_secret("password"),
        ),
        (
            RunnerParam("docker_enabled", "bool", required=True),
            *_of("float", "docker_cpu"),
            *_of("int", "docker_memory docker_disk max_retries"),
            RunnerParam("volumes"),
        ),
    ),
    RunnerClass(
        f"{_PACKAGE}godocker:GodockerJobRunner",
        (*_BASE, *_of("text", "godocker_master user godocker_project"), *_secret("key")),
        (*_of("int", "docker_cpu docker_memory"), *_of("text", "godocker_volumes virtualenv")),
    ),
    RunnerClass(f"{_PACKAGE}tasks:TaskedJobRunner", _BASE),
)

# Not in the module's __all__: to be had by module:Class alone.
NOT_EXPORTED = tuple(
    f"{_PACKAGE}pulsar:{name}"
    for name in ("PulsarKubernetesJobRunner", "PulsarTesJobRunner", "PulsarGcpBatchJobRunner")
)

# Modules that earlier versions had: handlers refuse to start.
REMOVED = (f"{_PACKAGE}lwr", f"{_PACKAGE}sge")

# What each type of a dynamic destination reads: galaxy/jobs/mapper.py. An argument of a rule takes
# any other parameter of its name.
DYNAMIC = {
    "python": _of("text", "function rules_module"),
    "dtd": _of("text", "path job_conf_path rules_module"),
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
