# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""Checks the options of Pulsar's app.yml, because Pulsar 0.16.0 silently ignores unknown ones."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping

from ...spelling import did_you_mean
from .options import (
    ANY_MANAGER,
    ANY_PREFIX,
    CONDOR_RESERVED,
    DEFAULT_MANAGER,
    GLOBAL,
    JOB_PLUGINS,
    MANAGERS,
    PREFIXES,
    REJECTED,
    SHELL_PLUGINS,
    SLURM_JOB_OPTIONS,
    VALUE_TYPES,
)

Options = Mapping[str, t.Any]
Keys = tuple[str, ...]


class Fault(t.NamedTuple):
    """A sentence about an option, and the keys that lead to the option in app.yml.

    ignored: Pulsar starts, but silently ignores the option.
    """

    keys: Keys
    message: str
    ignored: bool = False


_MIN_TOKEN_LENGTH = 32
# Pulsar reads its managers from one of these options.
MANAGER_KEYS = ("managers", "manager", "job_managers_config")


def find_faults(app: Options) -> Iterator[Fault]:
    """Yield the options with which Pulsar does not start, or does not work as configured."""
    yield from _check_names(app)
    yield from _check_values(app, ())
    yield from _check_amqp_tls(app)
    keys = [key for key in MANAGER_KEYS if key in app]
    if len(keys) > 1:
        message = f"{' and '.join(keys)}: Pulsar reads only one of them; expected only managers."
        yield Fault((keys[1],), message, ignored=True)
    if not isinstance(app.get("managers", {}), Mapping):
        yield Fault(("managers",), "managers must be a mapping of names to options.")
    managers = managers_of(app)
    if len(managers) > 1 and app.get("amqp_key_prefix"):
        yield Fault(
            ("amqp_key_prefix",),
            "amqp_key_prefix makes all managers consume the same queues. Remove it, or configure "
            "only one manager.",
        )
    for name, options in managers.items():
        yield from _check_manager(
            name, ("managers", name) if "managers" in app else ("manager",), options
        )


def find_cautions(app: Options) -> Iterator[str]:
    """Yield a sentence for each option that works, but not as expected."""
    for name, options in managers_of(app).items():
        if isinstance(options, Mapping) and type_of(options) == "queued_python":
            yield (
                f"managers: '{name}' has type queued_python: Pulsar 0.16.0 ignores its "
                "num_concurrent_jobs, starts all its jobs at once, and loses them when it is "
                "restarted. Use queued_cli if possible."
            )
    if app.get("amqp_acknowledge"):
        yield (
            "amqp_acknowledge: its thread dies after 15 seconds in Pulsar 0.16.0. Remove it; lost "
            "messages are sent again without it."
        )
    if "amqp_connect_ssl_ca_certs" in app and not app.get("amqp_connect_ssl_server_hostname"):
        yield (
            "amqp_connect_ssl_ca_certs: Pulsar accepts every certificate of this authority for the "
            "message queue. Set amqp_connect_ssl_server_hostname to the expected name."
        )


def managers_of(app: Options) -> Mapping[str, t.Any]:
    """Return the managers by name, as Pulsar reads them from app.yml."""
    if isinstance(app.get("managers"), Mapping):
        return t.cast("Mapping[str, t.Any]", app["managers"])
    manager = app.get("manager")
    if isinstance(manager, Mapping):
        return {str(manager.get("name") or DEFAULT_MANAGER): manager}
    return {} if "job_managers_config" in app else {DEFAULT_MANAGER: {}}


def staging_directories(app: Options) -> list[str]:
    """Return the directories of jobs: the common one, and those of single managers."""
    managers = (options for options in managers_of(app).values() if isinstance(options, Mapping))
    paths = [app.get("staging_directory"), *(m.get("staging_directory") for m in managers)]
    return list(dict.fromkeys(str(path) for path in paths if path))


def type_of(manager: Options) -> str:
    """Return the type of a manager."""
    return str(manager.get("type", "queued_python"))


def find_token_faults(
    token: object, exposed: bool, name: str = "pulsar_private_token"
) -> Iterator[str]:
    """Yield the faults of a private token. exposed: other hosts can connect to Pulsar."""
    if not isinstance(token, str):
        yield (
            f"{name} is a {type(token).__name__}, with which Pulsar rejects every request: "
            "put it between quotes."
        )
    elif exposed and len(token) < _MIN_TOKEN_LENGTH:
        yield (
            f"{name} has {len(token)} characters, but other hosts can connect; expected at least "
            f"{_MIN_TOKEN_LENGTH} (openssl rand -hex 32)."
        )
    elif token != token.strip() or "\n" in token:
        yield f"{name} starts or ends with white space, or has a line break; expected neither."


def _check_names(app: Options) -> Iterator[Fault]:
    for name in app:
        if name in GLOBAL:
            continue
        if name in ANY_MANAGER or any(name in options for options in MANAGERS.values()):
            message = f"'{name}' has no effect at the top level; expected it in a manager."
        else:
            message = f"Unknown option '{name}' of Pulsar 0.16.0.{did_you_mean(name, GLOBAL)}"
        yield Fault((name,), message, ignored=True)


def _check_manager(name: str, keys: Keys, options: t.Any) -> Iterator[Fault]:
    where = f"managers: '{name}'"
    if not isinstance(options, Mapping):
        yield Fault(keys, f"{where} must be a mapping of options, such as type.")
        return
    kind = type_of(options)
    if kind in REJECTED:
        yield Fault((*keys, "type"), f"{where} has type '{kind}': {REJECTED[kind]}")
    elif kind not in MANAGERS:
        hint = did_you_mean(kind, MANAGERS)
        message = f"{where} has the unknown type '{kind}'.{hint}"
        yield Fault((*keys, "type"), message)
    else:
        yield from _check_manager_options(where, keys, kind, options)
        yield from _check_values(options, keys, f"{where}: ")
        if "job_directory_mode" in options:
            message = (
                f"{where}: job_directory_mode makes jobs fail here; expected it at the top level."
            )
            yield Fault((*keys, "job_directory_mode"), message)


def _check_manager_options(where: str, keys: Keys, kind: str, options: Options) -> Iterator[Fault]:
    known = ANY_MANAGER | MANAGERS[kind]
    prefixes = PREFIXES.get(kind, ANY_PREFIX)
    for option in options:
        if option in known or option.startswith(prefixes):
            continue
        message = f"{where} (type {kind}) ignores '{option}'"
        if option in GLOBAL:
            message += "; expected it at the top level."
        else:
            message += f".{did_you_mean(option, known)}"
        yield Fault((*keys, option), message, ignored=True)
    if kind == "queued_cli":
        yield from _check_command_line(where, keys, options)
    if kind == "queued_condor":
        yield from _check_submit_file(where, keys, options)


def _check_command_line(where: str, keys: Keys, options: Options) -> Iterator[Fault]:
    """Yield the faults of a manager that calls the commands of a batch system."""
    plugin, shell = options.get("job_plugin"), options.get("shell_plugin", "LocalShell")
    for option, value, known in (
        ("job_plugin", plugin, JOB_PLUGINS),
        ("shell_plugin", shell, SHELL_PLUGINS),
    ):
        if value not in known:
            message = f"{where}: {option} is '{value or ''}'; expected one of {', '.join(known)}."
            yield Fault((*keys, option), message)
    if plugin != "Slurm":
        return
    for option in options:
        if option.startswith("job_") and not _is_slurm_option(option):
            message = (
                f"{where}: '{option}' is not passed to sbatch; expected one of "
                f"{', '.join(SLURM_JOB_OPTIONS[:2])} and job_time, or an option of sbatch with its "
                f"hyphens, such as 'job_--{option[len('job_') :].replace('_', '-')}'."
            )
            yield Fault((*keys, option), message, ignored=True)


def _is_slurm_option(option: str) -> bool:
    return option in {
        *SLURM_JOB_OPTIONS,
        "job_name_template",
        "job_directory_mode",
    } or option.startswith("job_-")


def _check_submit_file(where: str, keys: Keys, options: Options) -> Iterator[Fault]:
    """Yield the options that do not work in the submit file of HTCondor."""
    for option, value in options.items():
        if option.lower() in CONDOR_RESERVED:
            message = (
                f"{where}: '{option}' is ignored: Pulsar writes its own value to the submit file."
            )
            yield Fault((*keys, option), message, ignored=True)
        elif option.startswith("submit_") and not _is_line(value):
            message = f"{where}: '{option}' must be a single line of the submit file."
            yield Fault((*keys, option), message)


def _is_line(value: object) -> bool:
    return isinstance(value, (str, int, float)) and "\n" not in str(value)


def _check_values(options: Options, keys: Keys, where: str = "") -> Iterator[Fault]:
    """Yield the values that Pulsar cannot use, or misinterprets."""
    for name, value in options.items():
        value_type = VALUE_TYPES.get(name) if name != "job_directory_mode" or not keys else None
        if value_type is not None and value is not None and not value_type.accepts(value):
            message = f"{where}{name} is '{value}'; expected {value_type.expected}."
            yield Fault((*keys, name), message)


def _check_amqp_tls(app: Options) -> Iterator[Fault]:
    url = app.get("message_queue_url")
    names = [name for name in app if name.startswith("amqp_connect_ssl_")]
    if isinstance(url, str) and re.search(r"[?&]ssl=", url) and names:
        message = (
            f"'ssl=' in message_queue_url makes Pulsar ignore {', '.join(sorted(names))}; remove "
            "it from the URL."
        )
        yield Fault(("message_queue_url",), message)
