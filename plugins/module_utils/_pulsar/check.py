# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""What is wrong with an app.yml. Pulsar 0.16.0 passes over unknown names without a word."""

from __future__ import annotations

import re
import typing as t
from collections.abc import Iterator, Mapping

from .._lint.words import did_you_mean
from .options import (
    ANY_MANAGER,
    ANY_PREFIX,
    GLOBAL,
    JOB_PLUGINS,
    MANAGERS,
    PREFIXES,
    REFUSED,
    SHELL_PLUGINS,
    SLURM_JOB_OPTIONS,
)

Options = Mapping[str, t.Any]

_SHORTEST_TOKEN = 32
_OCTAL = re.compile(r"0?[0-7]{3,4}")
_KINDS = ("managers", "manager", "job_managers_config")


def errors(app: Options) -> Iterator[str]:
    """Yield a sentence for each thing with which Pulsar does not start or does not do as told."""
    yield from _unknown(app)
    yield from _directory_mode(app, "job_directory_mode")
    yield from _amqp_tls(app)
    given = [kind for kind in _KINDS if kind in app]
    if len(given) > 1:
        yield f"{' and '.join(given)}: Pulsar reads only one of them; expected managers alone."
    for name, options in managers_of(app).items():
        yield from _manager(name, options)


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


def managers_of(app: Options) -> Mapping[str, t.Any]:
    """Return the managers by name, as Pulsar reads them of app.yml."""
    if isinstance(app.get("managers"), Mapping):
        return t.cast("Mapping[str, t.Any]", app["managers"])
    manager = app.get("manager")
    if isinstance(manager, Mapping):
        return {str(manager.get("name") or "_default_"): manager}
    return {} if "job_managers_config" in app else {"_default_": {}}


def type_of(manager: Options) -> str:
    """Return the type of a manager."""
    return str(manager.get("type", "queued_python"))


def token_faults(token: object, exposed: bool) -> Iterator[str]:
    """Yield what is wrong with a private token. exposed: others than this host can connect."""
    if not isinstance(token, str):
        yield (
            f"pulsar_private_token is a {type(token).__name__}: Pulsar compares it with a text "
            "and refuses every "
            "call; put it between quotes."
        )
    elif exposed and len(token) < _SHORTEST_TOKEN:
        yield (
            f"pulsar_private_token has {len(token)} characters, and other hosts can connect; "
            "expected at least "
            f"{_SHORTEST_TOKEN} (openssl rand -hex 32)."
        )
    elif token != token.strip() or "\n" in token:
        yield (
            "pulsar_private_token begins or ends with a blank, or has a line break; expected "
            "neither."
        )


def _unknown(app: Options) -> Iterator[str]:
    for name in app:
        if name in GLOBAL:
            continue
        if name in ANY_MANAGER or any(name in options for options in MANAGERS.values()):
            yield f"'{name}' has no effect at the top level; expected it in one of managers."
        else:
            yield f"'{name}' is no option of Pulsar 0.16.0.{did_you_mean(name, GLOBAL)}"


def _manager(name: str, options: t.Any) -> Iterator[str]:
    if not isinstance(options, Mapping):
        yield f"managers: '{name}' must be a mapping of options; it is '{options}'."
        return
    kind = type_of(options)
    if kind in REFUSED:
        yield f"managers: '{name}' is of type '{kind}': {REFUSED[kind]}"
    elif kind not in MANAGERS:
        hint = did_you_mean(kind, MANAGERS)
        yield f"managers: '{name}' is of type '{kind}', which does not exist.{hint}"
    else:
        yield from _manager_options(name, kind, options)
        yield from _directory_mode(options, f"managers: '{name}': job_directory_mode")


def _manager_options(name: str, kind: str, options: Options) -> Iterator[str]:
    known = ANY_MANAGER | MANAGERS[kind]
    prefixes = PREFIXES.get(kind, ANY_PREFIX)
    for option in options:
        if option in known or option.startswith(prefixes):
            continue
        where = f"managers: '{name}' (type {kind}) does not read '{option}'"
        if option in GLOBAL:
            yield f"{where}; expected it at the top level."
        else:
            yield f"{where}.{did_you_mean(option, known)}"
    if kind == "queued_cli":
        yield from _command_line(name, options)


def _command_line(name: str, options: Options) -> Iterator[str]:
    """Yield what is wrong with a manager that calls the commands of a batch system."""
    plugin, shell = options.get("job_plugin"), options.get("shell_plugin", "LocalShell")
    if plugin not in JOB_PLUGINS:
        expected = ", ".join(JOB_PLUGINS)
        yield f"managers: '{name}': job_plugin is '{plugin or ''}'; expected one of {expected}."
    if shell not in SHELL_PLUGINS:
        expected = ", ".join(SHELL_PLUGINS)
        yield f"managers: '{name}': shell_plugin is '{shell}'; expected one of {expected}."
    if plugin != "Slurm":
        return
    for option in options:
        if option.startswith("job_") and not _is_read_by_slurm(option):
            yield (
                f"managers: '{name}': '{option}' does not reach sbatch; expected one of "
                f"{', '.join(SLURM_JOB_OPTIONS[:2])} and job_time, or an option of sbatch with "
                "its hyphens, such as "
                f"'job_--{option[len('job_') :].replace('_', '-')}'."
            )


def _is_read_by_slurm(option: str) -> bool:
    return option in {
        *SLURM_JOB_OPTIONS,
        "job_name_template",
        "job_directory_mode",
    } or option.startswith("job_-")


def _directory_mode(options: Options, where: str) -> Iterator[str]:
    mode = options.get("job_directory_mode")
    if mode is not None and not (isinstance(mode, str) and _OCTAL.fullmatch(mode)):
        yield f"{where} is '{mode}'; expected an octal number between quotes, such as '0770'."


def _amqp_tls(app: Options) -> Iterator[str]:
    url = app.get("message_queue_url")
    given = [name for name in app if name.startswith("amqp_connect_ssl_")]
    if isinstance(url, str) and re.search(r"[?&]ssl=", url) and given:
        yield (
            "message_queue_url has 'ssl=', which makes Pulsar pass over "
            f"{', '.join(sorted(given))}; remove it "
            "from the URL."
        )
