# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial in a browser: log in, upload a text, run the tool on two cores, read its output."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator

import pytest
from galaxy_user import ROOT, User
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import element_to_be_clickable
from selenium.webdriver.support.ui import WebDriverWait
from testinfra.utils.ansible_runner import AnsibleRunner

testinfra_hosts = AnsibleRunner(os.environ["MOLECULE_INVENTORY_FILE"]).get_hosts("machines")

PROGRAMS = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
MISSING = [name for name, path in PROGRAMS.items() if not path]
PICTURE = ROOT / ".cache" / "reports" / "galaxy.png"  # docs/images has one of them

pytestmark = pytest.mark.skipif(
    bool(MISSING), reason=f"no {' and no '.join(MISSING)}: apt install chromium chromium-driver"
)


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    """A browser without a screen."""
    options = webdriver.ChromeOptions()
    options.binary_location = PROGRAMS["chromium"]
    for argument in ("--headless=new", "--window-size=1280,720", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    if os.geteuid() == 0:  # Chromium does not start its sandbox for root
        options.add_argument("--no-sandbox")
    service = webdriver.ChromeService(PROGRAMS["chromedriver"])
    with webdriver.Chrome(options=options, service=service) as driver:
        yield driver


@pytest.fixture
def newcomer(admin: User, password: str) -> str:
    """The address of somebody with a new account, whose history is empty."""
    name = f"newcomer-{uuid.uuid4().hex[:8]}"
    admin.api.users.create_local_user(name, f"{name}@example.org", password)
    return f"{name}@example.org"


def submit(browser: webdriver.Chrome) -> bool:
    """Press the button, which does nothing while the form fills itself in, until it is gone."""
    buttons = browser.find_elements(By.CSS_SELECTOR, "button#execute:enabled")
    for button in buttons:
        button.click()
    return not buttons


def test_tutorial_in_a_browser(
    browser: webdriver.Chrome, url: str, newcomer: str, password: str
) -> None:
    def find(selector: str) -> WebElement:
        found = element_to_be_clickable((By.CSS_SELECTOR, selector))
        return WebDriverWait(browser, 600).until(found, selector)

    def dataset(number: int) -> str:
        return f'#current-history-panel [data-hid="{number}"][data-state="ok"]'

    browser.get(f"{url}/login/start")
    find("form#login input[name=login]").send_keys(newcomer)
    find("form#login input[name=password]").send_keys(password)
    find("button[name=login]").click()

    find("#empty-history-message")
    find("#activity-upload").click()
    find("#btn-new").click()
    find("#upload-row-0 .upload-text-content").send_keys("sixteen bytes...")
    find("#regular #btn-start").click()
    find("#regular #btn-close").click()
    find(dataset(1))

    browser.get(f"{url}/?tool_id=testing_2c&version=latest")
    find("button#execute")
    WebDriverWait(browser, 600, ignored_exceptions=[StaleElementReferenceException]).until(submit)
    find(f"{dataset(2)} .content-title").click()
    assert find(f"{dataset(2)} .dataset-peek").text == "Running with '2' threads"
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(PICTURE))
