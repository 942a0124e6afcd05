# SPDX-License-Identifier: GPL-3.0-or-later
"""The action that changed configuration files require."""

from __future__ import annotations

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.apply import plan_files
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
def test_no_change(before: dict[str, str], after: dict[str, str]) -> None:
    change = plan_files(before, after, "22.05.8")
    assert (change.action, change.reasons) == (Action.NOTHING, ())


@pytest.mark.parametrize(
    ("before", "after", "action", "part"),
    [
        pytest.param(
            files(NODES + "PartitionName=p Nodes=n1\n"),
            files(NODES + "PartitionName=p Nodes=n2\n"),
            Action.RECONFIGURE,
            "Nodes of PartitionName p changed from n1 to n2",
            id="partition",
        ),
        pytest.param(
            files("NodeSet=s Nodes=n1\n"),
            files("NodeSet=s Nodes=n2\n"),
            Action.RECONFIGURE,
            "Nodes of NodeSet s changed from n1 to n2",
            id="node-set",
        ),
        pytest.param(
            files(""),
            files("DownNodes=n1 State=DOWN\n"),
            Action.RECONFIGURE,
            "DownNodes n1 was added",
            id="down-nodes",
        ),
        pytest.param(
            files(NODES),
            files("NodeName=n[1-4] CPUs=2\n"),
            Action.RESTART,
            "NodeName n4 was added (CPUs=2)",
            id="node",
        ),
        pytest.param(
            files("NodeName=n[1-2] NodeAddr=a,b\n"),
            files("NodeName=n[1-2] NodeAddr=b,a\n"),
            Action.RESTART,
            "NodeAddr of NodeName n1 changed from a to b",
            id="addresses-turned",
        ),
        pytest.param(
            files(NODES),
            files(NODES, "ConstrainCores=no\n"),
            Action.RECONFIGURE,
            "ConstrainCores of cgroup.conf changed from yes to no",
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
def test_change(before: dict[str, str], after: dict[str, str], action: Action, part: str) -> None:
    change = plan_files(before, after, "22.05.8")
    assert change.action is action
    assert [reason for reason in change.reasons if part in reason]


def test_most_disruptive_action_of_all_files() -> None:
    after = files("NodeName=n1 CPUs=4\n", "ConstrainCores=no\n")
    change = plan_files(files("NodeName=n1 CPUs=2\n"), after, "22.05.8")
    assert change.action is Action.RESTART
    assert len(change.reasons) == 2


def test_unknown_running_configuration() -> None:
    change = plan_files({"slurm.conf": None, "cgroup.conf": None}, files(NODES), "22.05.8")
    assert change.action is Action.RESTART
    assert "The running configuration is unknown" in change.reasons[0]


def test_invalid_record() -> None:
    with pytest.raises(ClusterError, match="line 2: cannot parse 'Nonsense'"):
        plan_files(files("Nonsense\n"), files(NODES), "22.05.8")
