"""Layouts that would run for ever, grow without end or reach out of the data: each is refused."""

import contextlib
import socket
import ssl  # noqa: F401 builds a class on `socket`; segno imports it when a code is drawn
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from handouts.compose.context import resolve
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.edition import Selection
from handouts.fonts import load_fonts
from handouts.load import load
from handouts.model.base import Text
from handouts.pipeline import make, pages_of
from handouts.plan import plan
from tests.load.projects import bare_project
from tests.support import memory
from tests.support.projects import replace_text

REPOSITORY = Path(__file__).parents[2]
LONGEST_WAIT = 5.0
MOST_GROWTH = 250_000_000


@pytest.fixture(scope="module")
def names() -> Mapping[str, object]:
    library = load(REPOSITORY)
    (edition,) = plan(Selection(("state-insert",), ("school",), ("CA",)), library)
    return resolve(edition, library).names


@pytest.fixture
def slots(names: Mapping[str, object]) -> Slots:
    return Slots(names)


@pytest.fixture(autouse=True)
def little_memory_and_time() -> Iterator[None]:
    memory.forget()
    before = memory.peak()
    begun = time.process_time()
    yield
    assert time.process_time() - begun < LONGEST_WAIT
    assert memory.peak() - before < MOST_GROWTH


def fault_of(template: str, slots: Slots) -> Diagnostic:
    """The one diagnostic that a template ends in."""
    with pytest.raises(HandoutsError) as caught:
        slots.rich(Text(template, Span("layouts/x.yaml", 3, 9)))
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert found.span.file == "layouts/x.yaml"
    assert found.remedy
    return found


NESTED = "{% for a in range(1000) %}" * 3 + "x" + "{% endfor %}" * 3

ENDLESS = [
    "{{ range(10**9) | list | length }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}",
    NESTED,
    NESTED.replace("x", ""),
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ ['a'] * 10**9 }}",
    "{{ 10**10**10 }}",
    "{{ 2**(2**40) }}",
    "{{ (9**29)**29 }}",
    "{{ 10.0**400 }}",
    "{{ 'a' | center(10**9) }}",
    "{{ 'a'.center(10**9) }}",
    "{{ 'a'.ljust(10**9) }}",
    "{{ 'a'.zfill(10**9) }}",
    "{{ '\t'.expandtabs(10**9) }}",
    "{{ 'a' | indent(10**9) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%1000000000d' | format(1) }}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '{0.__class__}'.format(roles) }}",
    "{{ 1.5 | round(10**9) }}",
    "{{ 1.5 | round(400000000, 'ceil') }}",
    "{{ lipsum(n=10**6) }}",
    "{{ roles | batch(10**9, 'x') | list }}",
    "{{ roles | slice(10**9) | list }}",
    "{{ range(9000) | map('string') | join('x' * 90000) }}",
    "{{ ('a' * 50000) | replace('a', 'b' * 50000) }}",
    "{{ ('a' * 90000) | replace('', 'bb') }}",
    "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] | join %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(s='ab') %}{% for i in range(60) %}{% set ns.s = ns.s.replace('a', 'aa') %}{% endfor %}{{ ns.s }}",
    "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = ns.l + ns.l %}{% endfor %}{{ ns.l | length }}",
    "{% set ns = namespace(l=[1]) %}{% for i in range(60) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
    "{% set ns = namespace(l=1) %}{% for i in range(60) %}{% set ns.l = (ns.l, ns.l) %}{% endfor %}{{ ns.l == ns.l }}",
    "{% set ns = namespace(n=9) %}{% for i in range(60) %}{% set ns.n = ns.n * ns.n %}{% endfor %}{{ ns.n }}",
    "{% macro f() %}{{ f() }}{{ f() }}{% endmacro %}{{ f() }}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for i in range(9999) %}{{ 'y' * 9999 }}{% endfor %}",
    "{% for i in range(9999) %}" + "z" * 9000 + "{% endfor %}",
    "{% set x %}{% for i in range(9999) %}" + "z" * 9000 + "{% endfor %}{% endset %}{{ x }}",
    "{% for i in range(9999) %}{{ range(9999) | map('string') | list | length }}{% endfor %}",
    "{% for i in range(9999) %}{{ range(9999) | sum }}{% endfor %}",
    "{% for i in range(9999) %}{% set x = ('a' * 90000).upper() %}{% endfor %}",
    "{% for i in range(9999) %}{{ ('ab' * 40000).split('a') | length }}{% endfor %}",
    "{{ cycler('a', 'b') }}",
    "{{ joiner('a')() }}",
    "{{ dict(a=1) }}",
]  # fmt: skip


@pytest.mark.parametrize("template", ENDLESS, ids=lambda t: t[:60])
def test_what_would_not_end_is_refused(template: str, slots: Slots) -> None:
    fault = fault_of(template, slots)
    assert fault.code in {
        "template-limit", "template-failed", "template-syntax", "undefined-name", "not-printable",
    }  # fmt: skip


DEEP = [
    "{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}",
    "{{ " + "[" * 3000 + "]" * 3000 + " }}",
    "{{ " + "not " * 4000 + "1 }}",
    "{{ " + "-" * 9000 + "1 }}",
    "{{ x" + ".a" * 5000 + " }}",
    "{{ 1" + " + 1" * 4000 + " }}",
    "{{ 'a'" + " ~ 'a'" * 2500 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "{% for i in [1] %}" * 60 + "x" + "{% endfor %}" * 60,
    "{{ 1 if " * 1000 + "1" + " else 2" * 1000 + " }}",
    "{{ a }}" * 20_000,
]


@pytest.mark.parametrize("template", DEEP, ids=lambda t: t[:20])
def test_what_is_nested_too_deep_ends_in_a_diagnostic_or_in_text(
    template: str, slots: Slots
) -> None:
    with contextlib.suppress(HandoutsError):
        slots.rich(Text(template, Span("layouts/x.yaml", 3, 9)))


WALKS = [
    "{{ roles.__class__ }}",
    "{{ roles[0].__class__.__mro__ }}",
    "{{ roles[0]['__class__'] }}",
    "{{ roles[0].record.model_fields }}",
    "{{ roles[0].record.model_config }}",
    "{{ roles[0].record.model_dump() }}",
    "{{ roles[0].record.model_copy(update={}) }}",
    "{{ roles[0].title.span.file }}",
    "{{ roles[0].title.span }}",
    "{{ roles[0] | attr('__class__') }}",
    "{{ roles | map(attribute='__class__') | list }}",
    "{{ roles | map('attr', '__class__') | list }}",
    "{{ ''.__class__.__base__.__subclasses__() }}",
    "{{ ''.join.__self__ }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ loop }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ range.__self__ }}",
    "{{ ().__class__ }}",
    "{{ (1).__class__ }}",
    "{{ 1 .real }}",
    "{{ roles.append(1) }}",
    "{{ publisher.name.encode() }}",
    "{{ comparison.core.update({}) }}",
    "{% set publisher.name = 'x' %}",
    "{% include 'base.yaml' %}",
    "{% include '../../../etc/passwd' %}",
    "{% import 'x' as y %}",
    "{% from 'x' import y %}",
    "{% extends 'x' %}",
    "{% block a %}{% endblock %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}x{% endautoescape %}",
    "{% do roles.append(1) %}",
    "{% call f() %}{% endcall %}",
    "{{ open('/etc/passwd') }}",
    "{{ __import__('os') }}",
    "{{ 'x' | safe }}",
    "{{ roles | random }}",
    "{{ roles | pprint }}",
    "{{ roles | tojson }}",
    "{{ roles | string }}",
    "{{ roles[0].record }}",
    "{{ 'https://example.org' | urlize }}",
]


@pytest.mark.parametrize("template", WALKS)
def test_nothing_but_fields_of_the_data_is_seen(template: str, slots: Slots) -> None:
    fault = fault_of(template, slots)
    assert "0x" not in fault.message
    assert "<" not in fault.message


USEFUL = {
    "{{ roles | map(attribute='title') | map('lower') | join(' or ') }}": "medical assistant or phlebotomist",
    "{{ roles | length }}": "2",
    "{{ [roles[0].title, roles[1].title] | first }}": "Medical assistant",
    "{% for r in roles %}{{ loop.index }} {{ r.title }}{% if not loop.last %}, {% endif %}{% endfor %}": "1 Medical assistant, 2 Phlebotomist",
    "{{ 7 * 3 - 2 ** 3 }} {{ 'a' * 3 }} {{ 'x' ~ 1 ~ 'y' }}": "13 aaa x1y",
    "{{ roles[0].title.upper() }}": "MEDICAL ASSISTANT",
    "{% set ns = namespace(n=0) %}{% for r in roles %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}": "2",
    "{{ range(3) | sum }} {{ [3, 1] | sort | join('-') }} {{ 'aXa' | replace('X', 'b') }}": "3 1-3 aba",
    "{{ state.name | default('none') }} {{ edition.date_text[:3] }}": "California Nov",
    "{% for k, v in {'a': 1, 'b': 2} | items %}{{ k }}{{ v }}{% endfor %}": "a1b2",
    "{{ 'yes' if roles[0].rule.verdict.known else 'no' }}": "yes",
}


@pytest.mark.parametrize("template", USEFUL)
def test_what_layouts_need_still_works(template: str, slots: Slots) -> None:
    assert slots.plain(Text(template)) == USEFUL[template]


BLOCKS = [
    '  - columns: {each: "{{ range(9999) }}", column: [{columns: {each: "{{ range(9999) }}", column: [{text: ""}]}}]}',
    '  - text: "{{ i }}"\n    each: "{{ range(99999) }}"\n    as: i',
    '  - text: ""\n    each: "{{ range(9999) }}"\n    when: "range(9999) | sum < 0"',
    '  - table: {rows: "{{ range(9999) }}", columns: [{head: a, cell: "{{ range(99) | sum }}"}]}',
    '  - heading: "{{ i }}"\n    each: "{{ range(9000) }}"\n    as: i',
]


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_blocks_that_repeat_without_end(block: str, tmp_path: Path) -> None:
    root = bare_project(tmp_path)
    replace_text(root / "layouts/state-insert.yaml", "body:\n", f"body:\n{block}\n")
    library = load(root)
    assert not [d for d in library.diagnostics if d.is_error]
    (edition,) = plan(Selection(("state-insert",), ("school",), ("CA",)), library)
    with pytest.raises(HandoutsError) as caught:
        pages_of(edition, library, load_fonts())
    assert {d.code for d in caught.value.diagnostics} <= {"template-limit", "overflow"}
    assert all(
        d.span and d.span.file == "layouts/state-insert.yaml" for d in caught.value.diagnostics
    )


def test_nothing_reaches_for_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*arguments: object, **named: object) -> None:
        raise AssertionError("the network was reached for")

    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refused)
    library = load(REPOSITORY)
    made = [make(e, library, load_fonts()) for e in plan(Selection(places=("CA",)), library)]
    assert len(made) >= 6
    assert all(m.data.startswith(b"%PDF") for m in made)
