# SPDX-License-Identifier: GPL-3.0-or-later
"""Safe fixes do away with what they fix, and change nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.documents import (
    DocumentKind,
    format_of,
    read,
    together,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.engine import lint
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.finding import (
    Edit,
    Finding,
    Fix,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.lint.fix import (
    FixResult,
    apply_edits,
    apply_fixes,
    diff,
    select_fixes,
)
from ansible_collections.galaxyhpc.cluster.plugins.plugin_utils.galaxy_jobs.text import Source
from hypothesis import given, settings
from hypothesis import strategies as st

RUNNERS = "runners: {local: {load: galaxy.jobs.runners.local:LocalJobRunner}}\n"
ENVIRONMENTS = "execution: {default: a, environments: {a: {runner: local}}}\n"
PLUGINS = """\
<plugins><plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>\
</plugins>"""


def linted(contents: Mapping[str, bytes]) -> list[Finding]:
    """Return what is found in documents, read together."""
    documents = []
    for path, data in contents.items():
        kind: DocumentKind = "job_conf" if path.startswith("job_conf") else "tool_destinations"
        format_ = format_of(kind, data.decode("utf-8", "replace"))
        document = read(format_, data, path, lambda _path: None)
        assert document is not None
        documents.append(document)
    return lint(together(documents))


def mended(data: bytes, path: str = "job_conf.yml") -> FixResult:
    """Return a document with all safe fixes applied."""
    contents = {path: data}
    return apply_fixes(contents, linted(contents), lambda changed: linted({**contents, **changed}))


def environment(text: str) -> str:
    """Return a job_conf.yml whose environment has this besides its runner."""
    return f"{RUNNERS}execution:\n  environments:\n    a:\n      runner: local\n{text}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            environment("      resubmit: {environment: a}\n"),
            environment("      resubmit: [{environment: a}]\n"),
            id="resubmit-in-brackets",
        ),
        pytest.param(
            environment("      resubmit:\n        environment: a  # again\n        delay: 5\n"),
            environment("      resubmit:\n        - environment: a  # again\n          delay: 5\n"),
            id="resubmit-in-lines",
        ),
        pytest.param(
            environment("      resubmit: [{destination: a, condition: any_failure}]\n"),
            environment("      resubmit: [{environment: a, condition: any_failure}]\n"),
            id="destination-of-xml",
        ),
        pytest.param(
            environment("      env: [{id: A, value: 08}, {name: B, value: yes}]\n"),
            environment('      env: [{name: A, value: 08}, {name: B, value: "yes"}]\n'),
            id="env",
        ),
        pytest.param(
            environment("      docker_enabled: treu\n"),
            environment("      docker_enabled: true\n"),
            id="boolean",
        ),
        pytest.param(
            RUNNERS + ENVIRONMENTS + "handling: {assign_with: db_self}\n",
            RUNNERS + ENVIRONMENTS + "handling: {assign: [db-self]}\n",
            id="three-rounds",
        ),
        pytest.param(
            RUNNERS + ENVIRONMENTS + "limits: [{type: total_walltime, value: 1:0:0, window: 3}]\n",
            RUNNERS
            + ENVIRONMENTS
            + 'limits: [{type: total_walltime, value: "1:0:0", window: 3}]\n',
            id="walltime",
        ),
        pytest.param(
            RUNNERS + ENVIRONMENTS + "tools:\n- {id: 7z, environment: A}\n- {id: 12}\n",
            RUNNERS + ENVIRONMENTS + 'tools:\n- {id: 7z, environment: a}\n- {id: "12"}\n',
            id="names-of-tools",
        ),
        pytest.param(
            RUNNERS + ENVIRONMENTS + "tools:\n# none\n",
            RUNNERS + ENVIRONMENTS + "tools: []\n# none\n",
            id="empty-section",
        ),
        pytest.param(
            RUNNERS + ENVIRONMENTS + "handling:\n  processes:\n    h:\n      tags:\n"
            "        - x1\n        - x1\n",
            RUNNERS + ENVIRONMENTS + "handling:\n  processes:\n    h:\n      tags:\n        - x1\n",
            id="tag-twice",
        ),
        pytest.param(
            RUNNERS + "# noqa: GJ134\n" + ENVIRONMENTS.replace("\n", "  # noqa: GJ101, GJ102\n"),
            RUNNERS + ENVIRONMENTS,
            id="unused-suppressions",
        ),
    ],
)
def test_job_conf_yaml(before: str, after: str) -> None:
    found = mended(before.encode())
    assert found.contents["job_conf.yml"].decode() == after
    assert [finding.message for finding in found.findings] == []


def job_conf_xml(rest: str) -> str:
    """Return a job_conf.xml with one destination and this."""
    return (
        f"<job_conf>{PLUGINS}<destinations default='a'><destination id='a' tags='b&amp;c'"
        f" runner='local'/></destinations>{rest}</job_conf>"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("<tool id='x' desination='a'/>", "<tool id='x' destination='a'/>", id="name"),
        pytest.param(
            "<tool id='x' destination='B&amp;C'/>",
            "<tool id='x' destination='b&amp;c'/>",
            id="value",
        ),
        pytest.param("<tool id='x'/> <!-- noqa: GJ101 -->", "<tool id='x'/>", id="suppression"),
        pytest.param("<!-- noqa: GJ101 --><tool id='x'/>", "<tool id='x'/>", id="leading"),
    ],
)
def test_tools_of_job_conf_xml(before: str, after: str) -> None:
    found = mended(job_conf_xml(f"<tools>{before}</tools>").encode(), "job_conf.xml")
    assert found.contents["job_conf.xml"].decode() == job_conf_xml(f"<tools>{after}</tools>")
    assert [finding.message for finding in found.findings] == []


def test_blanks_of_resource_groups() -> None:
    text = job_conf_xml("<resources default='g'><group id='g' fields='{}'/></resources>")
    found = mended(text.replace("{}", "a, b , c").encode(), "job_conf.xml")
    assert found.contents["job_conf.xml"].decode() == text.replace("{}", "a,b,c")
    assert found.fixes == {"job_conf.xml": 2}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "verbose: false\n", id="at-the-start"),
        pytest.param("# who\n---\n  ", "# who\n---\n  verbose: false\n  ", id="indented"),
        pytest.param("verbose: 'no'\n", "verbose: false\n", id="text"),
        pytest.param("verbose:\n", "verbose: false\n", id="nothing"),
    ],
)
def test_verbose(before: str, after: str) -> None:
    text = "default_destination: a\n" + ("  tools: {}\n" if "  " in before else "tools: {}\n")
    found = mended(f"{before}{text}".encode(), "tool_destinations.yml")
    assert found.contents["tool_destinations.yml"].decode() == f"{after}{text}"
    assert found.findings == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(RUNNERS + "a: &d a\nb: &l b,c\n", id="none"),
        pytest.param(
            RUNNERS.replace("}}", "}, b: &r {tags: &t 'b,c'}}")
            + "execution: {default: a, environments: {a: {runner: local, tags: *t}}}\n",
            id="alias",
        ),
        pytest.param(
            "<job_conf><macros><xml name='m' tokens='i'><tool id='@I@' desination='a'/></xml>"
            f"</macros>{PLUGINS}<destinations><destination id='a' runner='local'/></destinations>"
            "<tools><expand macro='m' i='x'/></tools></job_conf>",
            id="macro",
        ),
    ],
)
def test_what_is_made_elsewhere_is_not_edited(text: str) -> None:
    path = "job_conf.xml" if text.startswith("<") else "job_conf.yml"
    found = mended(text.encode(), path)
    assert found.findings
    assert found.contents == {}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("ä: 1\r\nb: 2\r\n".encode(), "ä: 1\r\nb: 33\r\n".encode(), id="line-ends"),
        pytest.param(b"\xef\xbb\xbfa: 1\nb: 2", b"\xef\xbb\xbfa: 1\nb: 33", id="mark"),
        pytest.param(
            b"<?xml version='1.0' encoding='latin-1'?>\xe4=2",
            b"<?xml version='1.0' encoding='latin-1'?>\xe4=33",
            id="latin-1",
        ),
        pytest.param("\ufeffa: 2".encode("utf-16-be"), "\ufeffa: 33".encode("utf-16-be"), id="16"),
    ],
)
def test_encoding_is_kept(data: bytes, expected: bytes) -> None:
    encoding = "utf-16" if data[:1] == b"\xfe" else "latin-1" if b"latin" in data else "utf-8-sig"
    text = data.decode(encoding)
    at = text.rindex("2")
    assert apply_edits(data, [Edit(Source("f", text).span(at, at + 1), "33")]) == expected


def test_letter_that_the_encoding_lacks() -> None:
    data = b"<?xml version='1.0' encoding='latin-1'?><a/>"
    source = Source("f", data.decode())
    assert apply_edits(data, [Edit(source.span(40, 44), "<\u20ac/>")]) is None


def test_fixes_that_touch_wait() -> None:
    source = Source("f", "0123456789")
    spans = [[(0, 2)], [(2, 3)], [(4, 5), (8, 9)], [(9, 9)], [(6, 7)]]
    fixes = [
        Fix(str(number), tuple(Edit(source.span(*span), "x") for span in of_fix), safe=True)
        for number, of_fix in enumerate(spans)
    ]
    findings = [Finding("GJ999", "n", "job", "m", source.span(0, 0), fix) for fix in fixes]
    assert [fix.message for fix in select_fixes(findings)["f"]] == ["0", "2", "4"]


def test_diff_hides_secrets() -> None:
    before = b"runners:\n  a:\n    amqp_url: pyamqp://u:hush@h\nenabled: no\n"
    shown = diff("f.yml", before, before.replace(b"u:hush", b"u:hush2").replace(b"no", b"yes"))
    assert shown.splitlines() == [
        "--- f.yml",
        "+++ f.yml",
        "@@ -1,5 +1,5 @@",
        " runners:",
        "   a:",
        "-    amqp_url***",
        "-enabled: no",
        "+    amqp_url***",
        "+enabled: yes",
        " ",
    ]


# Parts of a document, each wrong and right.
JOB_CONF = [
    (
        "runners:\n  local: {load: galaxy.jobs.runners.lokal:LocalJobRunner, ",
        "runners:\n  local: {load: galaxy.jobs.runners.local:LocalJobRunner, ",
    ),
    ('workers: "4"}\n', "workers: 4}\n"),
    ("handling:\n  assign: db-self # ours\n", "handling:\n  assign: [db-self] # ours\n"),
    ("  max_garb: 3\n", "  max_grab: 3\n"),
    ("  processes: {h1: {tags: [x1, x1]}}\n", "  processes: {h1: {tags: [x1]}}\n"),
    ("execution:\n  default: smlal\n", "execution:\n  default: small\n"),
    (
        "  environments:\n    small:\n      runner: lcoal\n",
        "  environments:\n    small:\n      runner: local\n",
    ),
    ("      tags: b,c  # ü, é\n", "      tags: [b, c]  # ü, é\n"),
    ("      env:\n      - {id: A, value: 4}\n", '      env:\n      - {name: A, value: "4"}\n'),
    ("      - {exec: module load x}\n", "      - {execute: module load x}\n"),
    ("      docker_enabeld: true\n", "      docker_enabled: true\n"),
    ("      singularity_enabled: treu\n", "      singularity_enabled: true\n"),
    (
        "      resubmit: {destination: Small, condition: any_failrue}\n",
        "      resubmit: [{environment: small, condition: any_failure}]\n",
    ),
    ("resources:\n  default: ALL\n", "resources:\n  default: all\n"),
    ("  groups: {all: 'a, b'}\n", "  groups: {all: [a, b]}\n"),
    ("tools:\n- {id: 12, environment: small}\n", 'tools:\n- {id: "12", environment: small}\n'),
    ("- {id: x, environment: smal_l}\n", "- {id: x, environment: small}\n"),
    (
        "limits:\n- {type: walltime, value: 1:00:00}\n",
        'limits:\n- {type: walltime, value: "1:00:00"}\n',
    ),
    (
        "- {type: registered_user_concurent_jobs, value: 3}\n",
        "- {type: registered_user_concurrent_jobs, value: 3}\n",
    ),
    ("# noqa: GJ101\n- {type: output_size, value: 5}", '- {type: output_size, value: "5"}'),
]
TOOL_DESTINATIONS = [
    ("default_destination: a\n", "verbose: false\ndefault_destination: a\n"),
    ("tools:\n  bwa:\n", "tools:\n  bwa:\n"),
    ("    default_destinatoin: a\n", "    default_destination: a\n"),
    (
        "    rules:\n    - {rule_type: file-size, nice_value: '1', ",
        "    rules:\n    - {rule_type: file_size, nice_value: 1, ",
    ),
    ("lower_bound: 10GB, upper_bound: 5 GB,", "lower_bound: 5 GB, upper_bound: 10 GB,"),
    (" destination: a}\n", " destination: a}\n"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "parts"),
    [
        pytest.param("job_conf.yml", JOB_CONF, id="job_conf.yml"),
        pytest.param("tool_destinations.yml", TOOL_DESTINATIONS, id="tool_destinations.yml"),
    ],
)
def test_any_mistakes_together(path: str, parts: Sequence[tuple[str, str]]) -> None:
    right = "".join(good for _bad, good in parts)
    assert linted({path: right.encode()}) == []

    @settings(max_examples=100, deadline=None)
    @given(
        st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)),
        st.sampled_from(["\n", "\r\n"]),
        st.sampled_from(["", "\ufeff"]),
    )
    def check(wrong: list[bool], end: str, mark: str) -> None:
        text = "".join(pair[not is_wrong] for pair, is_wrong in zip(parts, wrong))
        found = mended(f"{mark}{text}".replace("\n", end).encode(), path)
        assert [finding.message for finding in found.findings] == []
        if text != right:
            assert found.contents[path].decode() == f"{mark}{right}".replace("\n", end)

    check()
