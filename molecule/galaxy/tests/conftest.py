# SPDX-License-Identifier: GPL-3.0-or-later
"""The Galaxy server under test and its two users."""

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
    """Install the services of further runners while Galaxy runs jobs through the first."""
    arguments = ("-e", f"@{SERVER / 'pulsar_vars.yml'}", "--diff")
    with ThreadPoolExecutor(1) as background:
        yield background.submit(playbook, str(SERVER / "other_runners.yml"), *arguments)


@pytest.fixture(scope="module")
def url(host: Host) -> str:
    """URL of Galaxy for the controller, with a port that Docker chose."""
    command = ["docker", "port", host.backend.get_hostname(), "8080/tcp"]
    published = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return f"http://{published.splitlines()[0]}"


@pytest.fixture(scope="session")
def password() -> str:
    """The password of all accounts."""
    return str(VARIABLES["galaxy_server_password"])


def account(url: str, email: str) -> GalaxyInstance:
    """Return a client of Galaxy's API for an account."""
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
    """A user who is not an administrator."""
    return User(host, account(url, "user@example.org"), admin.api)


@pytest.fixture
def newcomer(admin: User, password: str) -> str:
    """Email address of a new account with an empty history."""
    name = f"newcomer-{uuid.uuid4().hex[:8]}"
    admin.api.users.create_local_user(name, f"{name}@example.org", password)
    return f"{name}@example.org"


@pytest.fixture(scope="module")
def datasets(user: User, admin: User) -> dict[tuple[str, str], str]:
    """Ids of both users' datasets, by the user's email address and the text."""
    people = {"user@example.org": user, "admin@example.org": admin}
    return {
        (address, text): dataset
        for address, person in people.items()
        for text, dataset in zip(TEXTS, person.upload(*TEXTS))
    }


@pytest.fixture(scope="module")
def start(datasets: dict[tuple[str, str], str], user: User, admin: User) -> Callable[[Job], Run]:
    """Return a function that runs a tool as the job's user."""

    def start(job: Job) -> Run:
        return (admin if job.by_admin else user).run(job.tool, job.form(datasets))

    return start
