# SPDX-License-Identifier: GPL-3.0-or-later
"""What new configuration files ask of daemons that run with old ones."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.apply import needed
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.change import Action

NODES = "NodeName=n[1-3] CPUs=2\n"
CGROUP = "ConstrainCores=yes\n"


def files(conf: str, cgroup: str = CGROUP) -> dict[str, str]:
    """Return the files of a small cluster."""
    return {"slurm.conf": f"ClusterName=galaxy\n{conf}", "cgroup.conf": cgroup, "gres.conf": ""}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(files(NODES), files(NODES), id="same"),
        pytest.param(files(NODES), files(f"# why\n{NODES}\n"), id="comment"),
        pytest.param(
            files(NODES), files("NodeName=n[1,3] CPUs=2\nNodeName=n2 CPUs=2\n"), id="folded-apart"
        ),
        pytest.param(
            files("NodeName=n[1-2] NodeAddr=10.0.0.[1-2] Port=[7001-7002]\n"),
            files(
                "NodeName=n1 NodeAddr=10.0.0.1 Port=7001\nNodeName=n2 NodeAddr=10.0.0.2 Port=7002\n"
            ),
            id="addresses-apart",
        ),
        pytest.param(files("slurmuser=slurm\n"), files("SlurmUser=slurm\n"), id="case"),
    ],
)
def test_nothing_needed(before: dict[str, str], after: dict[str, str]) -> None:
    change = needed(before, after, "22.05.8")
    assert (change.action, change.reasons) == (Action.NOTHING, ())


@pytest.mark.parametrize(
    ("before", "after", "action", "part"),
    [
        pytest.param(
            files(NODES + "PartitionName=p Nodes=n1\n"),
            files(NODES + "PartitionName=p Nodes=n2\n"),
            Action.RECONFIGURE,
            "Nodes of PartitionName p changes from n1 to n2",
            id="partition",
        ),
        pytest.param(
            files("NodeSet=s Nodes=n1\n"),
            files("NodeSet=s Nodes=n2\n"),
            Action.RECONFIGURE,
            "Nodes of NodeSet s changes from n1 to n2",
            id="node-set",
        ),
        pytest.param(
            files(""),
            files("DownNodes=n1 State=DOWN\n"),
            Action.RECONFIGURE,
            "DownNodes n1 is new",
            id="down-nodes",
        ),
        pytest.param(
            files(NODES),
            files("NodeName=n[1-4] CPUs=2\n"),
            Action.RESTART,
            "NodeName n4 is new (CPUs=2)",
            id="node",
        ),
        pytest.param(
            files("NodeName=n[1-2] NodeAddr=a,b\n"),
            files("NodeName=n[1-2] NodeAddr=b,a\n"),
            Action.RESTART,
            "NodeAddr of NodeName n1 changes from a to b",
            id="addresses-turned",
        ),
        pytest.param(
            files(NODES),
            files(NODES, "ConstrainCores=no\n"),
            Action.RECONFIGURE,
            "ConstrainCores of cgroup.conf changes from yes to no",
            id="cgroup",
        ),
        pytest.param(
            files("MailProg=/a\n"),
            files("MailProg=/a\n") | {"gres.conf": "NodeName=n1 Name=gpu Cores=0\n"},
            Action.RESTART,
            "gres.conf",
            id="gres",
        ),
    ],
)
def test_needed(before: dict[str, str], after: dict[str, str], action: Action, part: str) -> None:
    change = needed(before, after, "22.05.8")
    assert change.action is action
    assert [reason for reason in change.reasons if part in reason]


def test_most_is_needed_of_all_files() -> None:
    after = files("NodeName=n1 CPUs=4\n", "ConstrainCores=no\n")
    change = needed(files("NodeName=n1 CPUs=2\n"), after, "22.05.8")
    assert change.action is Action.RESTART
    assert len(change.reasons) == 2


def test_nothing_on_record() -> None:
    change = needed({"slurm.conf": None, "cgroup.conf": None}, files(NODES), "22.05.8")
    assert change.action is Action.RESTART
    assert "No configuration is on record" in change.reasons[0]


def test_unreadable_record() -> None:
    with pytest.raises(ClusterError, match="line 2: 'Nonsense' is not understood"):
        needed(files("Nonsense\n"), files(NODES), "22.05.8")
