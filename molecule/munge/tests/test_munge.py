# SPDX-License-Identifier: GPL-3.0-or-later
"""Two hosts share one key, the key is never printed, and errors name their cause."""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

MACHINES = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"])
FIRST, OTHER = (MACHINES.get_host(name) for name in sorted(MACHINES.get_hosts("machines")))
SCENARIO = Path(__file__).resolve().parent.parent
CONVERGE, CHECK = str(SCENARIO / "converge.yml"), str(SCENARIO / "check_only.yml")
KEY_FILE = "/etc/munge/munge.key"
DROP_IN = "/run/systemd/system/munge.service.d"
Playbook = Callable[..., subprocess.CompletedProcess]


def key_of(host: Host) -> bytes:
    """Return the key of a host."""
    return base64.b64decode(host.check_output("base64 -w0 %s", KEY_FILE))


def forms_of(key: bytes) -> list[str]:
    """Return encoded parts of a key to search for in output."""
    middle = key[300:330] if len(key) > 330 else key
    return [
        middle.hex(),
        base64.b64encode(key).decode()[40:70],
        middle.decode("latin-1"),
        repr(middle)[2:-1],
        middle.decode("utf-8", errors="replace").strip("\ufffd")[:8] or "\0",
    ]


def test_one_key_for_all() -> None:
    assert len(key_of(FIRST)) == 1024
    assert key_of(FIRST) == key_of(OTHER)


@pytest.mark.parametrize("host", [FIRST, OTHER], ids=["first", "other"])
def test_key_is_for_munge_alone(host: Host) -> None:
    key, directory = host.file(KEY_FILE), host.file("/etc/munge")
    assert (key.user, key.group, key.mode) == ("munge", "munge", 0o400)
    assert (directory.user, directory.mode) == ("munge", 0o700)
    assert host.check_output("find /etc/munge -type f") == KEY_FILE, "unexpected copy of the key"


def arguments_for(source: str, key: bytes, directory: Path) -> list[str]:
    """Return the arguments of a run with the key from a source."""
    plain, password = directory / "munge.key", directory / "password"
    plain.write_bytes(key)
    password.write_text("correct horse")
    vault = [str(Path(sys.executable).parent / "ansible-vault")]
    unlock = ["--vault-password-file", str(password)]
    if source == "generate":
        return []
    if source == "encrypted file":
        subprocess.run([*vault, "encrypt", *unlock, str(plain)], check=True, capture_output=True)
        return ["-e", f"munge_key_file={plain}", *unlock]
    if source == "file":
        return ["-e", f"munge_key_file={plain}"]
    encrypted = subprocess.run(
        [*vault, "encrypt_string", *unlock, "--stdin-name", "munge_key"],
        input=base64.b64encode(key),
        check=True,
        capture_output=True,
    )
    variables = directory / "variables.yml"
    variables.write_bytes(encrypted.stdout + b"\nmunge_key_source: vault\n")
    return ["-e", f"@{variables}", *unlock]


@pytest.mark.parametrize("source", ["generate", "file", "encrypted file", "vault"])
def test_key_is_never_seen(playbook: Playbook, tmp_path: Path, source: str) -> None:
    key = key_of(FIRST) if source == "generate" else secrets.token_bytes(1024)
    if source == "generate":  # damage the key: the role writes it again and shows a diff
        OTHER.check_output("head -c 64 /dev/urandom | tee %s > /dev/null", KEY_FILE)
    done = playbook(CONVERGE, "-vvv", "--diff", *arguments_for(source, key, tmp_path))
    assert done.returncode == 0, done.stdout
    assert key_of(FIRST) == key_of(OTHER) == key
    assert [form for form in forms_of(key) if form in done.stdout] == []
    for host in (FIRST, OTHER):
        assert host.run("journalctl | grep -c %s", forms_of(key)[1]).stdout.strip() == "0"


def stop(host: Host) -> None:
    """Stop munged."""
    host.check_output("systemctl stop munge")


def change_key(host: Host) -> None:
    """Give a host a different key."""
    host.check_output("head -c 1024 /dev/urandom | tee %s > /dev/null", KEY_FILE)
    host.check_output("systemctl restart munge")


def skew(host: Host) -> None:
    """Set munged's clock one hour ahead."""
    host.check_output("apt-get install -qq -y libfaketime")
    library = host.check_output("find /usr/lib -name libfaketime.so.1")
    environment = f"[Service]\nEnvironment=LD_PRELOAD={library} FAKETIME=+1h\n"
    host.check_output(f"mkdir -p {DROP_IN} && printf %s > {DROP_IN}/skew.conf", environment)
    host.check_output("systemctl daemon-reload && systemctl restart munge")


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        pytest.param(stop, "munge does not work on {other}: munged is not running", id="down"),
        pytest.param(
            change_key,
            "{other} cannot decode a munge credential of {first}: it has a different key",
            id="different key",
        ),
        pytest.param(
            skew,
            "{other} cannot decode a munge credential of {first}: clock skew: its clock is ahead",
            id="clock skew",
        ),
    ],
)
def test_the_cause_is_named(
    playbook: Playbook, damage: Callable[[Host], None], sentence: str
) -> None:
    damage(OTHER)
    first, other = sorted(MACHINES.get_hosts("machines"))
    said = " ".join(playbook(CHECK).stdout.split())
    assert sentence.format(first=first, other=other) in said
    OTHER.check_output(f"rm -rf {DROP_IN} && systemctl daemon-reload")
    OTHER.check_output("systemctl restart munge")
    repaired = playbook(CONVERGE)
    assert repaired.returncode == 0, repaired.stdout
