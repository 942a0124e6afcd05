# SPDX-License-Identifier: GPL-3.0-or-later
"""Parsing and rendering slurm.conf."""

from __future__ import annotations

import typing as t

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.module_utils._errors import ClusterError
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm import conf
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.slurm.conf import Line, SlurmConf
from hypothesis import given
from hypothesis import strategies as st

# Whatever a value may hold: white space, escapes, comment signs, "=", other alphabets.
_VALUE = st.text(st.characters(codec="utf-8", exclude_characters='"\n'))
_NAME = st.sampled_from(["ClusterName", "TaskPlugin", "Epilog", "SiteFactor.x_1"])
_HOST_LINES = st.lists(_VALUE, min_size=1, max_size=3).map("\n".join)
_PATH = st.text(st.characters(codec="utf-8", exclude_characters="\n \t\r\f\v"), min_size=1)


def _lines(*options: str) -> st.SearchStrategy[tuple[Line, ...]]:
    """Return definition lines with these options."""
    line = st.builds(Line, _VALUE, st.dictionaries(st.sampled_from(options), _VALUE))
    return st.lists(line, max_size=3).map(tuple)


CONFIGURATIONS = st.builds(
    SlurmConf,
    options=st.dictionaries(_NAME, _VALUE)
    | st.fixed_dictionaries({"SlurmctldHost": _HOST_LINES, "Include": _PATH}),
    nodes=_lines("CPUs", "RealMemory", "Feature"),
    node_sets=_lines("Feature", "Nodes"),
    down_nodes=_lines("Reason", "State"),
    partitions=_lines("Nodes", "Default", "MaxTime"),
)


@given(CONFIGURATIONS)
def test_parse_is_the_inverse_of_render(wanted: SlurmConf) -> None:
    assert conf.parse(conf.render(wanted)) == wanted


@given(CONFIGURATIONS)
def test_order_of_options_does_not_matter(wanted: SlurmConf) -> None:
    turned = SlurmConf(
        options=dict(reversed([*wanted.options.items()])),
        nodes=tuple(Line(x.name, dict(reversed([*x.values.items()]))) for x in wanted.nodes),
    )
    straight = SlurmConf(options=wanted.options, nodes=wanted.nodes)
    assert conf.render(turned) == conf.render(straight)


def test_render() -> None:
    wanted = SlurmConf(
        options={"SlurmUser": "slurm", "SlurmctldHost": "a\nb", "ClusterName": "galaxy"},
        nodes=(Line("n[1-2]", {"RealMemory": "100", "CPUs": "2"}),),
        node_sets=(Line("gpu", {"Feature": "gpu"}),),
        down_nodes=(Line("n2", {"State": "FAIL", "Reason": "no fan"}),),
        partitions=(Line("debug", {"Nodes": "ALL"}), Line("later", {"Nodes": ""})),
    )
    assert conf.render(wanted, {"SlurmctldHost": "Chosen: two"}).split("\n") == [
        "ClusterName=galaxy",
        "# Chosen: two",
        "SlurmctldHost=a",
        "SlurmctldHost=b",
        "SlurmUser=slurm",
        "",
        "NodeName=n[1-2] CPUs=2 RealMemory=100",
        "",
        "NodeSet=gpu Feature=gpu",
        "",
        'DownNodes=n2 Reason="no fan" State=FAIL',
        "",
        "PartitionName=debug Nodes=ALL",
        'PartitionName=later Nodes=""',
        "",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", {}, id="empty"),
        pytest.param("# nothing\n \t\n", {}, id="only-comments"),
        pytest.param("SlurmUser=slurm # not root", {"SlurmUser": "slurm"}, id="comment-behind"),
        pytest.param(r"Epilog=/a\#b", {"Epilog": "/a#b"}, id="escaped-hash"),
        pytest.param(r"Epilog=/a\\# c", {"Epilog": "/a\\"}, id="backslash-and-comment"),
        pytest.param(r'MailProg="/a \# b"', {"MailProg": "/a # b"}, id="escaped-hash-in-quotes"),
        pytest.param(r"MailProg=\"a b\"", {"MailProg": "a b"}, id="escapes-go-before-quotes"),
        pytest.param('MailProg=""', {"MailProg": ""}, id="empty-quotes"),
        pytest.param("MailProg = /a", {"MailProg": "/a"}, id="spaces-around-equals"),
        pytest.param("DebugFlags+=Gres", {"DebugFlags": "Gres"}, id="operator-means-nothing"),
        pytest.param("GresTypes=gpu,\\\nmps", {"GresTypes": "gpu,mps"}, id="continued"),
        pytest.param("GresTypes=gpu,\\  \nmps", {"GresTypes": "gpu,mps"}, id="continued-and-space"),
        pytest.param("GresTypes=gpu,\\ # c\nmps", {"GresTypes": "gpu,mps"}, id="continued-comment"),
        pytest.param("GresTypes=gpu,\\\r\nmps\r\n", {"GresTypes": "gpu,mps"}, id="windows"),
        pytest.param("GresTypes=gpu\\", {"GresTypes": "gpu"}, id="continued-by-nothing"),
        pytest.param("MailProg=a\\\\\nUsePAM=1", {"MailProg": "a\\", "UsePAM": "1"}, id="no-more"),
        pytest.param("slurmuser=a\nSLURMUSER=b", {"SlurmUser": "b"}, id="case-and-last-counts"),
        pytest.param("slurmctldhost=a\nSlurmctldHost=b", {"SlurmctldHost": "a\nb"}, id="adds-up"),
        pytest.param("SomePlugin=a", {"SomePlugin": "a"}, id="unknown-as-written"),
        pytest.param("include /etc/slurm/nodes.conf", {"Include": "/etc/slurm/nodes.conf"}, id="i"),
        pytest.param("Include a\nINCLUDE b", {"Include": "a\nb"}, id="includes"),
    ],
)
def test_parse_options(text: str, expected: dict[str, str]) -> None:
    assert conf.parse(text) == SlurmConf(options=expected)


def test_parse_definitions() -> None:
    text = """
        nodename=n[1-2] cpus=2 REALMEMORY=100 Features="a,b"
        NodeName=n3 CPUs=4 \\
            RealMemory=200
        NodeSet=gpu feature=gpu
        DownNodes=n3 Reason="no fan" State=DOWN
        partitionname=main nodes=ALL default=YES
    """
    assert conf.parse(text) == SlurmConf(
        nodes=(
            Line("n[1-2]", {"CPUs": "2", "RealMemory": "100", "Features": "a,b"}),
            Line("n3", {"CPUs": "4", "RealMemory": "200"}),
        ),
        node_sets=(Line("gpu", {"Feature": "gpu"}),),
        down_nodes=(Line("n3", {"Reason": "no fan", "State": "DOWN"}),),
        partitions=(Line("main", {"Nodes": "ALL", "Default": "YES"}),),
    )


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        pytest.param("A=1\nNonsense\n", ["line 2", "'Nonsense'", "Name=value"], id="no-equals"),
        pytest.param("\n\nMailProg=\n", ["line 3", "'MailProg='", "Name=value"], id="no-value"),
        pytest.param(
            "NodeName=n1 Reason=no fan", ["line 1", "cannot parse 'fan'", '"quotes"'], id="unquoted"
        ),
        pytest.param(
            'DownNodes=n1 Reason="no fan',
            ["line 1", "cannot parse 'fan'", '"quotes"'],
            id="open-quote",
        ),
        pytest.param('A="x"y z', ["line 1", "cannot parse 'z'"], id="text-behind-quote"),
        pytest.param("A=1 \\\n  2\nB=3", ["line 1", "cannot parse '2'"], id="first-of-two"),
        pytest.param("include a b", ["line 1", "'include a b'"], id="include-two"),
        pytest.param(
            "ClusterName=a SlurmUser=b",
            ["line 1", "'SlurmUser' is on the same line as 'ClusterName'", "one option per line"],
            id="two-options",
        ),
    ],
)
def test_parse_rejects(text: str, parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        conf.parse(text)
    assert [part for part in parts if part not in str(raised.value)] == []


@pytest.mark.parametrize(
    ("wanted", "parts"),
    [
        pytest.param(
            SlurmConf(options={"MailProg": 'a "b"'}), ["MailProg", "'a \"b\"'"], id="quote"
        ),
        pytest.param(SlurmConf(options={"MailProg": "a\nb"}), ["MailProg", r"'a\nb'"], id="lines"),
        pytest.param(
            SlurmConf(nodes=(Line('"', {}),)), ["NodeName", "without double quotes"], id="name"
        ),
        pytest.param(
            SlurmConf(partitions=(Line("p", {"Nodes": "a\nb"}),)), ["Nodes", "line break"], id="of"
        ),
        pytest.param(SlurmConf(options={"Include": "a b"}), ["Include", "'a b'"], id="include"),
    ],
)
def test_render_rejects(wanted: SlurmConf, parts: list[str]) -> None:
    with pytest.raises(ClusterError) as raised:
        conf.render(wanted)
    assert [part for part in parts if part not in str(raised.value)] == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(True, "yes", id="true"),
        pytest.param(False, "no", id="false"),
        pytest.param(1, "1", id="one-is-not-yes"),
        pytest.param(0.5, "0.5", id="float"),
        pytest.param("a b", "a b", id="text"),
        pytest.param(["a", 2, True], "a,2,yes", id="list"),
        pytest.param([], "", id="empty-list"),
    ],
)
def test_format_value(value: t.Any, expected: str) -> None:
    assert conf.format_value(value) == expected


def test_format_value_with_a_separator() -> None:
    assert conf.format_value(["a", "b"], "\n") == "a\nb"


@pytest.mark.parametrize(
    ("hosts", "addresses"),
    [
        pytest.param("galaxy", ["galaxy"], id="name"),
        pytest.param("a(10.0.0.1)\nb", ["10.0.0.1", "b"], id="address-and-name"),
        pytest.param(None, [], id="none"),
    ],
)
def test_controller_addresses(hosts: str | None, addresses: list[str]) -> None:
    options = {} if hosts is None else {"SlurmctldHost": hosts}
    assert SlurmConf(options=options).controller_addresses() == addresses


def test_fold() -> None:
    lines = [
        Line("a", {"CPUs": "2", "RealMemory": "9"}),
        Line("b", {"CPUs": "4"}),
        Line("c", {"RealMemory": "9", "CPUs": "2"}),
    ]
    assert conf.fold(lines, "+".join) == (
        Line("a+c", {"CPUs": "2", "RealMemory": "9"}),
        Line("b", {"CPUs": "4"}),
    )
