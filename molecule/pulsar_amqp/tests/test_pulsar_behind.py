# SPDX-License-Identifier: GPL-3.0-or-later
"""Later runs of the role: secrets, TLS in gunicorn and to RabbitMQ, nginx, wrong passwords."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator

import pytest
from behind_broker import (
    CLIENTS,
    MEGABYTE,
    PASSWORD,
    PYTHON,
    QUOTED,
    STAGING,
    Call,
    is_listening,
    queues,
)
from held import until
from testinfra.host import Host
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("*-bookworm")

TOKEN = "9f3c1d5be07a42688d1cb3a57e6f4029"
CERTIFICATES = "/etc/ssl/pulsar"
NAME = "pulsar.example.org"
REST = {
    "pulsar_modes": ["rest", "amqp"],
    "pulsar_private_token": TOKEN,
    "pulsar_host": "0.0.0.0",
    "pulsar_tls_certificate": f"{CERTIFICATES}/certificate.pem",
    "pulsar_tls_key": f"{CERTIFICATES}/key.pem",
}
Playbook = Callable[..., subprocess.CompletedProcess]
Role = Callable[..., str]


@pytest.fixture(scope="module")
def role(playbook: Playbook) -> Role:
    """Return a function that runs the role, checks its output for secrets, and returns it."""

    def run(*options: str, returncode: int = 0, **variables: object) -> str:
        shown = ("-vvv", "--diff", "--limit", "*-bookworm")
        done = playbook("galaxyhpc.cluster.pulsar", *shown, *options, "-e", json.dumps(variables))
        output: str = done.stdout
        assert done.returncode == returncode, output
        assert [
            secret for secret in (PASSWORD, QUOTED, TOKEN, "mistaken") if secret in output
        ] == []
        return output

    return run


@pytest.fixture(scope="module")
def certificates(host: Host) -> None:
    """Create a private certificate authority and a certificate for a name of this host."""
    request = "openssl req -x509 -newkey rsa:2048 -nodes -days 2"
    host.check_output(
        f"install -d {CERTIFICATES}; cd {CERTIFICATES}; echo 127.0.0.1 {NAME} >> /etc/hosts; "
        f"{request} -subj /CN=authority -keyout authority.key -out authority.pem && "
        f"{request} -subj /CN={NAME} -addext subjectAltName=DNS:{NAME} "
        "-addext basicConstraints=CA:FALSE -CA authority.pem -CAkey authority.key "
        "-keyout key.pem -out certificate.pem && "
        "install -o rabbitmq -m 400 key.pem rabbitmq.pem && chown pulsar key.pem"
    )


@pytest.fixture(scope="module")
def with_tls(host: Host, role: Role, certificates: None) -> None:
    """Run the role for REST with TLS in gunicorn, and the queue with TLS to RabbitMQ."""
    options = {
        "cacertfile": "authority.pem",
        "certfile": "certificate.pem",
        "keyfile": "rabbitmq.pem",
    }
    lines = [f"ssl_options.{name} = {CERTIFICATES}/{file}" for name, file in options.items()]
    text = "\n".join(["listeners.ssl.default = 5671", *lines, ""])
    host.check_output("printf %%s %s > /etc/rabbitmq/rabbitmq.conf", text)
    host.check_output("systemctl restart rabbitmq-server")
    output = role(
        **REST,
        pulsar_message_queue_url=f"amqp://pulsar:{QUOTED}@{NAME}:5671/pulsar",
        pulsar_yaml_config={
            "amqp_connect_ssl_ca_certs": f"{CERTIFICATES}/authority.pem",
            "amqp_connect_ssl_server_hostname": NAME,
        },
    )
    assert f"+amqp_connect_ssl_server_hostname: {NAME}" in output  # the diff is not hidden


CALL = """
import ssl, sys, urllib.error, urllib.request
method, url = sys.argv[1:]
try:
    context = ssl.create_default_context(cafile="/etc/ssl/pulsar/authority.pem")
    call = urllib.request.Request(url, method=method)
    print(urllib.request.urlopen(call, context=context).status)
except urllib.error.HTTPError as error:
    print(error.code)
except OSError:
    print(0)
"""


def status_of(host: Host, path: str, method: str = "GET", scheme: str = "https") -> str:
    """Return the HTTP status of a request, 0 if there is no response."""
    return host.check_output("python3 -c %s %s %s", CALL, method, f"{scheme}://{NAME}:8913/{path}")


def copy_by_rest(host: Host, job: str, size: int, authority: str = "authority.pem") -> str:
    """Send a file and fetch its copy with Pulsar's client over REST. Return the client's output."""
    output = host.run(
        f"SSL_CERT_FILE={CERTIFICATES}/{authority} PULSAR_TOKEN={TOKEN} "
        f"{PYTHON} {CLIENTS}/client.py https://{NAME}:8913/ copy %s %s",
        job,
        str(size),
    )
    return str(output.stdout + output.stderr)


@pytest.mark.usefixtures("with_tls")
def test_file_goes_by_rest_with_tls(host: Host, job: str) -> None:
    assert '"same": true' in copy_by_rest(host, job, MEGABYTE)


@pytest.mark.usefixtures("with_tls")
def test_client_rejects_an_unknown_authority(host: Host, job: str) -> None:
    output = copy_by_rest(host, job, MEGABYTE, authority="none.pem")
    assert "CERTIFICATE_VERIFY_FAILED" in output


@pytest.mark.usefixtures("with_tls")
@pytest.mark.parametrize(
    ("path", "scheme", "expected"),
    [
        pytest.param(f"healthz?private_token={TOKEN}", "https", "200", id="TLS"),
        pytest.param("healthz", "https", "401", id="TLS without a token"),
        pytest.param(f"healthz?private_token={TOKEN}", "http", "0", id="no TLS"),
    ],
)
def test_gunicorn_answers(host: Host, path: str, scheme: str, expected: str) -> None:
    assert status_of(host, path, scheme=scheme) == expected


@pytest.mark.usefixtures("with_tls")
def test_file_goes_through_the_queue_with_tls(host: Host, call: Call, job: str) -> None:
    listed = host.check_output("rabbitmqctl --quiet list_connections ssl")
    assert set(listed.split()) == {"ssl", "true"}
    assert is_listening(host)
    call("start", job, MEGABYTE, "true")
    assert call("collect", job, 30)["same"]


@pytest.fixture
def full_disk(host: Host) -> Iterator[None]:
    """Limit the staging directories to 8 MiB."""
    host.check_output("systemctl stop pulsar")
    host.check_output("mount -t tmpfs -o size=8m,uid=pulsar,gid=pulsar,mode=750 none %s", STAGING)
    host.check_output("systemctl start pulsar")
    assert until(lambda: is_listening(host))
    yield
    host.check_output("systemctl stop pulsar; umount %s; systemctl start pulsar", STAGING)
    assert until(lambda: is_listening(host))


@pytest.mark.usefixtures("with_tls", "full_disk")
def test_full_disk_does_not_stop_pulsar(host: Host, call: Call, job: str) -> None:
    """A job whose input did not fit runs when space is free and Pulsar was restarted."""
    full = "No space left on device"
    assert "PulsarClientTransportError" in copy_by_rest(host, f"{job}-rest", 30 * MEGABYTE)
    assert full in host.check_output("tail -n 30 /var/log/pulsar/pulsar.log")
    host.check_output("rm -r %s/%s", STAGING, f"{job}-rest")
    # Pulsar 0.16.0 cannot record the failure of this job, and reports it only in the journal.
    call("start", f"{job}-queue", 30 * MEGABYTE, "true")
    journal = "journalctl --no-pager --unit=pulsar --lines=3"
    assert until(lambda: full in host.check_output(journal))
    host.check_output("mount -o remount,size=64m %s && systemctl restart pulsar", STAGING)
    assert call("collect", f"{job}-queue", 30)["same"]


@pytest.fixture(scope="module")
def with_nginx(role: Role, certificates: None) -> None:
    """Put nginx in front of Pulsar, on the port that gunicorn used."""
    role(**REST, pulsar_nginx=True)


@pytest.mark.usefixtures("with_nginx")
def test_file_goes_through_nginx(host: Host, job: str) -> None:
    assert '"same": true' in copy_by_rest(host, job, MEGABYTE)


@pytest.mark.usefixtures("with_nginx")
@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        pytest.param("GET", f"healthz?private_token={TOKEN}", "200", id="with the token"),
        pytest.param("GET", "healthz", "401", id="without"),
        pytest.param("GET", f"healthz?private_token={TOKEN}&a={'x' * 100_000}", "200", id="long"),
        pytest.param("DELETE", f"jobs/..?private_token={TOKEN}", "404", id="delete the parent"),
        pytest.param("DELETE", f"jobs/%2e%2e?private_token={TOKEN}", "404", id="encoded"),
        pytest.param(
            "POST", f"jobs?private_token={TOKEN}&job_id=..", "400", id="set the parent up"
        ),
        pytest.param("POST", f"jobs?job_id=%2E.&private_token={TOKEN}", "400", id="this encoded"),
    ],
)
def test_nginx_answers(host: Host, method: str, path: str, expected: str) -> None:
    assert status_of(host, path, method) == expected
    assert host.file(STAGING).is_directory


@pytest.mark.usefixtures("with_nginx")
def test_nginx_does_not_log_the_token(host: Host) -> None:
    host.check_output("systemctl stop pulsar")
    assert status_of(host, f"healthz?private_token={TOKEN}") == "502"
    host.check_output("systemctl start pulsar")
    assert '"GET /healthz" 502' in host.file("/var/log/nginx/pulsar.log").content_string
    assert host.run("grep -rlF %s /var/log", TOKEN).stdout == ""


def set_password(host: Host, password: str) -> None:
    """Change the password that RabbitMQ expects."""
    host.check_output("printf %%s %s | rabbitmqctl --quiet change_password pulsar", password)


def test_wrong_password_is_reported_and_repaired(
    host: Host, role: Role, call: Call, job: str
) -> None:
    wrong = "amqp://pulsar:mistaken@127.0.0.1:5672/pulsar"
    output = role(returncode=2, pulsar_message_queue_url=wrong, pulsar_ready_timeout=5)
    assert "pulsar_message_queue_url cannot be used" in output
    assert "ACCESS_REFUSED" in output
    set_password(host, "mistaken")
    role()
    assert is_listening(host)
    assert not host.file("/etc/nginx/conf.d/pulsar.conf").exists
    call("start", job, MEGABYTE, "true")
    assert call("collect", job, 30)["same"]


def test_pulsar_without_consumers_is_restarted(host: Host, role: Role) -> None:
    set_password(host, "mistaken")
    host.check_output("systemctl restart pulsar")
    log = "/var/log/pulsar/pulsar.log"
    assert until(lambda: "ACCESS_REFUSED" in host.check_output("tail -n 3 %s", log))
    set_password(host, PASSWORD)
    assert host.service("pulsar").is_running
    assert set(queues(host, "consumers").values()) == {0}
    role()
    assert is_listening(host)


def test_everything_starts_after_a_reboot(host: Host) -> None:
    name = host.backend.get_pytest_id().removeprefix("ansible://")
    subprocess.run(["docker", "restart", "--time=10", name], check=True, capture_output=True)
    assert until(lambda: is_listening(host), 60)
