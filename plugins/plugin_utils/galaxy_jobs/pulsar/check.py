# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is wrong with an app.yml. Pulsar 0.16.0 passes over unknown names without a word."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping

from ..words import did_you_mean
from .options import (
    ANY_MANAGER,
    ANY_PREFIX,
    CONDOR_OWN,
    DEFAULT_MANAGER,
    FORMS,
    GLOBAL,
    JOB_PLUGINS,
    MANAGERS,
    PREFIXES,
    REFUSED,
    SHELL_PLUGINS,
    SLURM_JOB_OPTIONS,
)

Options = Mapping[str, t.Any]
Keys = tuple[str, ...]


class Fault(t.NamedTuple):
    """Something wrong: a sentence, and the keys that lead to it from the top of app.yml.

    unread: Pulsar starts all the same, and passes over it without a word.
    """

    keys: Keys
    message: str
    unread: bool = False


_SHORTEST_TOKEN = 32
# Pulsar reads its managers from one of these options.
MANAGER_KEYS = ("managers", "manager", "job_managers_config")


def errors(app: Options) -> Iterator[Fault]:
    """Yield each thing with which Pulsar does not start or does not do as told."""
    yield from _unknown(app)
    yield from _forms(app, ())
    yield from _amqp_tls(app)
    given = [kind for kind in MANAGER_KEYS if kind in app]
    if len(given) > 1:
        message = f"{' and '.join(given)}: Pulsar reads only one of them; expected managers alone."
        yield Fault((given[1],), message, unread=True)
    if not isinstance(app.get("managers", {}), Mapping):
        yield Fault(("managers",), "managers must be a mapping from their names to their options.")
    managers = managers_of(app)
    if len(managers) > 1 and app.get("amqp_key_prefix"):
        yield Fault(
            ("amqp_key_prefix",),
            "amqp_key_prefix is set, and there are several managers: all of them take the jobs of "
            "the same queues. Leave it out, or have one manager.",
        )
    for name, options in managers.items():
        yield from _manager(
            name, ("managers", name) if "managers" in app else ("manager",), options
        )


def warnings(app: Options) -> Iterator[str]:
    """Yield a sentence for each thing that works, but not as one would think."""
    for name, options in managers_of(app).items():
        if isinstance(options, Mapping) and type_of(options) == "queued_python":
            yield (
                f"managers: '{name}' is of type queued_python: Pulsar 0.16.0 starts all its jobs "
                "at once, whatever "
                "num_concurrent_jobs says, and loses them when it is restarted; queued_cli has "
                "neither fault."
            )
    if app.get("amqp_acknowledge"):
        yield (
            "amqp_acknowledge: the thread behind it ends after 15 seconds in Pulsar 0.16.0; "
            "leave it out, lost "
            "messages are sent again without it."
        )
    if "amqp_connect_ssl_ca_certs" in app and not app.get("amqp_connect_ssl_server_hostname"):
        yield (
            "amqp_connect_ssl_ca_certs: Pulsar takes any certificate of this authority for that of "
            "the message queue; set amqp_connect_ssl_server_hostname to the name in it."
        )


def managers_of(app: Options) -> Mapping[str, t.Any]:
    """Return the managers by name, as Pulsar reads them of app.yml."""
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


def token_faults(token: object, exposed: bool, name: str = "pulsar_private_token") -> Iterator[str]:
    """Yield what is wrong with a private token. exposed: others than this host can connect."""
    if not isinstance(token, str):
        yield (
            f"{name} is a {type(token).__name__}: Pulsar compares it with a text "
            "and refuses every "
            "call; put it between quotes."
        )
    elif exposed and len(token) < _SHORTEST_TOKEN:
        yield (
            f"{name} has {len(token)} characters, and other hosts can connect; "
            "expected at least "
            f"{_SHORTEST_TOKEN} (openssl rand -hex 32)."
        )
    elif token != token.strip() or "\n" in token:
        yield f"{name} begins or ends with a blank, or has a line break; expected neither."


def _unknown(app: Options) -> Iterator[Fault]:
    for name in app:
        if name in GLOBAL:
            continue
        if name in ANY_MANAGER or any(name in options for options in MANAGERS.values()):
            message = f"'{name}' has no effect at the top level; expected it in one of managers."
        else:
            message = f"'{name}' is no option of Pulsar 0.16.0.{did_you_mean(name, GLOBAL)}"
        yield Fault((name,), message, unread=True)


def _manager(name: str, keys: Keys, options: t.Any) -> Iterator[Fault]:
    where = f"managers: '{name}'"
    if not isinstance(options, Mapping):
        yield Fault(keys, f"{where} must be a mapping of options, such as its type.")
        return
    kind = type_of(options)
    if kind in REFUSED:
        yield Fault((*keys, "type"), f"{where} is of type '{kind}': {REFUSED[kind]}")
    elif kind not in MANAGERS:
        hint = did_you_mean(kind, MANAGERS)
        message = f"{where} is of type '{kind}', which does not exist.{hint}"
        yield Fault((*keys, "type"), message)
    else:
        yield from _manager_options(where, keys, kind, options)
        yield from _forms(options, keys, f"{where}: ")
        if "job_directory_mode" in options:
            message = (
                f"{where}: job_directory_mode must be at the top level: here it makes jobs fail."
            )
            yield Fault((*keys, "job_directory_mode"), message)


def _manager_options(where: str, keys: Keys, kind: str, options: Options) -> Iterator[Fault]:
    known = ANY_MANAGER | MANAGERS[kind]
    prefixes = PREFIXES.get(kind, ANY_PREFIX)
    for option in options:
        if option in known or option.startswith(prefixes):
            continue
        message = f"{where} (type {kind}) does not read '{option}'"
        if option in GLOBAL:
            message += "; expected it at the top level."
        else:
            message += f".{did_you_mean(option, known)}"
        yield Fault((*keys, option), message, unread=True)
    if kind == "queued_cli":
        yield from _command_line(where, keys, options)
    if kind == "queued_condor":
        yield from _submit_file(where, keys, options)


def _command_line(where: str, keys: Keys, options: Options) -> Iterator[Fault]:
    """Yield what is wrong with a manager that calls the commands of a batch system."""
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
        if option.startswith("job_") and not _is_read_by_slurm(option):
            message = (
                f"{where}: '{option}' does not reach sbatch; expected one of "
                f"{', '.join(SLURM_JOB_OPTIONS[:2])} and job_time, or an option of sbatch with "
                "its hyphens, such as "
                f"'job_--{option[len('job_') :].replace('_', '-')}'."
            )
            yield Fault((*keys, option), message, unread=True)


def _is_read_by_slurm(option: str) -> bool:
    return option in {
        *SLURM_JOB_OPTIONS,
        "job_name_template",
        "job_directory_mode",
    } or option.startswith("job_-")


def _submit_file(where: str, keys: Keys, options: Options) -> Iterator[Fault]:
    """Yield what does not come into the submit file of HTCondor as it is meant."""
    for option, value in options.items():
        if option.lower() in CONDOR_OWN:
            message = (
                f"{where}: '{option}' has no effect: Pulsar writes its own into the submit file."
            )
            yield Fault((*keys, option), message, unread=True)
        elif option.startswith("submit_") and not _is_line(value):
            message = f"{where}: '{option}' must be one line, as it is to stand in the submit file."
            yield Fault((*keys, option), message)


def _is_line(value: object) -> bool:
    return isinstance(value, (str, int, float)) and "\n" not in str(value)


def _forms(options: Options, keys: Keys, where: str = "") -> Iterator[Fault]:
    """Yield the values that Pulsar cannot use, or takes for something else."""
    for name, value in options.items():
        form = FORMS.get(name) if name != "job_directory_mode" or not keys else None
        if form is not None and value is not None and not form.takes(value):
            message = f"{where}{name} is '{value}'; expected {form.expected}."
            yield Fault((*keys, name), message)


def _amqp_tls(app: Options) -> Iterator[Fault]:
    url = app.get("message_queue_url")
    given = [name for name in app if name.startswith("amqp_connect_ssl_")]
    if isinstance(url, str) and re.search(r"[?&]ssl=", url) and given:
        message = (
            "message_queue_url has 'ssl=', which makes Pulsar pass over "
            f"{', '.join(sorted(given))}; remove it "
            "from the URL."
        )
        yield Fault(("message_queue_url",), message)
