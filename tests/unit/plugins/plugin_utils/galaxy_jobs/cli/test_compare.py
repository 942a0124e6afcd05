# SPDX-License-Identifier: GPL-3.0-or-later
"""The option --compare of route."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.command import (
    run,
)
from ansible_collections.galaxyhpc.cluster.tests.unit.plugins.plugin_utils.galaxy_jobs.cli.site_files import (
    CONF,
    DTD,
    RULES,
)


def test_compare(site: Path, tmp_path: Path) -> None:
    for name, function in (("old", "admin_only"), ("new", "by_role")):
        folder = tmp_path / name
        (folder / "rules").mkdir(parents=True)
        (folder / "job_conf.xml").write_text(CONF.replace("FUNCTION", function))
        (folder / "tool_destinations.yml").write_text(DTD)
        (folder / "rules" / "rules.py").write_text(RULES)
    options = ("--compare", tmp_path / "old", tmp_path / "new", "--rules", "rules", "--run-rules")
    ended = run("route", *options)
    assert (ended.returncode, ended.stdout.splitlines()[0]) == (1, "ruled, 0 B")
    same = run("route", "--compare", tmp_path / "old", tmp_path / "old", *options[3:])
    assert (same.returncode, same.stdout) == (0, "0 jobs affected\n")


def test_compare_without_running_rules(site: Path) -> None:
    """A route that depends on a Python rule does not count as equal."""
    (site / "job_conf.xml").write_text(CONF.replace("FUNCTION", "by_role"))
    ended = run("route", "--compare", site, site)
    message = (
        "Not compared, because the route depends on a Python rule: 'ruled, 0 B' and 1 other job.\n"
    )
    assert (ended.returncode, ended.stderr) == (2, message)
