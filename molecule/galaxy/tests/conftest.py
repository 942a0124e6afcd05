# SPDX-License-Identifier: GPL-3.0-or-later
"""The Galaxy server under test and two people who use it."""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
import yaml
from bioblend.galaxy import GalaxyInstance
from galaxy_user import SERVER, TEXTS, Job, Run, User
from testinfra.host import Host

Playbook = Callable[..., subprocess.CompletedProcess]
VARIABLES = yaml.safe_load((SERVER / "vars.yml").read_text())


@pytest.fixture(scope="session", autouse=True)
def other_runners(playbook: Playbook) -> Iterator[Future[subprocess.CompletedProcess[str]]]:
    """What further runners need, brought up while Galaxy runs jobs through the first."""
    arguments = ("-e", f"@{SERVER / 'pulsar_vars.yml'}", "--diff")
    with ThreadPoolExecutor(1) as background:
        yield background.submit(playbook, str(SERVER / "other_runners.yml"), *arguments)


@pytest.fixture(scope="module")
def url(host: Host) -> str:
    """Where the controller reaches Galaxy: at a port that Docker chose."""
    command = ["docker", "port", host.backend.get_hostname(), "8080/tcp"]
    published = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return f"http://{published.splitlines()[0]}"


@pytest.fixture(scope="session")
def password() -> str:
    """The password of all accounts."""
    return str(VARIABLES["galaxy_server_password"])


def account(url: str, email: str) -> GalaxyInstance:
    """Return the API as somebody with an account sees it."""
    users = GalaxyInstance(url, key=VARIABLES["galaxy_server_key"]).users
    known = next(user for user in users.get_users() if user["email"] == email)
    return GalaxyInstance(url, key=users.create_user_apikey(known["id"]))


@pytest.fixture(scope="module")
def admin(host: Host, url: str) -> User:
    """The administrator of galaxy.yml."""
    api = account(url, "admin@example.org")
    return User(host, api, api)


@pytest.fixture(scope="module")
def user(host: Host, url: str, admin: User) -> User:
    """Somebody who is no administrator."""
    return User(host, account(url, "user@example.org"), admin.api)


@pytest.fixture
def newcomer(admin: User, password: str) -> str:
    """The address of somebody with a new account, whose history is empty."""
    name = f"newcomer-{uuid.uuid4().hex[:8]}"
    admin.api.users.create_local_user(name, f"{name}@example.org", password)
    return f"{name}@example.org"


@pytest.fixture(scope="module")
def datasets(user: User, admin: User) -> dict[tuple[str, str], str]:
    """The ids of the datasets of both, by their user's address and their text."""
    people = {"user@example.org": user, "admin@example.org": admin}
    return {
        (address, text): dataset
        for address, who in people.items()
        for text, dataset in zip(TEXTS, who.upload(*TEXTS))
    }


@pytest.fixture(scope="module")
def start(datasets: dict[tuple[str, str], str], user: User, admin: User) -> Callable[[Job], Run]:
    """Return a function that runs a tool for one of them."""

    def start(job: Job) -> Run:
        return (admin if job.by_admin else user).run(job.tool, job.form(datasets))

    return start
