"""Facts and the defaults of their record."""

from datetime import date
from typing import Any

from handouts.diagnostics import Span
from handouts.load.records.findings import Findings
from handouts.load.records.reading import Entry, R, validated
from handouts.load.yaml_tree.reading import parse_yaml
from handouts.model.base import Fact
from handouts.model.decisions import Decision
from handouts.model.records import Place, Role

_ROLE = """\
title: Phlebotomist
plural: phlebotomists
soc: "31-9097"
defaults: {sources: [a, b], as_of: May 2025, checked: 2026-01-02, confidence: primary}
summary: Draws blood.
word: {text: deep, sources: [c]}
dimensions:
  growth: {text: "7", checked: 2026-03-04, confidence: single}
  settings:
    - Hospitals
    - {text: Labs, sources: []}
tasks: [Draw blood]
"""


def _entry(text: str, model: type[R]) -> Entry[R]:
    findings = Findings()
    entry = validated("roles", "x", parse_yaml(text, "a.yaml").root, model, findings)
    assert entry is not None, findings.errors
    return entry


def _given(fact: Any) -> tuple[tuple[str, ...], str | None, date | None, str | None]:
    assert isinstance(fact, Fact)
    sources = tuple(str(s) for s in fact.sources)
    return (sources, fact.as_of and str(fact.as_of), fact.checked, fact.confidence)


def test_what_a_fact_leaves_out_comes_from_the_defaults() -> None:
    role = _entry(_ROLE, Role).record
    early = date(2026, 1, 2)
    assert _given(role.summary) == (("a", "b"), "May 2025", early, "primary")
    assert _given(role.word) == (("c",), "May 2025", early, "primary")
    assert _given(role.tasks[0]) == (("a", "b"), "May 2025", early, "primary")
    late = date(2026, 3, 4)
    assert _given(role.dimensions["growth"]) == (("a", "b"), "May 2025", late, "single")


def test_an_empty_list_of_sources_is_a_fact_s_own() -> None:
    settings = _entry(_ROLE, Role).record.dimensions["settings"]
    assert isinstance(settings, tuple)
    assert [_given(f)[0] for f in settings] == [("a", "b"), ()]


def test_a_fact_keeps_its_place() -> None:
    role = _entry(_ROLE, Role).record
    assert role.summary.span == Span("a.yaml", 5, 10)
    assert role.summary.sources[1].span == Span("a.yaml", 4, 25)


def test_defaults_reach_every_depth() -> None:
    state = _entry(
        """\
name: California
postal: CA
fips: "06"
defaults: {sources: [a]}
rules:
  phlebotomist:
    credential: required
    verdict: Required
    summary: "**Required**"
    details: [One, {text: Two, sources: [b]}]
    credentials: [{name: CPT, training: 40 hours}]
    confirm: Ask.
""",
        Place,
    )
    rule = state.record.rules["phlebotomist"]
    facts = (rule.verdict, rule.summary, *rule.details, rule.credentials[0].training, rule.confirm)
    assert [f and str(f.sources[0]) for f in facts] == ["a", "a", "a", "b", "a", "a"]
    decision = _entry(
        """\
title: Which?
start: a
defaults: {sources: [a]}
nodes:
  a: {kind: step, text: Go, then: b}
  b: {kind: outcome, text: There}
remarks: [{about: a, text: "*So*"}]
""",
        Decision,
    )
    assert [str(f.sources[0]) for f in decision.facts] == ["a", "a", "a"]


def test_all_facts_are_found_in_order() -> None:
    found = [str(f.text) for f in _entry(_ROLE, Role).facts]
    assert found == ["deep", "Draws blood.", "7", "Hospitals", "Labs", "Draw blood"]


def test_a_record_without_defaults_is_not_made_anew() -> None:
    text = 'title: P\nplural: p\nsoc: "31-9097"\nsummary: Draws blood.\n'
    assert _given(_entry(text, Role).record.summary) == ((), None, None, None)
