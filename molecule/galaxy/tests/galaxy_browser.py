# SPDX-License-Identifier: GPL-3.0-or-later
"""The tutorial in a browser: log in, upload a text, run the tool on two cores, read its output."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

from galaxy_user import ROOT
from selenium import webdriver
from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.expected_conditions import (
    element_to_be_clickable,
    text_to_be_present_in_element,
)
from selenium.webdriver.support.ui import WebDriverWait

PROGRAMS = {name: shutil.which(name) for name in ("chromium", "chromedriver")}
MISSING = [name for name, path in PROGRAMS.items() if not path]
PICTURE = ROOT / ".cache" / "reports" / "galaxy.png"  # docs/images has a copy
# The page may redraw itself at any time: a found element may be gone before the click, or be
# covered by another element that fades out.
NOT_YET = [
    ElementClickInterceptedException,
    ElementNotInteractableException,
    NoSuchElementException,
    StaleElementReferenceException,
]


@contextlib.contextmanager
def opened_browser() -> Iterator[webdriver.Chrome]:
    """A headless browser."""
    options = webdriver.ChromeOptions()
    options.binary_location = PROGRAMS["chromium"]
    for argument in ("--headless=new", "--window-size=1280,720", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    if os.geteuid() == 0:  # Chromium does not start its sandbox for root
        options.add_argument("--no-sandbox")
    service = webdriver.ChromeService(PROGRAMS["chromedriver"])
    with webdriver.Chrome(options=options, service=service) as driver:
        yield driver


def submit(browser: webdriver.Chrome) -> bool:
    """Press the button, which does nothing while the form loads. Return whether it is gone."""
    buttons = browser.find_elements(By.CSS_SELECTOR, "button#execute:enabled")
    for button in buttons:
        button.click()
    return not buttons


def run_the_tutorial(browser: webdriver.Chrome, url: str, email: str, password: str) -> None:
    """Perform the tutorial's steps. Raises TimeoutException with the selector of a failed step."""
    patient = WebDriverWait(browser, 600, ignored_exceptions=NOT_YET)

    def do(selector: str, act: Callable[[WebElement], Any]) -> Any:
        """Act on an element as soon as possible and return the result."""
        found = element_to_be_clickable((By.CSS_SELECTOR, selector))

        def done(browser: webdriver.Chrome) -> list[Any]:
            element = found(browser)
            return [act(element)] if element else []

        return patient.until(done, selector)[0]

    def click(selector: str) -> None:
        do(selector, WebElement.click)

    def fill_in(selector: str, text: str) -> None:
        do(selector, lambda element: element.send_keys(text))

    def dataset(number: int) -> str:
        return f'#current-history-panel [data-hid="{number}"][data-state="ok"]'

    browser.get(f"{url}/login/start")
    fill_in("form#login input[name=login]", email)
    fill_in("form#login input[name=password]", password)
    click("button[name=login]")

    do("#empty-history-message", WebElement.is_displayed)
    click("#activity-upload")
    click("#btn-new")
    fill_in("#upload-row-0 .upload-text-content", "sixteen bytes...")
    click("#regular #btn-start")
    click("#regular #btn-close")
    do(dataset(1), WebElement.is_displayed)

    browser.get(f"{url}/?tool_id=testing_2c&version=latest")
    do("button#execute", WebElement.is_displayed)
    patient.until(submit)
    click(f"{dataset(2)} .content-title")
    peek = (By.CSS_SELECTOR, f"{dataset(2)} .dataset-peek")
    patient.until(text_to_be_present_in_element(peek, "Running with '2' threads"))
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(PICTURE))
