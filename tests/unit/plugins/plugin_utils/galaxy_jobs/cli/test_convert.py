# SPDX-License-Identifier: GPL-3.0-or-later
"""The command convert: what it writes, says and refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)

GOOD = """\
runners:
  local: {load: galaxy.jobs.runners.local:LocalJobRunner}
execution:
  default: main
  environments:
    main: {runner: local}
"""


BAD = GOOD.replace("default: main", "default: mian")


WARNED = GOOD.replace("{runner: local}", "{runner: local, tags: ab}")


DESTINATIONS = "default_destination: main\ntools: {}\n"


@pytest.mark.parametrize(
    ("name", "text", "new", "code", "message"),
    [
        pytest.param("a.yml", GOOD, "b.xml", 0, "", id="to-xml"),
        pytest.param("a.yml", GOOD, "b.yaml", 0, "", id="anew"),
        pytest.param("u.ini", "[app:main]\nstart_job_runners = pbs\n", "b.yml", 0, "", id="ini"),
        pytest.param("a.yml", BAD, "b.xml", 1, "'mian' is not the id", id="refused"),
        pytest.param("a.yml", GOOD, "b.txt", 2, "unknown suffix; expected", id="suffix"),
        pytest.param("a.yml", GOOD, "a.yml", 2, "Use --force", id="there-already"),
        pytest.param("a.yml", "a: 1", "b.xml", 2, "unknown kind of document", id="not-recognised"),
        pytest.param("a.yml", DESTINATIONS, "b.xml", 2, "expected a job conf", id="other-kind"),
        pytest.param("a.yml", "galaxy:\n job_config:\n", "b.xml", 1, "mapping", id="empty"),
        pytest.param("a.yml", GOOD, "no/b.xml", 2, "No such file", id="no-folder"),
        pytest.param("a.yml", GOOD, "b.xml.yml", 1, "Galaxy would reject", id="misleading-name"),
    ],
)
def test_convert(tmp_path: Path, name: str, text: str, new: str, code: int, message: str) -> None:
    (tmp_path / name).write_text(text)
    before = {path.name for path in tmp_path.iterdir()}
    ended = run("convert", tmp_path / name, tmp_path / new)
    assert (ended.returncode, "Traceback" in ended.stderr) == (code, False), ended
    assert message in ended.stderr
    assert {path.name for path in tmp_path.iterdir()} == before | ({new} if code == 0 else set())
    if code == 0:
        assert run("lint", tmp_path / new).returncode == 0


def test_convert_says_what_is_different(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(WARNED)
    ended = run("convert", tmp_path / "a.yml", tmp_path / "b.xml")
    assert ended.stderr.startswith(f"{tmp_path}/a.yml:6:33: 'tags' of the environment 'main'")


@pytest.mark.parametrize(
    ("old", "there", "expected"),
    [
        pytest.param(0o600, None, 0o600, id="secret"),
        pytest.param(0o644, None, 0o644, id="public"),
        pytest.param(0o644, 0o640, 0o640, id="narrower-there"),
        pytest.param(0o640, 0o666, 0o640, id="wider-there"),
    ],
)
def test_a_converted_file_is_no_more_open(
    tmp_path: Path, old: int, there: int | None, expected: int
) -> None:
    source, new = tmp_path / "a.yml", tmp_path / "b.xml"
    source.write_text(GOOD)
    source.chmod(old)
    if there:
        new.write_text("old")
        new.chmod(there)
    assert run("convert", "--force", source, new).returncode == 0
    assert (new.stat().st_mode & 0o777, new.read_text()[:5]) == (expected, "<?xml")


def test_macros_with_secrets_keep_their_mode(tmp_path: Path) -> None:
    macros = tmp_path / "macros.xml"
    macros.write_text('<macros><token name="@TOKEN@">s3cret</token></macros>')
    macros.chmod(0o600)
    (tmp_path / "a.xml").write_text(
        "<job_conf><macros><import>macros.xml</import></macros>"
        '<plugins><plugin id="p" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>'
        '</plugins><destinations><destination id="d" runner="p"><param id="private_token">@TOKEN@'
        "</param></destination></destinations></job_conf>"
    )
    ended = run("convert", tmp_path / "a.xml", tmp_path / "b.yml")
    assert (ended.returncode, "s3cret" in ended.stderr + ended.stdout) == (0, False)
    assert "s3cret" in (tmp_path / "b.yml").read_text()
    assert (tmp_path / "b.yml").stat().st_mode & 0o777 == 0o600
