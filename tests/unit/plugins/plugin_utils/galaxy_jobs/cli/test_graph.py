# SPDX-License-Identifier: GPL-3.0-or-later
"""The command graph; its page is opened in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
import typing as t
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)

CONF = """\
runners:
  slurm: {load: galaxy.jobs.runners.slurm:SlurmJobRunner}
execution:
  default: main
  environments:
    main: {runner: slurm, native_specification: --partition=big}
    unused: {runner: slurm}
"""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
needs_graphviz = pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
Ask = Callable[..., t.Any]


@pytest.fixture
def conf(tmp_path: Path) -> Path:
    path = tmp_path / "job_conf.yml"
    path.write_text(CONF)
    return path


def test_mermaid(conf: Path) -> None:
    done = run("graph", "--job-conf", conf, "--format", "mermaid")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:6] == [
        "flowchart LR",
        '  n0["any other tool: the default environment"]:::tools',
        '  n1["main"]:::destination',
        '  n2["slurm"]:::runner',
        '  n3["big"]:::partition',
        '  n4["unused<br/>(unreachable)"]:::unreachable',
    ]


@needs_graphviz
def test_svg(conf: Path, tmp_path: Path) -> None:
    done = run("graph", "--job-conf", conf, "--output", tmp_path / "a.svg")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    text = (tmp_path / "a.svg").read_text()
    assert '<g id="n1" class="node destination">\n<title>destination: main</title>' in text
    assert run("graph", "--job-conf", conf).stdout == text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["--format", "svg"], "or use --format mermaid", id="no-graphviz"),
        pytest.param(["--format", "mermaid", "--output", "."], "Is a directory", id="output"),
        pytest.param(["--format", "mermaid", "--slurm-conf", "no"], "cannot read", id="slurm"),
    ],
)
def test_unusable(
    conf: Path, arguments: list[str], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    done = run("graph", "--job-conf", conf, *arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Ask]:
    """A headless Chromium, asked in the words of WebDriver (w3.org/TR/webdriver2)."""
    if not shutil.which("chromedriver") or not shutil.which("chromium"):
        pytest.skip("Debian's chromium and chromium-driver are not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen(
        ["chromedriver", f"--port={port}"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    address = f"http://127.0.0.1:{port}"

    def ask(method: str, path: str, **data: t.Any) -> t.Any:
        body = json.dumps(data).encode() if method == "POST" else None
        request = urllib.request.Request(address + path, body, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["value"]

    try:
        _wait_for(ask)
        arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        made = ask("POST", "/session", capabilities={"alwaysMatch": wanted})
        session = f"/session/{made['sessionId']}"
        yield lambda method, path, **data: ask(method, session + path, **data)
        ask("DELETE", session)
    finally:
        driver.terminate()
        driver.wait()


def _wait_for(ask: Ask) -> None:
    for _attempt in range(300):
        try:
            if ask("GET", "/status")["ready"]:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("chromedriver does not answer")


def found(ask: Ask, selector: str) -> str:
    element = ask("POST", "/element", using="css selector", value=selector)
    return f"/element/{element[ELEMENT]}"


@needs_graphviz
def test_page(conf: Path, tmp_path: Path, browser: Ask) -> None:
    page = tmp_path / "graph.html"
    done = run("graph", "--job-conf", conf, "--format", "html", "--output", page)
    assert (done.returncode, done.stderr) == (0, "")
    browser("POST", "/url", url=page.as_uri())
    details = found(browser, "#details")

    browser("POST", f"{found(browser, '#n1')}/click")
    text = browser("GET", f"{details}/text")
    assert f"{conf}:6" in text
    assert "native_specification: --partition=big" in text
    assert browser("GET", f"{found(browser, '#n1')}/attribute/aria-pressed") == "true"

    runner = found(browser, "#n2")
    assert browser("GET", f"{runner}/computedrole") == "button"
    assert browser("GET", f"{runner}/computedlabel") == "runner: slurm"
    browser("POST", f"{runner}/value", text="\ue007")  # the key Enter, in focus
    assert f"{conf}:2" in browser("GET", f"{details}/text")

    assert browser("POST", "/se/log", type="browser") == []
