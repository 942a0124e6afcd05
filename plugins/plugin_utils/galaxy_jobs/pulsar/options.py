# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The options of Pulsar's app.yml and of its managers, as data.

From Pulsar 0.16.0: core.py, manager_factory.py, main.py, messaging/, managers/, and for dependency
resolution galaxy-tool-util's deps/__init__.py. Pulsar itself checks none of these names.
"""

from __future__ import annotations

import re
import typing as t
from collections.abc import Callable

from ..words import split_names

DEFAULT_MANAGER = "_default_"

# Options at the top level of app.yml.
GLOBAL = split_names(
    """
    amqp_ack_republish_time amqp_acknowledge amqp_connect_ssl_ca_certs amqp_connect_ssl_cert_reqs
    amqp_connect_ssl_certfile amqp_connect_ssl_keyfile amqp_connect_ssl_server_hostname
    amqp_consumer_timeout amqp_durable
    amqp_heartbeat amqp_key_prefix amqp_publish_delivery_mode amqp_publish_priority
    amqp_publish_retry amqp_publish_retry_interval_max amqp_publish_retry_interval_start
    amqp_publish_retry_interval_step amqp_publish_retry_max_retries amqp_publish_timeout assign_ids
    conda_auto_init conda_auto_install conda_condarc_override conda_copy_dependencies conda_debug
    conda_ensure_channels conda_exec conda_prefix conda_use_local conda_use_path_exec config_dir
    debug dependency_resolution dependency_resolvers_config_file ensure_cleanup file_cache_dir
    galaxy_home job_directory_mode job_managers_config job_metrics job_metrics_config_file logging
    manager managers maximum_stream_size message_queue_consume message_queue_credentials_file
    message_queue_password message_queue_publish message_queue_publish_capabilities
    message_queue_url message_queue_username object_store_config object_store_config_file
    object_store_file_path object_store_job_working_directory object_store_new_file_path
    object_store_umask oidc_jwks_url oidc_provider oidc_username_in_token oidc_username_template
    persistence_directory precache_dependencies private_token relay_long_poll_timeout
    relay_topic_prefix send_stdout_update sentry_dsn sentry_event_level staging_directory
    status_outbox_drain_interval stdout_update_chunk_size stdout_update_interval
    stdout_update_timeout tool_config_file tool_config_files tool_dependency_cache_dir
    tool_dependency_dir use_cached_dependency_manager use_tool_dependencies user_auth
    """
)

# Options of managers of any type. Those missing in GLOBAL have no effect at the top level.
ANY_MANAGER = split_names(
    """
    assign_ids cvmfsexec debug galaxy_config_file galaxy_dataset_files_path
    galaxy_datatypes_config_file galaxy_home galaxy_virtual_env job_directory_mode
    maximum_stream_size min_polling_interval name postprocess_action_interval_max
    postprocess_action_interval_start postprocess_action_interval_step
    postprocess_action_max_retries preprocess_action_interval_max preprocess_action_interval_start
    preprocess_action_interval_step preprocess_action_max_retries send_stdout_update
    staging_directory stdout_update_chunk_size stdout_update_interval stdout_update_timeout tmp_dir
    type
    """
)

_DRMAA = frozenset({"native_specification", "job_name_template"})

# Additional options by the type of the manager.
MANAGERS: dict[str, frozenset[str]] = {
    "queued_python": frozenset({"num_concurrent_jobs"}),
    "unqueued": frozenset(),
    "coexecution": frozenset({"monitor"}),
    "queued_cli": frozenset({"job_plugin", "shell_plugin", "job_name_template"}),
    "queued_condor": frozenset({"job_name_template"}),
    "queued_drmaa": _DRMAA,
    "queued_drmaa_xsede": _DRMAA | {"gateway_submit_attributes"},
    "queued_external_drmaa": _DRMAA
    | {
        "chown_working_directory_script",
        "drmaa_kill_script",
        "drmaa_launch_script",
        "production",
        "user_mapping_script",
        "user_mapping_timeout",
    },
}

DRMAA = frozenset(("queued_drmaa", "queued_drmaa_xsede", "queued_external_drmaa"))

# Prefixes of further options; managers of any type may set variables of their jobs.
PREFIXES: dict[str, tuple[str, ...]] = {
    "queued_cli": ("env_", "job_", "shell_"),
    "queued_condor": ("env_", "submit_"),
}
ANY_PREFIX = ("env_",)

# Types that look usable, but are not.
REJECTED = {
    "queued_pbs": "Pulsar does not implement it. Use queued_cli with job_plugin: Torque.",
    "queued_slurm": "Pulsar's documentation names it, but Pulsar has no such manager. "
    "Use queued_cli with job_plugin: Slurm.",
}

JOB_PLUGINS = ("LSF", "OpenPBS", "Slurm", "SlurmTorque", "Torque")
SHELL_PLUGINS = (
    "GlobusSecureShell",
    "LocalShell",
    "ParamikoShell",
    "RemoteShell",
    "SecureShell",
)

# Options of the Slurm plugin (managers/util/cli/job/slurm.py); others begin with a hyphen.
SLURM_JOB_OPTIONS = ("job_ncpus", "job_partition", "job_plugin", "job_time")

# Pulsar writes its own values of these to each submit file, after those of the manager and Galaxy
# (managers/util/condor/__init__.py, build_submit_description).
CONDOR_RESERVED = frozenset(f"submit_{name}" for name in ("executable", "output", "error", "log"))

_OCTAL = re.compile(r"0?[0-7]{3,4}")


class ValueType(t.NamedTuple):
    """A test for the values that an option accepts, and their description in messages."""

    accepts: Callable[[t.Any], bool]
    expected: str


def _is_integer(minimum: int) -> Callable[[t.Any], bool]:
    """Return a test for integers, also in quotes."""
    return lambda value: (
        not isinstance(value, bool)
        and re.fullmatch(r"-?\d+", str(value)) is not None
        and int(value) >= minimum
    )


def _one_of(*words: str) -> ValueType:
    return ValueType(lambda value: value in words, f"one of {', '.join(words)}")


_BOOLEAN = ValueType(lambda value: str(value).lower() in ("true", "false"), "true or false")
_STRING = ValueType(lambda value: isinstance(value, str), "a string")
_PROGRAM = ValueType(
    lambda value: isinstance(value, str) and value.startswith("/"),
    "the absolute path of a program on the host",
)

# Options with values that Pulsar cannot use, or misinterprets, if they have another type.
VALUE_TYPES: dict[str, ValueType] = {
    "assign_ids": _one_of("galaxy", "uuid"),
    "chown_working_directory_script": _PROGRAM,
    "conda_auto_init": _BOOLEAN,
    "conda_auto_install": _BOOLEAN,
    "drmaa_kill_script": _PROGRAM,
    "drmaa_launch_script": _PROGRAM,
    "job_directory_mode": ValueType(
        lambda value: isinstance(value, str) and _OCTAL.fullmatch(value) is not None,
        "an octal number in quotes, such as '0770'",
    ),
    "job_name_template": _STRING,
    "maximum_stream_size": ValueType(_is_integer(0), "a number of bytes"),
    "monitor": _one_of("background", "foreground", "none"),
    "native_specification": _STRING,
    "num_concurrent_jobs": ValueType(
        lambda value: value == "*" or _is_integer(1)(value), "a positive integer or '*'"
    ),
    "production": _BOOLEAN,
    "user_mapping_script": _PROGRAM,
    "user_mapping_timeout": ValueType(_is_integer(1), "a number of seconds"),
}
