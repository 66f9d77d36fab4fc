"""Whatever a template does to a fact: what it prints of it brings the fact's source with it."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handouts.compose.templates.slots import Slots
from handouts.diagnostics import HandoutsError, Span
from handouts.document import RichText, plain
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Record, Text, VerbatimText


def _fact(text: str, source: str, line: int) -> Fact:
    return Fact(text=Text(text, Span("data/x.yaml", line, 1)), sources=(Text(source),))


GREEK = _fact("αβγ, \u0022δεζ\u0022 ηθ", "greek", 1)
CYRILLIC = _fact("дежз - ийкл", "cyrillic", 2)
ARMENIAN = MarkdownFact(
    text=MarkdownText("**աբգ** դեզ", Span("data/x.yaml", 3, 1)), sources=(Text("armenian"),)
)
NUMBER = _fact("640", "number", 4)
UNKNOWN = _fact("unknown", "unknown", 5)
ADDRESS = _fact("https://www.a--b.example/", "address", 6)
TYPED = VerbatimText('O\'Neil -- "x"', Span("rows.csv", 2, 1))
LETTERS = {
    "greek": set("αβγδεζηθΑΒΓΔΕΖΗΘ"), "cyrillic": set("дежзийклДЕЖЗИЙКЛ"),
    "armenian": set("աբգդեզԱԲԳԴԵԶ"),
}  # fmt: skip
NAMES = {
    "f": GREEK, "g": CYRILLIC, "m": ARMENIAN, "n": NUMBER, "u": UNKNOWN, "a": ADDRESS, "typed": TYPED,
    "both": (GREEK, CYRILLIC), "group": {"one": GREEK, "two": CYRILLIC},
}  # fmt: skip


class _Held(Record):
    fact: Fact


values = st.sampled_from([
    "f", "g", "m", "u", "f.text", "g.text", "m.text", "'x, y'", "both[0]", "group.two",
    "(both | join('; '))", "(both | map(attribute='text') | last)", "(both | conjunction)",
    "(group.values() | map('upper') | first)", "(both | map('string') | sort | join)",
])  # fmt: skip
changed = [
    "({} | upper)", "({} | lower)", "({} | capitalize)", "({} | title)", "({} | trim)",
    "({} | replace('α', 'x'))", "({} | replace({}, {}))", "({} ~ '!')", "({} ~ {})",
    "({} | default('x'))", "('' | default({}, true))", "({} | first)", "({} | last)",
    "({} | string)", "({} | truncate(3, true, '…', 0))", "({} | list | join(' '))",
    "([{}, {}] | join('-'))", "([{}, {}] | first)", "([{}, {}] | conjunction('or'))",
    "({} | reverse)", "({} | reverse | list | last)", "({} | capitalized)", "({} | lower_first)",
    "({} | string)[:3]", "({} | string)[1]", "({} | string)[::-1]", "({} | string).upper()",
    "({} | string).split(' ')[0]", "({} | string).partition(' ')[2]", "({} | string).strip('α')",
    "({} | string).split(' ') | join({})", "(({} | string) + ({} | string))", "({} | string) * 2",
    "({} if true else {})", "({} or {})", "{{'a': {}}}['a']", "[{}, {}][1]", "({}, {})[0]",
    "([{}] | map('replace', 'β', {}) | join)", "(both | map('title') | join({}))",
    "([{}, {}] | unique | list | sort | join('/'))", "([{}, {}] | max)", "({{{}: 1}} | join)",
    "([{}, {}] | select('string') | join)", "(({} | string) | bare_address)", "({} | in_brief)",
]  # fmt: skip


def _changed(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda how, *given: how.format(*given), st.sampled_from(changed), inner, inner, inner
    )


expressions = st.recursive(values, _changed, max_leaves=6)
leaves = st.sampled_from([
    "{{{{ {} }}}}", "so {{{{ {} }}}} it is", "**{{{{ {} }}}}**", "{{% set x = {} %}}{{{{ x }}}}",
    "{{% set x %}}so {{{{ {} }}}}.{{% endset %}}{{{{ x }}}}",
    "{{% set x %}}{{{{ {} }}}}{{% endset %}}{{{{ x | upper }}}} and {{{{ x[:2] }}}}",
    "{{% for one in [{}] %}}{{{{ one }}}}{{% endfor %}}", "{{% for c in {} %}}{{{{ c }}}}{{% endfor %}}",
    "{{% set ns = namespace(v={}) %}}{{{{ ns.v }}}}", "{{% with x = {} %}}{{{{ x }}}}{{% endwith %}}",
    "{{% for one in both %}}{{{{ loop.cycle({}, one) }}}}{{% endfor %}}",
])  # fmt: skip


def _sources(text: RichText) -> set[str]:
    return {source for run in text for source in run.cites}


@given(leaves, expressions)
def test_no_part_of_a_fact_is_printed_without_its_source(leaf: str, expression: str) -> None:
    slots = Slots(NAMES)
    try:
        text = slots.rich(Text(leaf.format(expression)))
    except HandoutsError:
        assume(False)
    printed = set(plain(text))
    for source, letters in LETTERS.items():
        if printed & letters:
            assert source in _sources(text)
            assert source in slots.printed.citations
            assert any(source in (o.sources or ()) for o in slots.printed.origins)
    assert "unknown" not in _sources(text)


numbers = st.recursive(
    st.sampled_from(["(n | int)", "(n.text | int)", "(n | float)", "n.text.split('4')[0] | int"]),
    lambda inner: st.builds(
        lambda how, *given: how.format(*given),
        st.sampled_from([
            "({} + 1)", "(2 - {})", "(-{})", "(+{})", "({} * {})", "({} / 7)", "({} // 7)", "({} % 7)",
            "({} | abs)", "({} | round(1))", "([{}, {}] | sum)", "([{}, {}] | min)", "({} ** 2)",
            "({} | int)", "({} | float)", "({} | string | int)",
        ]),
        inner,
        inner,
    ),
    max_leaves=4,
)  # fmt: skip


@given(numbers)
def test_what_is_reckoned_from_a_fact_rests_on_its_source(expression: str) -> None:
    slots = Slots(NAMES)
    try:
        text = slots.rich(Text(f"{{{{ {expression} }}}}"))
    except HandoutsError:
        assume(False)
    assert _sources(text) == {"number"}


@pytest.mark.parametrize(
    ("leaf", "printed", "sources"),
    [
        ("{{ f | upper }}", "ΑΒΓ, “ΔΕΖ” ΗΘ", {"greek"}),
        ("{{ both | join('; ') }}", "αβγ, “δεζ” ηθ; дежз - ийкл", {"greek", "cyrillic"}),
        ("{{ m.text }}", "աբգ դեզ", {"armenian"}),
        ("{{ u | lower }}", "not reported", set()),
        ("{{ n | int + 1 }}", "641", {"number"}),
        ("{% for c in n %}{{ c }},{% endfor %}", "6,4,0,", {"number"}),
        ("{{ n | about }}", "$600", {"number"}),
        ("{{ a | bare_address }}", "a--b.example", {"address"}),
        ("[here]({{ a }}) {{ g }}", "here дежз - ийкл", {"address", "cyrillic"}),
        ("{{ a | bare_address | upper }}", "A--B.EXAMPLE", {"address"}),
        ("{{ typed | upper }}", "O'NEIL -- \"X\"", set()),
        ("{{ typed ~ '!' }}", "O'Neil -- \"x\"!", set()),
        ("{{ [f, 'x'] | last }}", "x", set()),
        ("{{ 'x' | replace(f, 'y') }}", "x", set()),
        ("{{ both | length }} {{ f | length }}", "2 13", set()),
        ("{{ f.text[:0] }}.", ".", set()),
    ],
)  # fmt: skip
def test_what_is_printed_and_what_it_rests_on(leaf: str, printed: str, sources: set[str]) -> None:
    text = Slots(NAMES).rich(Text(leaf))
    assert plain(text) == printed
    assert _sources(text) == sources


@pytest.mark.parametrize(
    "leaf",
    ["{{ record | upper }}", "{{ record ~ '' }}", "{{ [record] | join }}", "{{ record | list }}",
     "{% for field in record %}{{ field }}{% endfor %}", "{{ [record] | conjunction }}",
     "{{ [[record]] | conjunction }}", "{{ [record] | upper }}", "{{ record | string }}"],
)  # fmt: skip
def test_a_record_has_no_words_of_its_own(leaf: str) -> None:
    with pytest.raises(HandoutsError):
        Slots({"record": _Held(fact=GREEK)}).rich(Text(leaf))


def test_a_fact_that_was_changed_is_traced_to_its_place_and_words() -> None:
    slots = Slots(NAMES)
    slots.rich(Text("{{ f | upper }} {{ both | join(', ') }}"))
    origins = [(o.text, o.span.line, o.sources) for o in slots.printed.origins]
    assert origins == [(str(GREEK), 1, ("greek",)), (str(CYRILLIC), 2, ("cyrillic",))]
    assert slots.printed.facts == [GREEK, GREEK, CYRILLIC]
