"""Values that may be missing, and lists: what prints, with which sources, and what is a fault."""

from typing import Any

import pytest

from handouts.compose.templates.markdown import MarkdownList, MarkdownParagraph
from handouts.compose.templates.slots import Slots
from handouts.diagnostics import Diagnostic, HandoutsError, Span
from handouts.document import RichText, plain
from handouts.model.base import Fact, MarkdownFact, MarkdownText, Text
from handouts.model.records import Rule
from handouts.model.records.work import PathStep

PLACE = Span("layouts/x.yaml", 1, 1)


def fact(text: str, source: str = "", **more: Any) -> Fact:
    return Fact(text=Text(text, PLACE), sources=(Text(source),) if source else (), **more)


def marked(text: str, source: str) -> MarkdownFact:
    return MarkdownFact(text=MarkdownText(text, PLACE), sources=(Text(source),))


RULE = Rule(
    credential="required",
    verdict=fact("License", "law"),
    summary=marked("You need **one**.", "law"),
    details=(marked("First *this*.", "a"), marked("Then that.", "b")),
)

NAMES: dict[str, object] = {
    "rule": RULE,
    "step": PathStep(name=Text("Train"), text=marked("Take a course.", "c")),
    "nothing": None,
    "empty": "",
    "unknown": fact("unknown"),
    "no_facts": (),
    "known": fact("two years", "a", as_of=Text("2024")),
    "facts": (fact("One", "a", as_of=Text("2024")), fact("Two", "b", as_of=Text("2025"))),
    "words": ("x*y", "- z"),
}


def rich(template: str) -> RichText:
    return Slots(NAMES).rich(Text(template, PLACE))


def said(template: str) -> str:
    return plain(rich(template))


def cites(text: RichText) -> list[str]:
    return [cite for run in text for cite in run.cites]


def refused(template: str) -> Diagnostic:
    with pytest.raises(HandoutsError) as caught:
        rich(template)
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize(
    ("template", "printed"),
    [
        ("{{ known | if_any }}", "two years"),
        ("Time{{ known | if_any(': ', '.') }}", "Time: two years."),
        ("Time{{ unknown | if_any(': ', '.') }}", "Time"),
        ("Time{{ empty | if_any(': ', '.') }}", "Time"),
        ("Time{{ nothing | if_any(': ', '.') }}", "Time"),
        ("{{ nothing.verdict | if_any }}", ""),
        ("{{ nothing.verdict.text | if_any }}", ""),
        ("{{ step.time | if_any('(', ')') }}{{ step.name }}", "Train"),
        ("{{ nothing.verdict | or('Not reported') }}", "Not reported"),
        ("{{ unknown | or(nothing.short) | or(known) }}", "two years"),
        ("{{ known | or('Not reported') }}", "two years"),
        ("{{ nothing.wage | money | or('not published') }}", "not published"),
        ("{{ no_facts | first | lower_first | if_any }}", ""),
        ("{{ words | first | capitalized | if_any('', '!') }}", "X*y!"),
        ("{{ (known if no_facts) | if_any }}", ""),
        ("{% if nothing.credentials %}yes{% endif %}no", "no"),
        ("{% for x in nothing.credentials[:4] %}x{% endfor %}0", "0"),
        ("{{ no_facts | counted('task', 'tasks') | if_any('They share ', '.') }}", ""),
        ("{{ words | counted('task', 'tasks') | if_any('They share ', '.') }}", "They share 2 tasks."),
        ("{{ facts[:1] | counted('task', 'tasks') }}", "one task"),
        ("{{ nothing.text == rule.verdict.text }} {{ nothing.text != 'x' }}", "False True"),
        ("{{ known | as_of }}", "2024"),
        ("{{ facts | as_of | if_any(', ') }}", ", 2024 and 2025"),
        ("{{ unknown | as_of | if_any(', ') }}", ""),
        ("{{ rule.details | together }}", "First this. Then that."),
    ],
)  # fmt: skip
def test_what_is_there_prints_and_what_is_not_does_not(template: str, printed: str) -> None:
    assert said(template) == printed


def test_words_around_a_value_are_markdown_and_the_value_is_what_it_is() -> None:
    runs = rich("{{ known | if_any('**', '.** ') }}{{ rule.summary | if_any }}")
    assert [(run.text, run.bold) for run in runs if run.text] == [
        ("two years", True),
        (".", True),
        (" You need ", False),
        ("one", True),
        (".", False),
    ]
    assert cites(runs) == ["a", "law"]


def test_sources_stay_with_what_prints_and_go_with_what_does_not() -> None:
    assert cites(rich("{{ unknown | or(known) | if_any('(', ')') }}")) == ["a"]
    assert cites(rich("{{ known | or(rule.verdict) }}")) == ["a"]
    assert cites(rich("{{ known | as_of }}")) == []


@pytest.mark.parametrize(("name", "ordered"), [("bullets", False), ("numbered", True)])
def test_facts_are_items_with_their_markdown_and_sources(name: str, ordered: bool) -> None:
    slots = Slots(NAMES)
    (made,) = slots.blocks(Text(f"{{{{ rule.details | {name} }}}}", PLACE))
    assert isinstance(made, MarkdownList)
    assert made.ordered is ordered
    assert [plain(item.text) for item in made.items] == ["First this.", "Then that."]
    assert [cites(item.text) for item in made.items] == [["a"], ["b"]]
    assert [one.text for one in slots.printed.origins] == ["First *this*.", "Then that."]


def test_items_without_markdown_print_as_they_are() -> None:
    (made,) = Slots(NAMES).blocks(Text("{{ words | bullets }}", PLACE))
    assert isinstance(made, MarkdownList)
    assert [plain(item.text) for item in made.items] == ["x*y", "- z"]


def test_no_list_is_made_of_nothing() -> None:
    slots = Slots(NAMES)
    assert (
        slots.blocks(Text("{{ no_facts | bullets }}{{ nothing.details | numbered }}", PLACE)) == ()
    )
    (text,) = slots.blocks(Text("Then:\n\n{{ no_facts | bullets }}", PLACE))
    assert isinstance(text, MarkdownParagraph)


def test_a_list_of_what_is_not_there_has_no_values() -> None:
    slots = Slots(NAMES)
    assert slots.value(Text("{{ nothing.credentials }}", PLACE)) is None
    assert not slots.holds(Text("nothing.credentials", PLACE))


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{{ rule.verdit | if_any }}", "undefined-name"),
        ("{{ rul | or('x') }}", "undefined-name"),
        ("{{ rule.detials | bullets }}", "undefined-name"),
        ("{{ nothing }}", "not-printable"),
        ("{{ nothing.verdict }}", "undefined-name"),
        ("{{ no_facts | first }}", "not-printable"),
        ("{{ rule | if_any }}", "not-printable"),
    ],
)
def test_a_wrong_name_is_a_fault_whatever_is_missing(template: str, code: str) -> None:
    assert refused(template).code == code


def test_the_message_says_how_to_let_it_fall_away() -> None:
    assert "`| if_any`" in refused("{{ nothing.verdict }}").remedy
